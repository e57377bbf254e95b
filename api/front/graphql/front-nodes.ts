import { Field, GraphQLISODateTime, Int, ObjectType } from 'type-graphql';
import { AssetNode } from '../../assets/graphql/asset-node.ts';
import { OrganizationNode } from '../../organizations/graphql/organization-node.ts';

@ObjectType('DayOfPublications', {
  description:
    'What a holder published on one day (UTC), as far as it exists for the one who asks: an import of thousands is one of these.',
})
export class DayOfPublicationsNode {
  @Field(() => OrganizationNode)
  declare readonly holder: OrganizationNode;

  @Field(() => GraphQLISODateTime, { description: 'Of the newest.' })
  declare readonly publishedAt: Date;

  @Field(() => Int)
  declare readonly count: number;

  @Field(() => [AssetNode], { description: 'The newest of them, one to four.' })
  declare readonly assets: readonly AssetNode[];
}

@ObjectType('ShownOrganization')
export class ShownOrganizationNode {
  @Field(() => OrganizationNode)
  declare readonly organization: OrganizationNode;

  @Field(() => Int, { description: 'Assets of it that exist for the one who asks.' })
  declare readonly assetCount: number;

  @Field(() => AssetNode, {
    nullable: true,
    description: 'The one that it chose, else one of its newest. Null: it has none.',
  })
  declare readonly showpiece: AssetNode | null;
}

@ObjectType({ description: 'What the first page shows.' })
export class FrontPage {
  @Field(() => [DayOfPublicationsNode], { description: 'The newest first, at most 12.' })
  declare readonly publications: readonly DayOfPublicationsNode[];

  @Field(() => [ShownOrganizationNode], {
    description: 'Admitted, those with the most assets first, at most 12.',
  })
  declare readonly communities: readonly ShownOrganizationNode[];

  @Field(() => [ShownOrganizationNode], {
    description: 'Admitted, those with the most assets first, at most 12.',
  })
  declare readonly institutions: readonly ShownOrganizationNode[];
}
