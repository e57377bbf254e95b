import { Field, Int, ObjectType } from 'type-graphql';
import type { AccessLevel, AssetKind } from '../domain/asset.ts';
import { AccessEnum, AssetKindEnum } from './enums.ts';
import { OrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { Term } from './term-node.ts';

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

  @Field(() => Int)
  declare readonly onOffer: number;
}
