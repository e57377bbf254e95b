import { useQuery } from '@tanstack/react-query';
import { request } from '../../lib/api.ts';
import { graphql, type ResultOf, type VariablesOf } from '../../lib/graphql.ts';

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

const INVITE = graphql(`
  mutation Invite($organizationId: ID!, $role: MemberRole!, $label: String!) {
    invite(organizationId: $organizationId, role: $role, label: $label) {
      secret
      invitation {
        id
        expiresAt
      }
    }
  }
`);

const WITHDRAW = graphql(`
  mutation WithdrawInvitation($id: ID!) {
    withdrawInvitation(id: $id) {
      id
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
export type Invitation = ResultOf<typeof INVITATIONS>['invitations'][number];
export type NewInvitation = ResultOf<typeof INVITE>['invite'];
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
    queryFn: async ({ signal }) => (await request(INVITATIONS, { id }, { signal })).invitations,
    enabled: isOwner,
  });
}

/** The last hundred entries of the log, and how much of it is recorded for good. */
export function useRecentActs() {
  return useQuery({
    queryKey: ['recent-acts'],
    queryFn: ({ signal }) => request(RECENT_ACTS, {}, { signal }),
  });
}

export async function invite(input: VariablesOf<typeof INVITE>): Promise<NewInvitation> {
  return (await request(INVITE, input)).invite;
}

export async function withdrawInvitation(id: string): Promise<void> {
  await request(WITHDRAW, { id });
}
