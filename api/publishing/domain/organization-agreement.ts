import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';

/** The texts of one organization, newest first, and which of them new drafts name. */
export interface OrganizationAgreements {
  readonly organizationId: OrganizationId;
  readonly agreements: readonly ListedAgreement[];
  /** SHA-256 of one of them; null: new drafts name none. */
  readonly preselected: string | null;
}

export interface ListedAgreement extends LicenseAgreement {
  readonly addedAt: Date;
}

/** A text as it is stored: once, whoever lists it. */
export interface AgreementText extends Pick<LicenseAgreement, 'sha256' | 'bytes' | 'mediaType'> {
  /** Who brought it first. */
  readonly organizationId: OrganizationId;
  readonly content: Uint8Array;
  readonly addedAt: Date;
}
