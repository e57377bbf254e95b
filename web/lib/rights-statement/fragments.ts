import { graphql } from '../session/graphql.ts';

export const RIGHTS_STATEMENT = graphql(`
  fragment RightsStatementFields on RightsStatement @_unmask {
    status
    rightsHolder
    inTrustFor
    basis
  }
`);
