import { z } from 'zod';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { moneyAnswer } from '../kernel/money.ts';
import { partyAnswer } from '../kernel/party-answer.ts';

const namesAnswer = z.object({ en: z.string().nullish(), zh: z.string().nullish() });

const ItemAnswer = z.object({
  id: z.string(),
  /** Kinds of later versions are shown by their names. */
  kind: z.string(),
  at: z.string(),
  isUnread: z.boolean(),
  count: z.number().int().nullable(),
  isAssetHidden: z.boolean(),
  recipient: partyAnswer.nullable(),
  by: partyAnswer.nullable(),
  asset: z.object({ id: z.string(), title: namesAnswer }).nullable(),
  request: z
    .object({
      id: z.string(),
      kind: z.string(),
      state: z.string(),
      dueDay: z.string(),
      size: z.number().int(),
    })
    .nullable(),
  license: z
    .object({
      id: z.string(),
      lastDay: z.string(),
      licensee: partyAnswer.nullable(),
      share: moneyAnswer.nullable(),
    })
    .nullable(),
  search: z.object({ id: z.string(), name: z.string() }).nullable(),
});
/** What an organization is told, or a person. */
export type InboxItem = z.infer<typeof ItemAnswer>;

interface Inbox {
  /** How many are unread; 100 stands for 100 or more. */
  readonly unread: number;
  /** The newest first, at most 50. */
  readonly items: readonly InboxItem[];
}

/** Of the caller, its organizations and the communities that it speaks for. */
export async function readInbox(
  api: GraphqlClient,
  { isUnreadOnly = false }: { readonly isUnreadOnly?: boolean } = {},
): Promise<Inbox> {
  const { inboxCount, inbox } = await api.request({
    query: `query ($unreadOnly: Boolean!) {
      inboxCount
      inbox(first: 50, unreadOnly: $unreadOnly) {
        edges { node { id kind at isUnread count isAssetHidden recipient { id slug } by { id slug }
          asset { id title { en zh } } request { id kind state dueDay size }
          license { id lastDay licensee { id slug } share { amount token } } search { id name } } }
      }
    }`,
    variables: { unreadOnly: isUnreadOnly },
    answer: z.object({
      inboxCount: z.number().int(),
      inbox: z.object({ edges: z.array(z.object({ node: ItemAnswer })) }),
    }),
  });
  return { unread: inboxCount, items: inbox.edges.map(({ node }) => node) };
}
