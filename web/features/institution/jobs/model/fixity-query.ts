import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { graphql } from '../../../../lib/session/graphql.ts';

const FIXITY_ALARMS = graphql(`
  query DeskFixityAlarms($id: ID!) {
    fixityAlarms(organizationId: $id) {
      isMissed
      oldestReadAt
      assets {
        files
        asset {
          id
          title {
            en
            zh
          }
        }
      }
    }
  }
`);

/** Damage to the organization's originals, and readings that are late. */
export function useFixityAlarms(id: string, isHolder: boolean) {
  return useQuery({
    queryKey: ['desk-fixity', id],
    queryFn: async ({ signal }) => (await request(FIXITY_ALARMS, { id }, { signal })).fixityAlarms,
    enabled: isHolder,
  });
}
