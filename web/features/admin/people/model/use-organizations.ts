import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import type { ResultOf } from '../../../../lib/session/graphql.ts';
import { ORGANIZATIONS, type Organization } from '../../operation/model/documents.ts';

const LOOK_EVERY_MS = 10_000;

/** Every organization and every profile that waits, by name. Who asks appears by itself. */
export function useOrganizations() {
  return useQuery({
    queryKey: ['admin-organizations'],
    queryFn: ({ signal }) => fetchAll(signal),
    refetchInterval: LOOK_EVERY_MS,
  });
}

async function fetchAll(signal: AbortSignal): Promise<readonly Organization[]> {
  const all: Organization[] = [];
  let after: string | null = null;
  do {
    const { organizations }: ResultOf<typeof ORGANIZATIONS> = await request(
      ORGANIZATIONS,
      { after },
      { signal },
    );
    all.push(...organizations.edges.map(({ node }) => node));
    after = organizations.pageInfo.hasNextPage ? organizations.pageInfo.endCursor : null;
  } while (after !== null);
  return all;
}
