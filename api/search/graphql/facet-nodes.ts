import { Field, Int, ObjectType } from 'type-graphql';
import { peopleName } from '@lanran/protocol/assets/peoples';
import type { AssetFacets as CountedFacets } from '../../assets/domain/asset-query.ts';
import type { AccessLevel, AssetKind } from '../../assets/domain/asset.ts';
import type { AssetColor } from '@lanran/protocol/assets/colors';
import { AccessEnum, AssetColorEnum, AssetKindEnum } from '../../assets/graphql/enums.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import type { Loaders } from '../../platform/graphql/loaders.ts';
import { LocalizedText } from '../../platform/graphql/localized-text.ts';
import { Term, toTermNodes } from '../../assets/graphql/term-node.ts';

@ObjectType()
export class KindFacet {
  @Field(() => AssetKindEnum)
  declare readonly value: AssetKind;

  @Field(() => Int)
  declare readonly count: number;
}

@ObjectType()
export class AccessFacet {
  @Field(() => AccessEnum)
  declare readonly value: AccessLevel;

  @Field(() => Int)
  declare readonly count: number;
}

@ObjectType()
export class CommunityFacet {
  @Field(() => OrganizationNode, { nullable: true, description: 'Null: no community stands behind them.' })
  declare readonly organization: OrganizationNode | null;

  @Field(() => Int)
  declare readonly count: number;
}

@ObjectType()
export class HolderFacet {
  @Field(() => OrganizationNode)
  declare readonly organization: OrganizationNode;

  @Field(() => Int)
  declare readonly count: number;
}

@ObjectType()
export class TermFacet {
  @Field(() => Term)
  declare readonly term: Term;

  @Field(() => Int)
  declare readonly count: number;
}

@ObjectType()
export class PeopleFacet {
  @Field(() => String, { description: 'As in `AssetFilter.peoples`.' })
  declare readonly code: string;

  @Field(() => LocalizedText)
  declare readonly name: LocalizedText;

  @Field(() => Int)
  declare readonly count: number;
}

@ObjectType()
export class ColorFacet {
  @Field(() => AssetColorEnum)
  declare readonly value: AssetColor;

  @Field(() => Int)
  declare readonly count: number;
}

@ObjectType({
  description: 'How many assets there are of each value, most first, over what exists for the one who asks.',
})
export class AssetFacets {
  @Field(() => [KindFacet])
  declare readonly kinds: readonly KindFacet[];

  @Field(() => [AccessFacet])
  declare readonly access: readonly AccessFacet[];

  @Field(() => [CommunityFacet])
  declare readonly communities: readonly CommunityFacet[];

  @Field(() => [HolderFacet])
  declare readonly holders: readonly HolderFacet[];

  @Field(() => [TermFacet], { description: 'The 200 most used.' })
  declare readonly terms: readonly TermFacet[];

  @Field(() => [PeopleFacet], { description: 'Peoples that title, description or terms name.' })
  declare readonly peoples: readonly PeopleFacet[];

  @Field(() => [ColorFacet], { description: 'Of which the covers show much.' })
  declare readonly colors: readonly ColorFacet[];

  @Field(() => Int)
  declare readonly onOffer: number;
}

/** With the organizations that they name. */
export async function toFacets(facets: CountedFacets, loaders: Loaders): Promise<AssetFacets> {
  const [communities, holders, named] = await Promise.all([
    Promise.all(
      facets.communities.map(async ({ value, count }) => {
        const community = value === null ? null : await loaders.of(ORGANIZATIONS).load(value);
        return { organization: community === null ? null : toOrganizationNode(community), count };
      }),
    ),
    Promise.all(
      facets.holders.map(async ({ value, count }) => {
        const holder = await loaders.of(ORGANIZATIONS).load(value);
        return holder === null ? [] : [{ organization: toOrganizationNode(holder), count }];
      }),
    ),
    toTermNodes(
      facets.terms.map(({ value }) => value),
      loaders,
    ),
  ]);
  const terms = named.map((term, at) => ({ term, count: facets.terms[at]?.count ?? 0 }));
  const peoples = facets.peoples.map(({ value, count }) => ({ code: value, name: peopleName(value), count }));
  return { ...facets, communities, holders: holders.flat(), terms, peoples };
}
