import { INBOX_ITEMS_KEY } from '../../../lib/inbox/inbox-count.ts';
import { request } from '../../../lib/session/api.ts';
import { useSession } from '../../../lib/session/session.tsx';
import { usePages } from '../../../lib/session/use-pages.ts';
import { INBOX, type InboxKind } from './documents.ts';

export interface InboxChoice {
  /** Null: all. */
  readonly kind: InboxKind | null;
  readonly isUnreadOnly: boolean;
}

export function useInbox({ kind, isUnreadOnly }: InboxChoice) {
  const { me } = useSession();
  return usePages({
    queryKey: [...INBOX_ITEMS_KEY, me?.address, kind, isUnreadOnly],
    readPage: async (after, signal) => {
      const kinds = kind === null ? null : [kind];
      return (await request(INBOX, { after, kinds, unreadOnly: isUnreadOnly }, { signal })).inbox;
    },
  });
}
