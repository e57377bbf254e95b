import { useQuery } from '@tanstack/react-query';
import { request } from '../lib/session/api.ts';
import { graphql } from '../lib/session/graphql.ts';

const DEMO = graphql(`
  query IsDemo {
    demoAccounts {
      name
    }
  }
`);

/** Whether the platform has the demonstration's people, and so its pictures; false until that is known. */
export function useIsDemo(): boolean {
  const { data } = useQuery({
    queryKey: ['is-demo'],
    queryFn: ({ signal }) => request(DEMO, {}, { signal }),
    staleTime: 'static',
  });
  return data !== undefined && data.demoAccounts.length > 0;
}
