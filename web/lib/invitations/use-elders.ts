import { useQuery } from '@tanstack/react-query';
import { request } from '../session/api.ts';
import { graphql, type ResultOf } from '../session/graphql.ts';
import { shortAddress } from '../organizations/short-address.ts';

const ELDERS = graphql(`
  query InvitedElders($id: ID!) {
    invitations(organizationId: $id) {
      id
      role
      label
      state
      address
      displayName
      expiresAt
    }
  }
`);

const NAMES = graphql(`
  query ElderNames($addresses: [String!]!) {
    people(addresses: $addresses) {
      address
      displayName
    }
  }
`);

export type ElderInvitation = ResultOf<typeof ELDERS>['invitations'][number];

/** Invitations to a community's council, newest first. */
export function useElderInvitations(communityId: string) {
  return useQuery({
    queryKey: ['invitations', communityId, 'elders'],
    queryFn: async ({ signal }) => {
      const { invitations } = await request(ELDERS, { id: communityId }, { signal });
      return invitations.filter(({ role }) => role === null);
    },
    // They accept elsewhere.
    refetchInterval: ({ state }) =>
      state.data?.some((invitation) => invitation.state === 'OPEN') === true ? 5_000 : false,
  });
}

/** Somebody who can be chosen by name. */
export interface Elder {
  /** Lower-case hex. */
  readonly address: string;
  readonly name: string;
  /** What the inviting person called them, where that is not their name. */
  readonly label: string | null;
}

/** Who can be chosen for a council: those who accepted an invitation to it, and keys that are known anyway. */
export function useElders(communityId: string, known: readonly string[]): readonly Elder[] {
  const { data: invitations = [] } = useElderInvitations(communityId);
  const accepted = invitations.filter(({ state, address }) => state === 'ACCEPTED' && address !== null);
  const addresses = [
    ...new Set([...known, ...accepted.map(({ address }) => address ?? '')].map((key) => key.toLowerCase())),
  ].filter((address) => address !== '');
  const { data: names } = useQuery({
    queryKey: ['elder-names', addresses],
    queryFn: async ({ signal }) => (await request(NAMES, { addresses }, { signal })).people,
    enabled: addresses.length > 0,
  });
  return addresses.map((address) => {
    const invitation = accepted.find((each) => each.address?.toLowerCase() === address);
    const called = names?.find((person) => person.address.toLowerCase() === address)?.displayName;
    const label = invitation?.label ?? null;
    const name = called ?? label ?? shortAddress(address);
    return { address, name, label: label === name ? null : label };
  });
}
