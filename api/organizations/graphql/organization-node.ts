import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import type { MemberRole, OrganizationKind } from '../../platform/kernel/actor.ts';
import type { Organization } from '../domain/organization.ts';
import { connectionType } from '../../platform/graphql/connection.ts';
import { MemberRoleEnum, OrganizationKindEnum } from './enums.ts';
import { LocalizedText } from '../../platform/graphql/localized-text.ts';

@ObjectType()
export class Member {
  @Field(() => String, { description: 'Lower-case hex.' })
  declare readonly address: string;

  @Field(() => MemberRoleEnum)
  declare readonly role: MemberRole;
}

@ObjectType({ description: "Who is to be a community's next council." })
export class Succession {
  @Field(() => String, { description: 'Lower-case hex.' })
  declare readonly candidate: string;

  @Field(() => GraphQLISODateTime, { description: 'From when the candidate may take the seat.' })
  declare readonly seatableAt: Date;

  @Field(() => Boolean, {
    description: 'Named by the council itself; else by the accreditor, and the council may veto it.',
  })
  declare readonly byCouncil: boolean;
}

@ObjectType({
  description:
    'The accreditor’s word that an organization may not publish, offer, buy or dispute. What it sold and bought stays.',
})
export class Suspension {
  @Field(() => GraphQLISODateTime, { description: 'Announced before that, in force from then on.' })
  declare readonly suspendedFrom: Date;

  @Field(() => String, { description: 'keccak256 of the reason as UTF-8.' })
  declare readonly reasonHash: string;

  @Field(() => String, { nullable: true, description: 'Null when its text was not stated here.' })
  declare readonly reason: string | null;
}

@ObjectType('Organization')
export class OrganizationNode {
  /** What `suspension` is resolved from; not part of the schema. */
  declare readonly announced: Organization['suspension'];

  @Field(() => ID)
  declare readonly id: string;

  @Field(() => String)
  declare readonly slug: string;

  @Field(() => OrganizationKindEnum)
  declare readonly kind: OrganizationKind;

  @Field(() => LocalizedText)
  declare readonly name: LocalizedText;

  @Field(() => Boolean, { description: 'False for a profile that waits for the accreditor.' })
  declare readonly isAdmitted: boolean;

  @Field(() => [Member], { description: 'Keys that may act for it, as the contract has them.' })
  declare readonly members: readonly Member[];

  @Field(() => String, { nullable: true, description: 'Where its share of sales is paid.' })
  declare readonly payout: string | null;

  @Field(() => String, { nullable: true, description: 'Speaks for a community; null for other kinds.' })
  declare readonly council: string | null;

  @Field(() => Succession, { nullable: true, description: 'Null while nobody is named.' })
  declare readonly succession: Succession | null;

  @Field(() => String, { nullable: true, description: 'The key that asked for admission.' })
  declare readonly requestedBy: string | null;

  @Field(() => Date, { nullable: true, description: 'When it was asked for; null where nobody asked here.' })
  declare readonly requestedAt: Date | null;
}

/** The domain's members carry the schema's names, but for the suspension, whose reason is looked up. */
export function toOrganizationNode(organization: Organization): OrganizationNode {
  return { ...organization, announced: organization.suspension };
}

export const OrganizationConnection = connectionType(OrganizationNode, 'Organization');
