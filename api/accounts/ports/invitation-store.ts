import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Invitation } from '../domain/invitation.ts';

export interface InvitationStore {
  insert(invitation: Invitation): Promise<void>;
  find(id: string): Promise<Invitation | null>;
  /** The newest, newest first. */
  listByOrganization(organizationId: OrganizationId, most: number): Promise<Invitation[]>;
  /** Made since a time, for the limit. */
  countSince(organizationId: OrganizationId, since: Date): Promise<number>;
  /** Notes the key, unless the invitation was accepted or withdrawn, or is over; of several one wins. */
  accept(id: string, address: Hex, now: Date): Promise<void>;
  withdraw(id: string, now: Date): Promise<void>;
}
