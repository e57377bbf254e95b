import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import type { MemberRole } from '../../platform/kernel/actor.ts';
import { MemberRoleEnum } from '../../organizations/graphql/enums.ts';
import { OrganizationNode } from '../../organizations/graphql/organization-node.ts';

@ObjectType()
export class SignInNonce {
  @Field(() => String)
  declare readonly nonce: string;

  @Field(() => GraphQLISODateTime)
  declare readonly expiresAt: Date;

  @Field(() => String, { description: 'The `domain` the message must name.' })
  declare readonly domain: string;

  @Field(() => String, { description: 'The `URI` the message must name.' })
  declare readonly uri: string;
}

@ObjectType()
export class Session {
  @Field(() => String, { description: 'Send it as `Authorization: Bearer <token>`.' })
  declare readonly token: string;

  @Field(() => GraphQLISODateTime)
  declare readonly expiresAt: Date;

  @Field(() => String)
  declare readonly address: string;
}

@ObjectType('Membership')
export class MembershipNode {
  @Field(() => OrganizationNode)
  declare readonly organization: OrganizationNode;

  @Field(() => MemberRoleEnum)
  declare readonly role: MemberRole;
}

@ObjectType()
export class Me {
  @Field(() => String)
  declare readonly address: string;

  @Field(() => [MembershipNode])
  declare readonly memberships: readonly MembershipNode[];
}
