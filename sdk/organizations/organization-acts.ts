import { createOrganizationsInterface } from '../../contracts/abi/interfaces/Organizations.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { Act } from '../acts/relaying.ts';

/** Roles of members in the order of their numbers on chain, from 1. */
export const MEMBER_ROLES = ['VIEWER', 'EDITOR', 'OWNER'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

const organizations = createOrganizationsInterface();

// ethers types calldata as string; its interfaces make lower-case hex.
const actOf = (data: string): Act => ({ contract: 'Organizations', data: data as Hex });

export interface MemberKey {
  readonly organizationId: OrganizationId;
  readonly key: Address;
}

/** An owner, or a community's council, adds a key. */
export function addMemberAct({ organizationId, key, role }: MemberKey & { readonly role: MemberRole }): Act {
  const number = MEMBER_ROLES.indexOf(role) + 1;
  return actOf(organizations.encodeFunctionData('addMember', [organizationId, key, number]));
}

/** An owner or council ends a key; what it signed among the anchored leaves keeps counting. */
export function removeMemberAct({ organizationId, key }: MemberKey): Act {
  return actOf(organizations.encodeFunctionData('removeMember', [organizationId, key]));
}

/** The same for a key that was in other hands: what it signed from leaf `size` on does not count. */
export function removeCompromisedMemberAct({
  organizationId,
  key,
  size,
}: MemberKey & { readonly size: number }): Act {
  return actOf(organizations.encodeFunctionData('removeCompromisedMember', [organizationId, key, size]));
}

/** An owner or council puts a new key in an old one's place and role. */
export function replaceMemberAct({
  organizationId,
  key,
  newKey,
}: MemberKey & { readonly newKey: Address }): Act {
  return actOf(organizations.encodeFunctionData('replaceMember', [organizationId, key, newKey]));
}

/** An owner or council names where the organization's money goes. */
export function setPayoutAct(organizationId: OrganizationId, payout: Address): Act {
  return actOf(organizations.encodeFunctionData('setPayout', [organizationId, payout]));
}

/** The present council names the next one, which may take its seat at once. */
export function nameSuccessorAct(communityId: OrganizationId, candidate: Address): Act {
  return actOf(organizations.encodeFunctionData('nameSuccessor', [communityId, candidate]));
}

/** The accreditor proposes another council, which may take its seat after 30 days without veto. */
export function proposeCouncilAct(communityId: OrganizationId, candidate: Address): Act {
  return actOf(organizations.encodeFunctionData('proposeCouncil', [communityId, candidate]));
}

/** The present council ends a succession. */
export function vetoCouncilAct(communityId: OrganizationId): Act {
  return actOf(organizations.encodeFunctionData('vetoCouncil', [communityId]));
}

/** The candidate takes the seat. */
export function acceptCouncilAct(communityId: OrganizationId): Act {
  return actOf(organizations.encodeFunctionData('acceptCouncil', [communityId]));
}

/** The accreditor announces a suspension, in force seven days later. */
export function suspendAct(organizationId: OrganizationId, reasonHash: Hex): Act {
  return actOf(organizations.encodeFunctionData('suspend', [organizationId, reasonHash]));
}

/** The accreditor ends a suspension, announced or in force. */
export function liftSuspensionAct(organizationId: OrganizationId): Act {
  return actOf(organizations.encodeFunctionData('liftSuspension', [organizationId]));
}

/** Several acts about organizations by one signature: all of them or none, in this order. */
export function togetherAct(acts: readonly Act[]): Act {
  const [only, ...others] = acts;
  if (only !== undefined && others.length === 0) return only;
  return actOf(organizations.encodeFunctionData('multicall', [acts.map(({ data }) => data)]));
}

/** Where an organization is to be paid from now on; null leaves it as it is. */
export interface PayoutWish {
  readonly organizationId: OrganizationId;
  readonly payout: Address | null;
}

/** The payout address is named first: who ends their own key could not name it afterwards. */
export function payoutThenAct({ organizationId, payout }: PayoutWish, change: Act): Act {
  return payout === null ? change : togetherAct([setPayoutAct(organizationId, payout), change]);
}

/** The payout address is named last: who takes the seat could not name it before. */
export function actThenPayout(change: Act, { organizationId, payout }: PayoutWish): Act {
  return payout === null ? change : togetherAct([change, setPayoutAct(organizationId, payout)]);
}
