import { useQueryClient } from '@tanstack/react-query';
import { INBOX_KEY } from '../../../lib/inbox/inbox-count.ts';
import { request } from '../../../lib/session/api.ts';
import { useSession } from '../../../lib/session/session.tsx';
import { usePages } from '../../../lib/session/use-pages.ts';
import { INBOX, type InboxKind, MARK_INBOX_READ } from './documents.ts';

export interface InboxChoice {
  /** Null: all. */
  readonly kind: InboxKind | null;
  readonly isUnreadOnly: boolean;
}

export function useInbox({ kind, isUnreadOnly }: InboxChoice) {
  const { me } = useSession();
  return usePages({
    queryKey: [INBOX_KEY, 'items', me?.address, kind, isUnreadOnly],
    readPage: async (after, signal) => {
      const kinds = kind === null ? null : [kind];
      return (await request(INBOX, { after, kinds, unreadOnly: isUnreadOnly }, { signal })).inbox;
    },
  });
}

/** Up to an item, and everything before it. */
export function useMarkRead(): (upTo: string) => Promise<void> {
  const cache = useQueryClient();
  return async (upTo) => {
    await request(MARK_INBOX_READ, { upTo });
    await cache.invalidateQueries({ queryKey: [INBOX_KEY] });
  };
}
