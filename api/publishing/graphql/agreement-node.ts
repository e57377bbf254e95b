import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { LicenseAgreementNode } from '../../assets/graphql/license-agreement-node.ts';
import type { OrganizationAgreements } from '../domain/organization-agreement.ts';

@ObjectType('OrganizationAgreement', {
  description: 'A license agreement that an organization keeps for its versions; for its members alone.',
})
export class OrganizationAgreementNode {
  @Field(() => LicenseAgreementNode)
  declare readonly agreement: LicenseAgreementNode;

  @Field(() => Boolean, { description: 'New drafts and imports name it.' })
  declare readonly isPreselected: boolean;

  @Field(() => GraphQLISODateTime)
  declare readonly addedAt: Date;
}

export function toAgreementNodes({
  agreements,
  preselected,
}: OrganizationAgreements): OrganizationAgreementNode[] {
  return agreements.map(({ addedAt, ...agreement }) => ({
    agreement,
    isPreselected: agreement.sha256 === preselected,
    addedAt,
  }));
}
