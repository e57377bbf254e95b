import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { type Actor, membershipIn } from '../../platform/kernel/actor.ts';
import type { Asset } from '../../assets/domain/asset.ts';

/**
 * Who sees what one organization alone may take, an offer or a consent to one use: that organization, the asset's people, and
 * auditors. For all others there is none.
 */
export function canSeeReserved(
  actor: Actor,
  { holder, community }: Pick<Asset, 'holder' | 'community'>,
  licensee: OrganizationId,
): boolean {
  if (actor.kind === 'anonymous') return false;
  const isParty = [licensee, holder, community].some((id) => id !== null && membershipIn(actor, id) !== null);
  return isParty || actor.memberships.some(({ kind }) => kind === 'AUDITOR');
}
