import { type InboxItem, readInbox } from '@lanran/sdk/desk/inbox';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';

/** The platform counts no further. */
const MOST_COUNTED = 100;

/** What the key and its organizations are told, the newest first. */
export async function inbox(
  context: CommandContext,
  { unread: isUnreadOnly = false }: { readonly unread?: boolean },
): Promise<CommandResult> {
  const { api } = await context.connect();
  const { unread, items } = await readInbox(api, { isUnreadOnly });
  return {
    json: { unread, items },
    lines: [unreadLine(unread), ...items.map(itemLine)],
  };
}

function unreadLine(unread: number): string {
  if (unread === 0) return 'nothing unread';
  return `${unread >= MOST_COUNTED ? `${MOST_COUNTED - 1}+` : unread} unread`;
}

function itemLine(item: InboxItem): string {
  const { at, isUnread, kind, recipient, by, count, request, license, search } = item;
  const parts = [
    at.slice(0, 10),
    isUnread ? 'new ' : '    ',
    kind,
    ...(recipient === null ? [] : [`to ${recipient.slug}`]),
    ...(by === null ? [] : [`by ${by.slug}`]),
    ...assetPart(item),
    ...(request === null ? [] : [`request ${request.id} ${request.state}${dueOf(request)}`]),
    ...(license === null ? [] : [`license ${license.id}, to ${license.lastDay}`]),
    ...(search === null ? [] : [`search “${search.name}”`]),
    ...(count === null ? [] : [kind === 'SEARCH_FOUND' ? `${count} assets` : `in ${count} days`]),
  ];
  return parts.join('  ');
}

function dueOf({ state, dueDay }: NonNullable<InboxItem['request']>): string {
  return state === 'ASKED' || state === 'ANSWERED' ? `, due ${dueDay}` : '';
}

function assetPart({ asset, isAssetHidden }: InboxItem): string[] {
  if (isAssetHidden) return ['an asset you may no longer see'];
  if (asset === null) return [];
  const title = asset.title.en ?? asset.title.zh;
  return [title == null ? asset.id : `“${title}” ${asset.id}`];
}
