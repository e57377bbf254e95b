import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { MemberRole, OrganizationKind } from '../../platform/kernel/actor.ts';
import type { LocalizedText } from '../../platform/kernel/localized-text.ts';

export interface Member {
  /** Lower case. */
  readonly address: Hex;
  readonly role: MemberRole;
}

/** Who is to be a community's next council. */
export interface Succession {
  /** Lower case. */
  readonly candidate: Hex;
  /** From when the candidate may take the seat. */
  readonly seatableAt: Date;
  /** Named by the council itself; else by the accreditor, and the council may veto it. */
  readonly byCouncil: boolean;
}

/** The accreditor's word that an organization may no longer publish, offer, buy or dispute. */
export interface Suspension {
  /** Announced before that, in force from then on. */
  readonly suspendedFrom: Date;
  /** keccak256 of the reason, of which we may have the text (StatedReason). */
  readonly reasonHash: Hex;
}

/** An organization as the log shows it, with the profile it gave itself. */
export interface Organization {
  readonly id: OrganizationId;
  readonly slug: string;
  readonly name: LocalizedText;
  readonly kind: OrganizationKind;
  /** Not admitted yet: a profile somebody asked for. */
  readonly isAdmitted: boolean;
  readonly members: readonly Member[];
  readonly payout: Hex | null;
  /** Speaks for a community; null for the other kinds. */
  readonly council: Hex | null;
  /** Null while nobody is named to follow the council. */
  readonly succession: Succession | null;
  /** Null while none is announced or in force. */
  readonly suspension: Suspension | null;
  /** The key that asked for admission; proposed as first owner, or as a community's council. */
  readonly requestedBy: Hex | null;
  /** When it was asked for first; null where nobody asked here. */
  readonly requestedAt: Date | null;
  /** Last leaf applied; -1 before the first. */
  readonly projectedIndex: number;
}

/** A profile as it is asked for. */
export interface OrganizationProfile {
  readonly id: OrganizationId;
  readonly slug: string;
  readonly name: LocalizedText;
  readonly kind: OrganizationKind;
  readonly requestedBy: Hex;
  readonly requestedAt: Date;
}

/** Announced ones are not in force yet. */
export function isSuspendedAt({ suspension }: Pick<Organization, 'suspension'>, moment: Date): boolean {
  return suspension !== null && suspension.suspendedFrom <= moment;
}
