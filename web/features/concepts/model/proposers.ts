import type { Me, Membership } from '../../../lib/session/session.tsx';

/** The organizations for which the person may propose. */
export function proposersOf(me: Me | null): readonly Membership[] {
  return (me?.memberships ?? []).filter(({ role }) => role !== 'VIEWER');
}
