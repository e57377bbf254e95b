import { WINDOW } from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

/** Of a quote: which licenses the licensee has of some of it already. */
export const HELD_USES = graphql(
  `
    fragment HeldUses on Quote @_unmask {
      held {
        ...WindowFields
        isWhole
        license {
          id
          exclusive
          firstDay
          lastDay
        }
      }
    }
  `,
  [WINDOW],
);

export type HeldUse = ResultOf<typeof HELD_USES>['held'][number];
