import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { ASKERS, type Asker, type Organization } from '../../operation/model/documents.ts';

const MOST_ASKED = 100;

/** Who asks, where a key has an account on this platform. */
export function useAskers(waiting: readonly Organization[]) {
  const addresses = [...new Set(waiting.flatMap(({ requestedBy }) => requestedBy ?? []))].sort();
  return useQuery({
    queryKey: ['askers', addresses],
    queryFn: async ({ signal }) => {
      const people: Asker[] = [];
      for (let from = 0; from < addresses.length; from += MOST_ASKED) {
        const part = addresses.slice(from, from + MOST_ASKED);
        people.push(...(await request(ASKERS, { addresses: part }, { signal })).people);
      }
      return people;
    },
    enabled: addresses.length > 0,
  });
}
