import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { AssetFilter, TermKey } from '../../assets/domain/asset-query.ts';
import { proposedCode } from '../../assets/domain/catalog-term.ts';
import { AssetFilterInput, type TermFilter, type UseInput } from './asset-inputs.ts';
import type { Uses } from '../../assets/domain/availability.ts';
import { formatDay } from '@lanran/protocol/kernel/day';
import { mediaOf } from '@lanran/protocol/licensing/media';
import { territoryCodes } from '@lanran/protocol/territories/territories';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';
import type { Loaders } from '../../platform/graphql/loaders.ts';
import type { SavedSearch } from '../domain/saved-search.ts';

@ObjectType('SavedSearch', { description: 'A search that somebody keeps; nobody else sees it.' })
export class SavedSearchNode {
  @Field(() => ID)
  declare readonly id: string;

  @Field(() => String)
  declare readonly name: string;

  @Field(() => AssetFilterInput)
  declare readonly filter: AssetFilterInput;

  @Field(() => GraphQLISODateTime)
  declare readonly savedAt: Date;

  @Field(() => Int, {
    nullable: true,
    description: 'How many it finds now. Null while the search index is being built.',
  })
  declare readonly assetCount: number | null;
}

export async function toSavedSearchNode(
  { id, name, filter, savedAt }: SavedSearch,
  assetCount: number | null,
  loaders: Loaders,
): Promise<SavedSearchNode> {
  return { id, name, filter: await toStatedFilter(filter, loaders), savedAt, assetCount };
}

/** As it would be asked for. */
async function toStatedFilter(
  { term, terms, licensable, publishedOn, ...filter }: AssetFilter,
  loaders: Loaders,
): Promise<AssetFilterInput> {
  return {
    ...filter,
    ...(publishedOn !== undefined && { publishedOn: formatDay(publishedOn) }),
    ...(licensable !== undefined && { licensable: toUseNode(licensable) }),
    ...(term !== undefined && { term: await toStatedTerm(term, loaders) }),
    ...(terms !== undefined && {
      terms: await Promise.all(terms.map((each) => toStatedTerm(each, loaders))),
    }),
  };
}

async function toStatedTerm(
  { vocabulary, code, proposedBy }: TermKey,
  loaders: Loaders,
): Promise<TermFilter> {
  const holder = proposedBy === undefined ? null : await loaders.of(ORGANIZATIONS).load(proposedBy);
  return { vocabulary, code: holder === null ? code : proposedCode(code, holder.slug) };
}

function toUseNode({ media, territories, firstDay, lastDay }: Uses): UseInput {
  return {
    media: mediaOf(media),
    territories: territoryCodes(BigInt(territories)),
    from: formatDay(firstDay),
    to: formatDay(lastDay),
  };
}
