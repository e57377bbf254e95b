import type { Model } from 'mongoose';
import type { OrganizationId } from '@lanran/protocol/ids';
import type { AccessLevel, AssetKind, Term } from '../../domain/asset.ts';
import type { AssetFacets, Counted } from '../../domain/asset-query.ts';

/** What a group is made of. */
interface Combination {
  readonly kind: AssetKind;
  readonly access: AccessLevel;
  readonly community: OrganizationId | null;
  readonly holder: OrganizationId;
  readonly onOffer: boolean | null;
  readonly terms: readonly Term[];
}

interface Group<Id> {
  readonly _id: Id;
  readonly count: number;
}

/**
 * One pass over the stored fields, by whole lists of terms: the embedded store groups these fast, and unwinds whole documents
 * slowly.
 */
export async function countFacets<T>(
  assets: Model<T>,
  { filter, maxTerms }: { readonly filter: object; readonly maxTerms: number },
): Promise<AssetFacets> {
  const fields = ['kind', 'access', 'community', 'holder', 'onOffer'];
  const plain = Object.fromEntries(fields.map((field) => [field, { $ifNull: [`$${field}`, null] }]));
  const _id = { ...plain, terms: '$metadata.terms' };
  const groups = await assets.aggregate<Group<Combination>>([
    { $match: filter },
    { $group: { _id, count: { $sum: 1 } } },
  ]);
  const terms = tallyTerms(groups.map((group) => ({ terms: group._id.terms, count: group.count })));
  return {
    kinds: sum(groups, ({ kind }) => kind),
    access: sum(groups, ({ access }) => access),
    communities: sum(groups, ({ community }) => community),
    holders: sum(groups, ({ holder }) => holder),
    terms: terms.slice(0, maxTerms),
    onOffer: sum(groups, ({ onOffer }) => onOffer === true).find(({ value }) => value)?.count ?? 0,
  };
}

/** Terms of one vocabulary among the assets under the filter. */
export async function countTerms<T>(
  assets: Model<T>,
  filter: object,
  vocabulary: Term['vocabulary'],
): Promise<Counted<Term>[]> {
  const groups = await assets.aggregate<Group<readonly Term[]>>([
    { $match: filter },
    { $group: { _id: '$metadata.terms', count: { $sum: 1 } } },
  ]);
  return tallyTerms(
    groups.map(({ _id, count }) => ({ terms: _id.filter((term) => term.vocabulary === vocabulary), count })),
  );
}

/** Most used first; named as most of these assets name them. */
function tallyTerms(groups: readonly { readonly terms: readonly Term[]; readonly count: number }[]) {
  const named = new Map<string, Counted<Term>>();
  for (const { terms, count } of groups) {
    for (const term of terms) {
      addTo(named, {
        key: JSON.stringify([term.vocabulary, term.code, term.en, term.zh]),
        value: term,
        count,
      });
    }
  }
  const counted = new Map<string, Counted<Term>>();
  for (const { value, count } of [...named.values()].sort(byCount)) {
    addTo(counted, { key: `${value.vocabulary}/${value.code}`, value, count });
  }
  return [...counted.values()].sort(byCount);
}

/** The first value of a key stays. */
function addTo<V>(
  counts: Map<string, Counted<V>>,
  { key, value, count }: Counted<V> & { readonly key: string },
): void {
  const found = counts.get(key);
  counts.set(key, { value: found?.value ?? value, count: count + (found?.count ?? 0) });
}

function sum<V>(groups: readonly Group<Combination>[], valueOf: (of: Combination) => V): Counted<V>[] {
  const counts = new Map<V, number>();
  for (const { _id, count } of groups) counts.set(valueOf(_id), (counts.get(valueOf(_id)) ?? 0) + count);
  return [...counts].map(([value, count]) => ({ value, count })).sort(byCount);
}

function byCount(left: { readonly count: number }, right: { readonly count: number }): number {
  return right.count - left.count;
}
