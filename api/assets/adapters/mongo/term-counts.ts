import type { Model } from 'mongoose';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Term } from '../../domain/asset.ts';
import { type CatalogTerm, catalogTermOf, type TermMeanings } from '../../domain/catalog-term.ts';
import type { Counted } from '../../domain/asset-query.ts';

interface Group<Id> {
  readonly _id: Id;
  readonly count: number;
}

/** A term as an asset writes it, where it stands in the asset; FerretDB unwinds a path into a field of its last step. */
interface UnwoundTerm {
  readonly inPlace?: Term;
  readonly atTop?: Term;
  /** Missing on FerretDB, which keeps no other field beside what it unwinds. */
  readonly holder?: OrganizationId;
}

const UNWOUND = { inPlace: '$metadata.terms', atTop: '$terms', holder: '$holder' };

/** Terms among the assets under the filter, most used first. A proposed one is named as most of its holder's assets name it. */
export async function countTerms<T>(
  assets: Model<T>,
  { filter, concepts }: { readonly filter: object; readonly concepts: TermMeanings },
): Promise<Counted<CatalogTerm>[]> {
  const counted = new Map<string, Counted<CatalogTerm>>();
  for (const { term, holder, count } of (await countWrittenTerms(assets, filter)).sort(byCount)) {
    const value = catalogTermOf(term, { holder, concepts });
    const key = `${value.vocabulary}/${value.code}/${value.proposedBy ?? ''}`;
    const found = counted.get(key);
    counted.set(key, { value: found?.value ?? value, count: count + (found?.count ?? 0) });
  }
  return [...counted.values()].sort(byCount);
}

interface WrittenTerm {
  readonly term: Term;
  readonly holder: OrganizationId;
  readonly count: number;
}

async function countWrittenTerms<T>(assets: Model<T>, filter: object): Promise<WrittenTerm[]> {
  const groups = await assets.aggregate<Group<UnwoundTerm>>([
    { $match: filter },
    { $unwind: '$metadata.terms' },
    { $group: { _id: UNWOUND, count: { $sum: 1 } } },
  ]);
  const written: WrittenTerm[] = [];
  for (const { _id, count } of groups) {
    const term = _id.inPlace ?? _id.atTop;
    if (term === undefined) throw new TypeError('A counted term is not where the store was asked to put it.');
    if (_id.holder === undefined) return countByLists(assets, filter);
    written.push({ term, holder: _id.holder, count });
  }
  return written;
}

/** The same for FerretDB: one group for each list of terms of a holder, of which there are nearly as many as assets. */
async function countByLists<T>(assets: Model<T>, filter: object): Promise<WrittenTerm[]> {
  const groups = await assets.aggregate<
    Group<{ readonly terms?: readonly Term[]; readonly holder: OrganizationId }>
  >([
    { $match: filter },
    { $group: { _id: { terms: '$metadata.terms', holder: '$holder' }, count: { $sum: 1 } } },
  ]);
  return groups.flatMap(({ _id: { terms = [], holder }, count }) =>
    terms.map((term) => ({ term, holder, count })),
  );
}

function byCount(left: { readonly count: number }, right: { readonly count: number }): number {
  return right.count - left.count;
}
