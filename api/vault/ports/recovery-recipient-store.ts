import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Address } from '@lanran/protocol/kernel/signature';

/** A public age key that an organization has its originals encrypted to, beside the vault's. */
export interface RecoveryRecipient {
  readonly organizationId: OrganizationId;
  /** `age1…`. */
  readonly recipient: string;
  readonly setAt: Date;
  readonly setBy: Address;
}

export interface RecoveryRecipientStore {
  find(organizationId: OrganizationId): Promise<RecoveryRecipient | null>;
  set(recipient: RecoveryRecipient): Promise<void>;
  remove(organizationId: OrganizationId): Promise<void>;
}
