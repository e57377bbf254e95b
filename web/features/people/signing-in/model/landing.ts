import { useQuery } from '@tanstack/react-query';
import { CATALOG_PATH } from '../../../../lib/catalog/catalog-address.ts';
import { request } from '../../../../lib/session/api.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import { deskOf } from './desk-of.ts';

const LANDING = graphql(`
  query Landing {
    me {
      isAccreditor
      isOperator
      memberships {
        organization {
          kind
        }
      }
      councils {
        isNamed
      }
    }
  }
`);

export type Landing = ResultOf<typeof LANDING>['me'];

/** The kinds of organizations in the order in which their desks are opened. */
const KINDS = ['INSTITUTION', 'STUDIO', 'COMMUNITY', 'AUDITOR'] as const;

/** The desk on which somebody works; the catalog for who belongs to nothing. */
export function landingOf({ isAccreditor, isOperator, memberships, councils }: Landing): string {
  const kinds = new Set(memberships.map(({ organization }) => organization.kind));
  const kind = KINDS.find((each) => kinds.has(each) || (each === 'COMMUNITY' && councils.length > 0));
  if (kind !== undefined) return deskOf(kind);
  return isAccreditor || isOperator || kinds.size > 0 ? deskOf('OPERATOR') : CATALOG_PATH;
}

/** Of who signed in just now; the catalog where nobody answers. */
export async function findLanding(): Promise<string> {
  try {
    return landingOf((await request(LANDING, {})).me);
  } catch {
    return CATALOG_PATH;
  }
}

/** Of who is signed in already. */
export function useLanding(): string {
  const { me } = useSession();
  const { data } = useQuery({
    queryKey: ['landing', me?.address],
    queryFn: async ({ signal }) => landingOf((await request(LANDING, {}, { signal })).me),
    enabled: me !== null,
  });
  return data ?? CATALOG_PATH;
}
