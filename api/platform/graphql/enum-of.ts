import { registerEnumType } from 'type-graphql';
import { ADMISSION_REQUEST_STATES } from '../../organizations/domain/admission-request.ts';
import { MEMBER_ROLES, ORGANIZATION_KINDS } from '../kernel/actor.ts';
import { ACCESS_LEVELS, ASSET_KINDS } from '../../assets/domain/asset.ts';
import { FILE_JOB_PROBLEMS, FILE_JOB_STATES } from '../../files/domain/file-job.ts';
import { FIXITY_SCOPES, FIXITY_STATES } from '../../fixity/domain/fixity.ts';
import { INVITATION_STATES } from '../../accounts/domain/invitation.ts';
import { DELIVERY_TOKEN_STATES } from '../../delivery/domain/delivery-token.ts';
import { EARNING_KINDS } from '../../licensing/domain/earning.ts';
import { JOB_ACTIVITIES } from '../jobs/job-state.ts';
import { CONSENT_ENDS, USE_CONSENT_STATES } from '../../licensing/domain/license.ts';
import { LICENSE_STATES } from '../../licensing/domain/license-check.ts';
import { OFFICES } from '../../organizations/domain/office.ts';
import { ORDER_STATES } from '../../licensing/domain/order.ts';
import { TAKE_DOWN_STATES } from '../../takedowns/domain/take-down.ts';
import { BACKUP_ACT_KINDS, BACKUP_STATES } from '../../operations/domain/backup.ts';
import {
  FACT_SECTIONS,
  FACT_UNITS,
  type FactName,
  INSPECTION_NOTICES,
  TECHNICAL_FACTS,
} from '../../files/domain/technical-metadata.ts';
import { ASSET_SORTS } from '../../assets/domain/asset-query.ts';
import { MISSING_PICTURE_REASONS } from '../../files/domain/picture.ts';
import { SAFE_TRANSACTION_STATES } from '../../council/domain/safe.ts';
import { IMPORT_STATES } from '../../publishing/domain/draft-import.ts';

/** A GraphQL enum of a domain's list of names: each name stands for itself. */
function enumOf<T extends string>(
  values: readonly T[],
  name: string,
  description: string,
): Readonly<Record<T, T>> {
  // One member for each of the names, hence the cast.
  const members = Object.fromEntries(values.map((value) => [value, value])) as Record<T, T>;
  registerEnumType(members, { name, description });
  return members;
}

export const AssetKindEnum = enumOf(ASSET_KINDS, 'AssetKind', 'What an asset is.');
export const AccessEnum = enumOf(
  ACCESS_LEVELS,
  'Access',
  'OPEN: originals for everyone. LICENSED: seen by everyone, originals for licensees. RESTRICTED: exists for its people only.',
);
export const MissingPictureReasonEnum = enumOf(
  MISSING_PICTURE_REASONS,
  'MissingPictureReason',
  'NOT_YET: it is still being made. NOT_MADE: of files of this type none is. FAILED: it could not be made.',
);
export const ConsentEndEnum = enumOf(
  CONSENT_ENDS,
  'ConsentEnd',
  'WITHDRAWN: the council withdrew it. EXPIRED: its last day is past. CUSTODY: the holder it named has the asset no more.',
);
export const ImportStateEnum = enumOf(
  IMPORT_STATES,
  'ImportState',
  'What an import does to the draft of an external identifier. PUBLISHED: it is an asset, and stays as it is.',
);
export const DeliveryTokenStateEnum = enumOf(
  DELIVERY_TOKEN_STATES,
  'DeliveryTokenState',
  'LIVE: it opens files. OVER: its last day is past. REVOKED: somebody of the licensee ended it.',
);
export const AssetSortEnum = enumOf(ASSET_SORTS, 'AssetSort', 'Order of a list of assets.');
export const AdmissionRequestStateEnum = enumOf(
  ADMISSION_REQUEST_STATES,
  'AdmissionRequestState',
  'ASKED_BACK: the accreditor waits for an answer. REFUSED and WITHDRAWN: the short name is free again.',
);
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
export const SafeTransactionStateEnum = enumOf(
  SAFE_TRANSACTION_STATES,
  'SafeTransactionState',
  'OPEN: waits for signatures or for those before it. REFUSED: signed, refused by the contracts, may be tried again. OVERTAKEN: another took its nonce.',
);
export const InvitationStateEnum = enumOf(
  INVITATION_STATES,
  'InvitationState',
  'ACCEPTED: a key accepted and waits for an owner to add it. DONE: it is a member now. ENDED: it was a member, and is none any more.',
);
export const OrderStateEnum = enumOf(
  ORDER_STATES,
  'OrderState',
  'ORDERED: waits for its confirmations. CANCELED: taken back by its licensee. LICENSED: its license was issued.',
);
export const LicenseStateEnum = enumOf(
  LICENSE_STATES,
  'LicenseState',
  'UPCOMING: before its first day. EXPIRED: after its last. REVOKED: ended before it.',
);
export const JobActivityEnum = enumOf(
  JOB_ACTIVITIES,
  'JobActivity',
  'FAILED: its last run failed; it is repeated after a pause.',
);
export const FileJobStateEnum = enumOf(
  FILE_JOB_STATES,
  'FileJobState',
  'FAILED: it stays so until somebody retries it. UNAVAILABLE: the machine lacks something; it begins by itself once that is there.',
);
export const FileJobProblemEnum = enumOf(
  FILE_JOB_PROBLEMS,
  'FileJobProblem',
  'Why work on a file ended without success. FILE_DAMAGED: the stored original has other bytes than were published. UNDECODABLE: the platform’s programs can’t decode it, which says nothing of its bytes.',
);
export const TakeDownStateEnum = enumOf(
  TAKE_DOWN_STATES,
  'TakeDownState',
  'PENDING: refused from now on, and being erased. ERASED: nothing of it is kept.',
);
export const BackupStateEnum = enumOf(BACKUP_STATES, 'BackupState', 'How far a backup is.');
export const BackupActKindEnum = enumOf(
  BACKUP_ACT_KINDS,
  'BackupActKind',
  'FETCH: a download was permitted. SET_RECIPIENT, CLEAR_RECIPIENT: whom backups are encrypted to.',
);
export const EarningKindEnum = enumOf(
  EARNING_KINDS,
  'EarningKind',
  'SHARE: its part of a sale. CLAIM: paid to its payout address.',
);
export const FixityScopeEnum = enumOf(
  FIXITY_SCOPES,
  'FixityScope',
  'ALL: every original of every version. ASSET: those of one asset.',
);
export const FixityStateEnum = enumOf(
  FIXITY_STATES,
  'FixityState',
  'DAMAGED: other bytes than were published. UNREADABLE: could not be read to its end.',
);

export const FactSectionEnum = enumOf(
  FACT_SECTIONS,
  'FactSectionKind',
  'What facts are about. FRAME: of OpenEXR and DPX. BROADCAST: of Broadcast Wave. CAPTURE: how it was made. PLACE: for the people of the asset alone.',
);
export const FactUnitEnum = enumOf(FACT_UNITS, 'FactUnit', 'How the values of a fact are to be read.');
export const FactNameEnum = enumOf(
  // The table's keys are these names.
  Object.keys(TECHNICAL_FACTS) as FactName[],
  'TechnicalFactName',
  'By IPTC, EXIF, XMP and PLUS, MediaInfo, OpenEXR, SMPTE ST 268 and EBU Tech 3285, and glTF.',
);
export const InspectionNoticeEnum = enumOf(
  INSPECTION_NOTICES,
  'InspectionNoticeCode',
  'ACTIVE_CONTENT: it has script or loads from elsewhere. INVALID: it breaks the rules of its format. NO_FACTS: no facts are read from its format. NOT_INSPECTED: something could not be found out. TOOL_MISSING: because this machine lacks a tool. UNDECODABLE: it can’t be decoded here, or only in part.',
);
export const OfficeEnum = enumOf(
  OFFICES,
  'Office',
  'OPERATOR: runs the installation. ACCREDITOR: decides who takes part.',
);
export const UseConsentStateEnum = enumOf(
  USE_CONSENT_STATES,
  'UseConsentState',
  'WITHDRAWN: by the council. SPENT: a license was sold by it. CUSTODY: the holder whom it names has the asset no more.',
);
