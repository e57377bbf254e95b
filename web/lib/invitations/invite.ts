import { request } from '../session/api.ts';
import { graphql, type ResultOf, type VariablesOf } from '../session/graphql.ts';

const INVITE = graphql(`
  mutation Invite($organizationId: ID!, $role: MemberRole, $label: String!) {
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

export type NewInvitation = ResultOf<typeof INVITE>['invite'];

/** Without a role to a community’s council. */
export async function invite(input: VariablesOf<typeof INVITE>): Promise<NewInvitation> {
  return (await request(INVITE, input)).invite;
}

export async function withdrawInvitation(id: string): Promise<void> {
  await request(WITHDRAW, { id });
}
