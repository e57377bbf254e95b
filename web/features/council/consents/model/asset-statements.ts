import { request } from '../../../../lib/session/api.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import { asCouncil, type Council } from '../../desk/model/council.ts';

const STATEMENTS = graphql(`
  query CouncilAssetStatements($id: ID!) {
    asset(id: $id) {
      statements(first: 100) {
        edges {
          node {
            kind
            issuedAt
            details
          }
        }
      }
    }
  }
`);

/** What was said about an asset, newest first, at most a hundred; nothing of an asset that the council may not see. */
export async function askAssetStatements(council: Council, id: string, signal: AbortSignal) {
  const { asset } = await request(STATEMENTS, { id }, { signal, ...asCouncil(council) });
  return (asset?.statements.edges ?? []).map(({ node }) => node);
}
