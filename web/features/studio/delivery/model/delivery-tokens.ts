import { request } from '../../../../lib/session/api.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

const TOKENS = graphql(`
  query StudioDeliveryTokens($licenseId: ID!) {
    deliveryTokens(licenseId: $licenseId) {
      id
      label
      state
      lastDay
      lastUsedAt
    }
  }
`);

const ISSUE = graphql(`
  mutation StudioIssueDeliveryToken($licenseId: ID!, $label: String!, $lastDay: String!) {
    issueDeliveryToken(licenseId: $licenseId, label: $label, lastDay: $lastDay) {
      text
    }
  }
`);

const REVOKE = graphql(`
  mutation StudioRevokeDeliveryToken($id: ID!) {
    revokeDeliveryToken(id: $id) {
      id
    }
  }
`);

export type DeliveryToken = ResultOf<typeof TOKENS>['deliveryTokens'][number];

export const deliveryTokensQuery = (licenseId: string) => ({
  queryKey: ['delivery-tokens', licenseId],
  queryFn: async ({ signal }: { readonly signal: AbortSignal }) =>
    (await request(TOKENS, { licenseId }, { signal })).deliveryTokens,
});

/** @returns the token's text, which is told this once */
export async function issueToken(order: {
  readonly licenseId: string;
  readonly label: string;
  readonly lastDay: string;
}): Promise<string> {
  return (await request(ISSUE, order)).issueDeliveryToken.text;
}

export async function revokeToken(id: string): Promise<void> {
  await request(REVOKE, { id });
}
