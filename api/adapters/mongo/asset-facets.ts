import type { Model } from 'mongoose';
import type { OrganizationId } from '@lanran/protocol/ids';
import type { AccessLevel, AssetKind, Term } from '../../domain/asset.ts';
import type { AssetFacets, Counted } from '../../domain/asset-query.ts';

interface Group<Id> {
  readonly _id: Id;
  readonly count: number;
}

/** What a group is made of. A document, as FerretDB computes no paths in a list; a field that an asset lacks is left out. */
interface Combination {
  readonly kind: AssetKind;
  readonly access: AccessLevel;
  readonly community?: OrganizationId | null;
  readonly holder: OrganizationId;
  readonly onOffer?: boolean;
}

const COMBINATION = {
  kind: '$kind',
  access: '$access',
  community: '$community',
  holder: '$holder',
  onOffer: '$onOffer',
} satisfies Record<keyof Combination, string>;

/** Two passes over few fields; no group holds lists of terms, of which there are nearly as many as assets. */
export async function countFacets<T>(
  assets: Model<T>,
  { filter, maxTerms }: { readonly filter: object; readonly maxTerms: number },
): Promise<AssetFacets> {
  const [groups, terms] = await Promise.all([
    assets.aggregate<Group<Combination>>([
      { $match: filter },
      { $group: { _id: COMBINATION, count: { $sum: 1 } } },
    ]),
    countTerms(assets, filter),
  ]);
  return {
    kinds: sum(groups, ({ kind }) => kind),
    access: sum(groups, ({ access }) => access),
    communities: sum(groups, ({ community }) => community ?? null),
    holders: sum(groups, ({ holder }) => holder),
    terms: terms.slice(0, maxTerms),
    onOffer: sum(groups, ({ onOffer }) => onOffer === true).find(({ value }) => value)?.count ?? 0,
  };
}

/** A term as an asset names it, where it stands in the asset; FerretDB unwinds a path into a field of its last step. */
interface UnwoundTerm {
  readonly inPlace?: Term;
  readonly atTop?: Term;
}

/** Terms among the assets under the filter, most used first; named as most of these assets name them. */
export async function countTerms<T>(assets: Model<T>, filter: object): Promise<Counted<Term>[]> {
  const groups = await assets.aggregate<Group<UnwoundTerm>>([
    { $match: filter },
    { $unwind: '$metadata.terms' },
    { $group: { _id: { inPlace: '$metadata.terms', atTop: '$terms' }, count: { $sum: 1 } } },
  ]);
  const counted = new Map<string, Counted<Term>>();
  for (const { _id, count } of [...groups].sort(byCount)) {
    const value = _id.inPlace ?? _id.atTop;
    if (value === undefined)
      throw new TypeError('A counted term is not where the store was asked to put it.');
    const key = `${value.vocabulary}/${value.code}`;
    const found = counted.get(key);
    counted.set(key, { value: found?.value ?? value, count: count + (found?.count ?? 0) });
  }
  return [...counted.values()].sort(byCount);
}

function sum<V>(groups: readonly Group<Combination>[], valueOf: (of: Combination) => V): Counted<V>[] {
  const counts = new Map<V, number>();
  for (const { _id, count } of groups) counts.set(valueOf(_id), (counts.get(valueOf(_id)) ?? 0) + count);
  return [...counts].map(([value, count]) => ({ value, count })).sort(byCount);
}

function byCount(left: { readonly count: number }, right: { readonly count: number }): number {
  return right.count - left.count;
}
