import { useQuery } from '@tanstack/react-query';
import { request } from '../session/api.ts';
import { graphql } from '../session/graphql.ts';
import { useSession } from '../session/session.tsx';

export const INBOX_KEY = 'inbox';
export const INBOX_ITEMS_KEY = [INBOX_KEY, 'items'] as const;
export const INBOX_COUNT_KEY = [INBOX_KEY, 'count'] as const;
const ASK_EVERY_MS = 60_000;
/** Header and desk ask together, and a page that is opened at once after another. */
const FRESH_MS = 2_000;

const INBOX_COUNT = graphql(`
  query InboxCount {
    inboxCount
  }
`);

/** How much the reader has not read; asked at page changes, and each minute while the page is in sight. Null until known. */
export function useInboxCount(): number | null {
  const { me, hasEnded } = useSession();
  const { data } = useQuery({
    queryKey: [...INBOX_COUNT_KEY, me?.address],
    queryFn: async ({ signal }) => (await request(INBOX_COUNT, {}, { signal })).inboxCount,
    enabled: me !== null && !hasEnded,
    staleTime: FRESH_MS,
    refetchInterval: ASK_EVERY_MS,
    refetchIntervalInBackground: false,
    retry: false,
  });
  return me === null ? null : (data ?? null);
}
