import { NAMED_ORGANIZATION } from '../session/fragments.ts';
import { graphql, type ResultOf } from '../session/graphql.ts';

/** What a knot of the thread shows. */
export const STATEMENT_FIELDS = graphql(
  `
    fragment StatementFields on StatementEntry @_unmask {
      kind
      statementHash
      leafIndex
      issuedAt
      details
      reason
      scope
      signer
      signature
      statement
      transaction
      checkpointSize
      assetId
      anchor {
        at
        blockNumber
        transaction
      }
      organization {
        ...NamedOrganization
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

export type StatementEntry = ResultOf<typeof STATEMENT_FIELDS>;

export const STATEMENT_PROOF = graphql(`
  query StatementProof($statementHash: ID!) {
    proof(statementHash: $statementHash) {
      filename
      bundle
    }
  }
`);
