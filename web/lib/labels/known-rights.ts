import { useQuery } from '@tanstack/react-query';
import { RIGHTS, type Right } from '@lanran/protocol/licensing/rights';
import { request } from '../session/api.ts';
import { graphql } from '../session/graphql.ts';

const KNOWN_RIGHTS = graphql(`
  query KnownRights {
    deployment {
      rights
    }
  }
`);

/** The rights that this platform's contracts can write, in their order; all of them until that is known. It never changes. */
export function useKnownRights(): readonly Right[] {
  const { data } = useQuery({
    queryKey: ['known-rights'],
    queryFn: async ({ signal }) => (await request(KNOWN_RIGHTS, {}, { signal })).deployment.rights,
    staleTime: 'static',
  });
  return data === undefined ? RIGHTS : RIGHTS.filter((right) => data.includes(right));
}
