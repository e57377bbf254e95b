import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { MemberRole } from '../../platform/kernel/actor.ts';
import type { Organization } from '../../organizations/domain/organization.ts';

export const INVITATION_STATES = ['OPEN', 'ACCEPTED', 'DONE', 'ENDED', 'EXPIRED', 'WITHDRAWN'] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

/**
 * Somebody is asked to act for an organization; who accepts names the key that an owner then adds on chain. Or to be one of a
 * community's council: who accepts can be chosen by name, for a Safe or as the next council.
 */
export interface Invitation {
  readonly id: string;
  readonly organizationId: OrganizationId;
  /** Null for one of the council. */
  readonly role: MemberRole | null;
  /** The inviting person's own words for who is meant. */
  readonly label: string;
  /** SHA-256 of the secret in the link. */
  readonly secretHash: Hex;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** The key that accepted, lower case. */
  readonly acceptedBy: Hex | null;
  readonly withdrawnAt: Date | null;
}

export interface InvitationView extends Invitation {
  readonly state: InvitationState;
  /** Of who accepted, where that key has an account. */
  readonly displayName: string | null;
}

export interface InvitationSurroundings {
  readonly members: Organization['members'];
  /** Every key that was ever a member: one that was removed or replaced never comes back. */
  readonly everAdded: ReadonlySet<Hex | null>;
  readonly now: Date;
}

export function stateOf(
  { role, acceptedBy, withdrawnAt, expiresAt }: Invitation,
  { members, everAdded, now }: InvitationSurroundings,
): InvitationState {
  if (withdrawnAt !== null) return 'WITHDRAWN';
  if (acceptedBy !== null) {
    // Whom a council consists of, its Safe says.
    if (role === null) return 'ACCEPTED';
    if (members.some(({ address }) => address === acceptedBy)) return 'DONE';
    return everAdded.has(acceptedBy) ? 'ENDED' : 'ACCEPTED';
  }
  return expiresAt <= now ? 'EXPIRED' : 'OPEN';
}
