import type { Change, Entry, Item, Role, ShownRequest, Terms } from './documents.ts';

/** Assets of a request that stand alike: one set of terms is shown for all of them. */
export interface ItemGroup {
  readonly key: string;
  readonly items: readonly Item[];
  /** Of all of them. */
  readonly first: Item;
}

/** In the order of their first assets. */
export function groupsOf(items: readonly Item[]): readonly ItemGroup[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const { state, terms, agreedBy, waitsFor, declinedBy, licenseId } = item;
    const key = JSON.stringify([state, terms, agreedBy, waitsFor, declinedBy, licenseId]);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups].flatMap(([key, alike]) => {
    const [first] = alike;
    return first === undefined ? [] : [{ key, items: alike, first }];
  });
}

/** Waits for an answer. */
export function isOpen({ state }: Pick<Item, 'state'>): boolean {
  return state === 'ASKED' || state === 'ANSWERED';
}

/** Can still become something else: by an answer, or by a purchase. */
export function isLive(item: Pick<Item, 'state'>): boolean {
  return isOpen(item) || item.state === 'AGREED';
}

export function isComplete(terms: Terms | null): boolean {
  return terms !== null && terms.price !== null && terms.communityShareBps !== null;
}

interface Waiting {
  readonly kind: ShownRequest['kind'];
  readonly parties: readonly { readonly role: Role }[];
  readonly items: readonly Pick<Item, 'state' | 'waitsFor'>[];
}

/** Who must answer next. Words without terms wait for their first answer only. */
export function nextToAnswer({ kind, parties, items }: Waiting): readonly Role[] {
  const roles = parties.map(({ role }) => role);
  if (kind !== 'USE')
    return items.some(({ state }) => state === 'ASKED') ? roles.filter((role) => role !== 'ASKER') : [];
  return roles.filter((role) => items.some((item) => isOpen(item) && item.waitsFor.includes(role)));
}

/** What was asked for an asset at first, by each field that is otherwise by now; null where nothing was named. */
export function askedAtFirst(
  entries: readonly Pick<Entry, 'changes'>[],
  assetId: string,
): ReadonlyMap<Change['field'], string | null> {
  const first = new Map<Change['field'], string | null>();
  const last = new Map<Change['field'], string | null>();
  for (const { field, before, after, assetIds } of entries.flatMap(({ changes }) => changes)) {
    if (!assetIds.includes(assetId)) continue;
    if (!first.has(field)) first.set(field, before);
    last.set(field, after);
  }
  return new Map([...first].filter(([field, before]) => last.get(field) !== before));
}

/** What others wrote after the entry that was read last. */
export function writtenAfter(
  entries: readonly Entry[],
  { after, account }: { readonly after: number; readonly account: string },
): readonly Entry[] {
  return entries.filter((entry) => entry.sequence > after && entry.account !== account);
}
