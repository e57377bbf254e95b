import { MEMBER_ROLES, ORGANIZATION_KINDS } from '../../platform/kernel/actor.ts';
import { enumOf } from '../../platform/graphql/enum-of.ts';
import { ADMISSION_REQUEST_STATES } from '../domain/admission-request.ts';
import { OFFICES } from '../domain/office.ts';

export const OrganizationKindEnum = enumOf(
  ORGANIZATION_KINDS,
  'OrganizationKind',
  'What an organization is.',
);

export const MemberRoleEnum = enumOf(
  MEMBER_ROLES,
  'MemberRole',
  'Owners and editors act for their organization; viewers only see.',
);

export const AdmissionRequestStateEnum = enumOf(
  ADMISSION_REQUEST_STATES,
  'AdmissionRequestState',
  'ASKED_BACK: the accreditor waits for an answer. REFUSED and WITHDRAWN: the short name is free again.',
);

export const OfficeEnum = enumOf(
  OFFICES,
  'Office',
  'OPERATOR: runs the installation. ACCREDITOR: decides who takes part.',
);
