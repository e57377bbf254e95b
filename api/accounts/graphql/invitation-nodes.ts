import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import type { MemberRole } from '../../platform/kernel/actor.ts';
import type { InvitationState } from '../domain/invitation.ts';
import { InvitationStateEnum } from './enums.ts';
import { MemberRoleEnum } from '../../organizations/graphql/enums.ts';

@ObjectType('Invitation')
export class InvitationNode {
  /** Of the organization, which a resolver of its own reads. */
  declare readonly organizationId: string;

  @Field(() => ID)
  declare readonly id: string;

  @Field(() => MemberRoleEnum, { nullable: true, description: "Null for one of a community's council." })
  declare readonly role: MemberRole | null;

  @Field(() => String, { description: "The inviting person's words for who is meant." })
  declare readonly label: string;

  @Field(() => InvitationStateEnum)
  declare readonly state: InvitationState;

  @Field(() => String, { nullable: true, description: 'The key that accepted, lower-case hex.' })
  declare readonly address: string | null;

  @Field(() => String, { nullable: true, description: "Of that key's account." })
  declare readonly displayName: string | null;

  @Field(() => GraphQLISODateTime)
  declare readonly createdAt: Date;

  @Field(() => GraphQLISODateTime)
  declare readonly expiresAt: Date;
}

@ObjectType()
export class Invited {
  @Field(() => InvitationNode)
  declare readonly invitation: InvitationNode;

  @Field(() => String, { description: 'Told this once; the link is /invitation/{id}#{secret}.' })
  declare readonly secret: string;
}
