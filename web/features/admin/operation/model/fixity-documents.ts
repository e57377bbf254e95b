import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

export const FIXITY = graphql(`
  query AdminFixity {
    fixity {
      everyDays
      files
      damaged
      oldestReadAt
      nextRunAt
      isMissed
      currentFilesRead
      lastRun {
        endedAt
        statementHash
      }
      currentRun {
        id
      }
    }
  }
`);

export type FixityOverview = ResultOf<typeof FIXITY>['fixity'];

export const BEGIN_FIXITY_RUN = graphql(`
  mutation BeginFixityRun {
    beginFixityRun {
      id
    }
  }
`);
