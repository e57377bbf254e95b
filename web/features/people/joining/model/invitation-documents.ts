import { NAMED_ORGANIZATION } from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

export const INVITATION = graphql(
  `
    query Invitation($id: ID!, $secret: String!) {
      invitation(id: $id, secret: $secret) {
        id
        role
        label
        state
        address
        expiresAt
        organization {
          ...NamedOrganization
          kind
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

export const ACCEPT_INVITATION = graphql(`
  mutation AcceptInvitation($id: ID!, $secret: String!) {
    acceptInvitation(id: $id, secret: $secret) {
      id
    }
  }
`);

export type Invitation = NonNullable<ResultOf<typeof INVITATION>['invitation']>;
