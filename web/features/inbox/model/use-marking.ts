import { type InfiniteData, type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { INBOX_COUNT_KEY, INBOX_ITEMS_KEY, INBOX_KEY } from '../../../lib/inbox/inbox-count.ts';
import { request } from '../../../lib/session/api.ts';
import { MARK_INBOX_ITEM, MARK_INBOX_READ, type Inbox, type InboxItem } from './documents.ts';

interface Mark {
  readonly item: InboxItem;
  readonly isRead: boolean;
}

/** Up to an item, and everything before it. */
export function useMarkRead(): (upTo: string) => Promise<void> {
  const cache = useQueryClient();
  return async (upTo) => {
    await request(MARK_INBOX_READ, { upTo });
    await cache.invalidateQueries({ queryKey: [INBOX_KEY] });
  };
}

/** One item, which is shown as marked at once. */
export function useMarkItem() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ item: { id, isUnread }, isRead }: Mark) => {
      if (isUnread !== isRead) return;
      await cache.cancelQueries({ queryKey: [INBOX_KEY] });
      showMarked(cache, { id, isRead });
      const { markInboxItem } = await request(MARK_INBOX_ITEM, { id, isRead });
      cache.setQueriesData<number>({ queryKey: INBOX_COUNT_KEY }, markInboxItem);
    },
    onError: () => cache.invalidateQueries({ queryKey: [INBOX_KEY] }),
  });
}

function showMarked(
  cache: QueryClient,
  { id, isRead }: { readonly id: string; readonly isRead: boolean },
): void {
  cache.setQueriesData<InfiniteData<Inbox>>({ queryKey: INBOX_ITEMS_KEY }, (known) =>
    known === undefined
      ? undefined
      : {
          ...known,
          pages: known.pages.map((page) => ({
            ...page,
            edges: page.edges.map((edge) =>
              edge.node.id === id ? { ...edge, node: { ...edge.node, isUnread: !isRead } } : edge,
            ),
          })),
        },
  );
  cache.setQueriesData<number>({ queryKey: INBOX_COUNT_KEY }, (count) => {
    // 100 stands for 100 or more.
    if (count === undefined || count >= MOST_COUNTED) return count;
    return Math.max(0, isRead ? count - 1 : count + 1);
  });
}

const MOST_COUNTED = 100;
