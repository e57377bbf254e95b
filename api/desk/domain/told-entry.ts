import type { DeskRequest, PartyRole, RequestEntry } from './request.ts';
import { dayOf, itemsOf } from './request-state.ts';

/** Had every party agreed with this entry, about all that it names? It stays true, whatever is written later. */
export function completesAgreement(
  request: DeskRequest,
  entries: readonly RequestEntry[],
  { sequence, kind, at, assetIds }: RequestEntry,
): boolean {
  if (kind !== 'AGREE') return false;
  const upToIt = entries.filter((each) => each.sequence > 1 && each.sequence <= sequence);
  const items = itemsOf(request, upToIt, { today: dayOf(at), licenses: [] });
  const named = items.filter(({ assetId }) => assetIds.includes(assetId));
  return named.length > 0 && named.every(({ agreedAt }) => agreedAt?.getTime() === at.getTime());
}

/** The entry of a thread that was written then by that party; null for none, as when a day told. */
export function entryOf(
  entries: readonly RequestEntry[],
  { at, by }: { readonly at: Date; readonly by: RequestEntry['organization'] },
): RequestEntry | null {
  return entries.find((entry) => entry.organization === by && entry.at.getTime() === at.getTime()) ?? null;
}

/** Null when the recipient is no party, as after a transfer of the asset. */
export function roleIn(request: DeskRequest, recipient: string): PartyRole | null {
  const { asker, holder, community } = request;
  if (recipient === (asker.organization ?? asker.account)) return 'ASKER';
  if (recipient === holder) return 'HOLDER';
  return recipient === community ? 'COMMUNITY' : null;
}
