import type { Model } from 'mongoose';
import type { OrganizationId } from '@lanran/protocol/ids';
import type { AccessLevel, AssetKind, Term } from '../../domain/asset.ts';
import type { AssetFacets, Counted } from '../../domain/asset-query.ts';

/** What a group is made of; few combinations, however many assets. */
interface Combination {
  readonly kind: AssetKind;
  readonly access: AccessLevel;
  readonly community: OrganizationId | null;
  readonly holder: OrganizationId;
  readonly onOffer: boolean | null;
}

interface Group<Id> {
  readonly _id: Id;
  readonly count: number;
}

/** Two passes: combinations of the plain fields in one, terms in the other. */
export async function countFacets<T>(
  assets: Model<T>,
  { filter, maxTerms }: { readonly filter: object; readonly maxTerms: number },
): Promise<AssetFacets> {
  const fields = ['kind', 'access', 'community', 'holder', 'onOffer'];
  const _id = Object.fromEntries(fields.map((field) => [field, { $ifNull: [`$${field}`, null] }]));
  const [groups, terms] = await Promise.all([
    assets.aggregate<Group<Combination>>([{ $match: filter }, { $group: { _id, count: { $sum: 1 } } }]),
    countTerms(assets, filter),
  ]);
  return {
    kinds: sum(groups, ({ kind }) => kind),
    access: sum(groups, ({ access }) => access),
    communities: sum(groups, ({ community }) => community),
    holders: sum(groups, ({ holder }) => holder),
    terms: terms.slice(0, maxTerms),
    onOffer: sum(groups, ({ onOffer }) => onOffer === true).find(({ value }) => value)?.count ?? 0,
  };
}

/** Terms of the assets under the filter, most used first; named as one of these assets names them. */
export async function countTerms<T>(
  assets: Model<T>,
  filter: object,
  { vocabulary }: { readonly vocabulary?: Term['vocabulary'] } = {},
): Promise<Counted<Term>[]> {
  const ofVocabulary =
    vocabulary === undefined ? [] : [{ $match: { 'metadata.terms.vocabulary': vocabulary } }];
  const groups = await assets.aggregate<Group<Term>>([
    { $match: filter },
    ...ofVocabulary,
    { $project: { _id: 0, metadata: { terms: 1 } } },
    { $unwind: '$metadata.terms' },
    ...ofVocabulary,
    { $group: { _id: '$metadata.terms', count: { $sum: 1 } } },
  ]);
  // Assets may name one code differently: its count is all of theirs, its names are the most frequent ones.
  const counted = new Map<string, Counted<Term>>();
  for (const { _id: value, count } of groups.toSorted(byCount)) {
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
