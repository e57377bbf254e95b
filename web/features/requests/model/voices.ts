import type { Me } from '../../../lib/session/session.tsx';
import type { CouncilVoice, Role, ShownRequest } from './documents.ts';

/** A party that the reader answers for. */
export interface Voice {
  readonly role: Role;
  /** Null for a person of no organization. */
  readonly organizationId: string | null;
  /** Agrees, names other terms and declines; false: writes messages. */
  readonly canDecide: boolean;
  /** The Safe that decides, of which the reader is an owner. */
  readonly safe: CouncilVoice['safe'];
}

/** As api/desk/services/request-access.ts decides; the platform asks again at each answer. */
export function voicesOf(
  { parties, roles }: Pick<ShownRequest, 'parties' | 'roles'>,
  me: Me,
  councils: readonly CouncilVoice[],
): readonly Voice[] {
  return parties.flatMap(({ role, account, organization }): readonly Voice[] => {
    if (!roles.includes(role)) return [];
    if (organization === null)
      return account === me.address.toLowerCase()
        ? [{ role, organizationId: null, canDecide: true, safe: null }]
        : [];
    const { id: organizationId } = organization;
    const seat = councils.find(({ community, isNamed }) => community.id === organizationId && !isNamed);
    if (role === 'COMMUNITY' && seat !== undefined)
      return [{ role, organizationId, canDecide: true, safe: seat.safe }];
    const isEditor = me.memberships.some(
      (membership) => membership.organization.id === organizationId && membership.role !== 'VIEWER',
    );
    return isEditor ? [{ role, organizationId, canDecide: role !== 'COMMUNITY', safe: null }] : [];
  });
}
