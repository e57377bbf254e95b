import { useSearchParams } from 'react-router';
import { request as ask } from '../../../lib/session/api.ts';
import { useSession } from '../../../lib/session/session.tsx';
import { usePages } from '../../../lib/session/use-pages.ts';
import { REQUESTS, type RequestState, type Role } from './documents.ts';

export const ROLES: readonly Role[] = ['ASKER', 'HOLDER', 'COMMUNITY'];
export const STATES: readonly RequestState[] = [
  'ASKED',
  'ANSWERED',
  'AGREED',
  'BOUGHT',
  'DECLINED',
  'EXPIRED',
  'WITHDRAWN',
];
const PAGE = 20;

/** What is shown of them; it stands in the address. */
export function useRequestFilter() {
  const [address, setAddress] = useSearchParams();
  const role = ROLES.find((known) => known === address.get('role')) ?? null;
  const state = STATES.find((known) => known === address.get('state')) ?? null;
  const change = (name: 'role' | 'state', value: string | null) =>
    setAddress(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === null) after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  return { role, state, change };
}

interface RequestFilter {
  readonly role: Role | null;
  readonly state: RequestState | null;
}

/** Those of which the reader is a party, the latest change first. */
export function useRequests({ role, state }: RequestFilter) {
  const { me } = useSession();
  return usePages({
    queryKey: ['requests', me?.address, role, state],
    readPage: async (after, signal) =>
      (await ask(REQUESTS, { first: PAGE, after, role, state }, { signal })).requests,
    enabled: me !== null,
  });
}
