import { Field, ObjectType } from 'type-graphql';
import { OrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { Safe } from './safe-nodes.ts';

@ObjectType({ description: 'How a key speaks for a community.' })
export class CouncilSeat {
  @Field(() => OrganizationNode)
  declare readonly community: OrganizationNode;

  @Field(() => Safe, {
    nullable: true,
    description: 'The Safe whose owner the key is; null when the key itself is meant.',
  })
  declare readonly safe: Safe | null;

  @Field(() => Boolean, { description: 'Named to follow the council, and not seated yet.' })
  declare readonly isNamed: boolean;
}
