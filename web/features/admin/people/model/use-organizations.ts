import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { readAll } from '../../../../lib/session/connections.ts';
import { ORGANIZATIONS } from '../../operation/model/documents.ts';

const LOOK_EVERY_MS = 10_000;

/** Every organization and every profile that waits, by name. Who asks appears by itself. */
export function useOrganizations() {
  return useQuery({
    queryKey: ['admin-organizations'],
    queryFn: ({ signal }) =>
      readAll(async (after) => (await request(ORGANIZATIONS, { after }, { signal })).organizations),
    refetchInterval: LOOK_EVERY_MS,
  });
}
