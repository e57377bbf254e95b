import { useOutletContext } from 'react-router';
import type { Me, Membership } from '../../../../lib/session/session.tsx';

/** An organization that the signed-in person acts for, and as what. */
export type Desk = Membership;

/** The organization whose desk is open. */
export function useDesk(): Desk {
  return useOutletContext<Desk>();
}

export function isOwner({ role }: Pick<Desk, 'role'>): boolean {
  return role === 'OWNER';
}

/** Owners and editors act; viewers see. */
export function mayAct({ role }: Pick<Desk, 'role'>): boolean {
  return role !== 'VIEWER';
}

/** The person's own membership in an organization; null for strangers. */
export function membershipIn(me: Me | null, organizationId: string | undefined): Membership | null {
  return me?.memberships.find(({ organization }) => organization.id === organizationId) ?? null;
}

/** Institutions first, since the desk is theirs. */
export function inDeskOrder(memberships: readonly Membership[]): readonly Membership[] {
  const rank = ({ organization }: Membership) => (organization.kind === 'INSTITUTION' ? 0 : 1);
  return [...memberships].sort((left, right) => rank(left) - rank(right));
}

/** Tabs of a desk in their order. What only holders of assets have is left out for other kinds. */
export const DESK_TABS = [
  '',
  'assets',
  'offers',
  'licenses',
  'orders',
  'earnings',
  'custody',
  'calls',
  'members',
  'recovery',
  'profile',
  'jobs',
] as const;
export type DeskTab = (typeof DESK_TABS)[number];

const EVERYONES: readonly DeskTab[] = ['', 'earnings', 'members', 'profile', 'jobs'];

export function tabsOf(kind: Desk['organization']['kind']): readonly DeskTab[] {
  return kind === 'INSTITUTION' ? DESK_TABS : DESK_TABS.filter((tab) => EVERYONES.includes(tab));
}
