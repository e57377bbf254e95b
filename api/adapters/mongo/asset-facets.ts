import type { Model } from 'mongoose';
import type { OrganizationId } from '@lanran/protocol/ids';
import type { AccessLevel, AssetKind, Term } from '../../domain/asset.ts';
import type { AssetFacets, Counted } from '../../domain/asset-query.ts';

interface Group<Id> {
  readonly _id: Id;
  readonly count: number;
}

/** What a group is made of, in this order: a list is what the embedded store groups by fastest. */
type Combination = readonly [
  kind: AssetKind,
  access: AccessLevel,
  community: OrganizationId | null,
  holder: OrganizationId,
  onOffer: boolean | null,
];

/** Two passes over few fields; no group holds lists of terms, of which there are nearly as many as assets. */
export async function countFacets<T>(
  assets: Model<T>,
  { filter, maxTerms }: { readonly filter: object; readonly maxTerms: number },
): Promise<AssetFacets> {
  const [groups, terms] = await Promise.all([
    assets.aggregate<Group<Combination>>([
      { $match: filter },
      { $group: { _id: ['$kind', '$access', '$community', '$holder', '$onOffer'], count: { $sum: 1 } } },
    ]),
    countTerms(assets, filter),
  ]);
  return {
    kinds: sum(groups, ([kind]) => kind),
    access: sum(groups, ([, access]) => access),
    communities: sum(groups, ([, , community]) => community),
    holders: sum(groups, ([, , , holder]) => holder),
    terms: terms.slice(0, maxTerms),
    onOffer: sum(groups, ([, , , , onOffer]) => onOffer === true).find(({ value }) => value)?.count ?? 0,
  };
}

/** A term as an asset names it; null for a name it lacks. */
type NamedTerm = readonly [
  vocabulary: Term['vocabulary'],
  code: string,
  en: string | null,
  zh: string | null,
];

/** Terms among the assets under the filter, most used first; named as most of these assets name them. */
export async function countTerms<T>(assets: Model<T>, filter: object): Promise<Counted<Term>[]> {
  const term = '$metadata.terms';
  const groups = await assets.aggregate<Group<NamedTerm>>([
    { $match: filter },
    { $unwind: term },
    {
      $group: {
        _id: [`${term}.vocabulary`, `${term}.code`, `${term}.en`, `${term}.zh`],
        count: { $sum: 1 },
      },
    },
  ]);
  const counted = new Map<string, Counted<Term>>();
  for (const { _id, count } of [...groups].sort(byCount)) {
    const [vocabulary, code, en, zh] = _id;
    const key = `${vocabulary}/${code}`;
    const found = counted.get(key);
    const value = { vocabulary, code, ...(en !== null && { en }), ...(zh !== null && { zh }) };
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
