import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

/** Of a quote: which licenses the licensee has of some of it already. */
export const HELD_USES = graphql(`
  fragment HeldUses on Quote @_unmask {
    held {
      isWhole
      media
      territories
      firstDay
      lastDay
      license {
        id
        exclusive
        firstDay
        lastDay
      }
    }
  }
`);

export type HeldUse = ResultOf<typeof HELD_USES>['held'][number];
