import { graphql } from '../../../lib/session/graphql.ts';

export const RULES_STATE = graphql(`
  query RulesState {
    deployment {
      chainId
      accreditor
      isPaused
      contracts {
        name
        address
      }
    }
    logStatus {
      anchoredSize
      anchoredAt
    }
    organizations(first: 1) {
      totalCount
    }
  }
`);
