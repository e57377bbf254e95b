import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

const MEMBERS = graphql(`
  query Members($id: ID!) {
    organization(id: $id) {
      members {
        address
        role
      }
    }
  }
`);

const INVITATIONS = graphql(`
  query Invitations($id: ID!) {
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

const PEOPLE = graphql(`
  query MemberNames($addresses: [String!]!) {
    people(addresses: $addresses) {
      address
      displayName
    }
  }
`);

const RECENT_ACTS = graphql(`
  query RecentActs($after: String) {
    statements(first: 100, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          leafIndex
          kind
          issuedAt
          signer
        }
      }
    }
    logStatus {
      size
      anchoredSize
      pending
    }
  }
`);

export type Member = NonNullable<ResultOf<typeof MEMBERS>['organization']>['members'][number];
type AnyInvitation = ResultOf<typeof INVITATIONS>['invitations'][number];
/** To become a member. */
export type Invitation = AnyInvitation & { readonly role: Role };
export type Role = Member['role'];

/** Most powerful first. */
export const ROLES = ['OWNER', 'EDITOR', 'VIEWER'] as const satisfies readonly Role[];

export function useMembers(id: string) {
  return useQuery({
    queryKey: ['members', id],
    queryFn: ({ signal }) => listMembers(id, signal),
  });
}

export async function listMembers(id: string, signal?: AbortSignal): Promise<readonly Member[]> {
  const { organization } = await request(MEMBERS, { id }, signal === undefined ? {} : { signal });
  return organization?.members ?? [];
}

/** Names of keys that have an account; the first hundred of an organization. */
export function usePeople(addresses: readonly string[]) {
  const asked = addresses.slice(0, 100);
  return useQuery({
    queryKey: ['people', asked],
    queryFn: async ({ signal }) => (await request(PEOPLE, { addresses: [...asked] }, { signal })).people,
    enabled: asked.length > 0,
  });
}

/** For owners alone; others know none. */
export function useInvitations(id: string, isOwner: boolean) {
  return useQuery({
    queryKey: ['invitations', id],
    queryFn: async ({ signal }) =>
      (await request(INVITATIONS, { id }, { signal })).invitations.filter(isForMember),
    enabled: isOwner,
  });
}

/** Those to a community's council are shown on its desk. */
function isForMember(invitation: AnyInvitation): invitation is Invitation {
  return invitation.role !== null;
}

/** The last hundred entries of the log, and how much of it is recorded for good. */
export function useRecentActs() {
  return useQuery({
    queryKey: ['recent-acts'],
    queryFn: ({ signal }) => request(RECENT_ACTS, {}, { signal }),
  });
}
