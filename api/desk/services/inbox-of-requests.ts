import { type InboxKind, type InboxRecipient, itemsFor, type NewInboxItem } from '../domain/inbox-item.ts';
import {
  type DeskRequest,
  type EntryKind,
  openingOf,
  organizationOf,
  partiesOf,
  type PartyRole,
  type RequestEntry,
} from '../domain/request.ts';
import type { AppendedEntry, RequestStore, WrittenPlace } from '../ports/request-store.ts';

const KINDS: Readonly<Record<EntryKind, InboxKind>> = {
  ASK: 'ASKED',
  MESSAGE: 'ANSWERED',
  COUNTER: 'ANSWERED',
  AGREE: 'AGREED',
  DECLINE: 'DECLINED',
  // Who reads it sees that the request was withdrawn.
  WITHDRAW: 'DECLINED',
};
const READ_AT_ONCE = 200;

export interface InboxOfRequestsOptions {
  readonly requests: Pick<RequestStore, 'findMany' | 'listAsked' | 'listAppended'>;
}

/** What entries of threads tell the other parties. */
export class InboxOfRequests {
  readonly #options: InboxOfRequestsOptions;

  constructor(options: InboxOfRequestsOptions) {
    this.#options = options;
  }

  /** Of everything written at this time or later, some at once. */
  async *writtenSince(since: Date): AsyncGenerator<NewInboxItem[]> {
    const { requests } = this.#options;
    for (let after: WrittenPlace | null = { at: since, id: '' }; after !== null;) {
      const asked: DeskRequest[] = await requests.listAsked(after, READ_AT_ONCE);
      yield asked.flatMap((request) => itemsOfEntry(request, openingOf(request)));
      const last = asked.length < READ_AT_ONCE ? undefined : asked.at(-1);
      after = last === undefined ? null : { at: last.askedAt, id: last.id };
    }
    for (let after: WrittenPlace | null = { at: since, id: '' }; after !== null;) {
      const appended: AppendedEntry[] = await requests.listAppended(after, READ_AT_ONCE);
      const threads = await requests.findMany([...new Set(appended.map(({ requestId }) => requestId))]);
      yield appended.flatMap(({ requestId, entry }) => {
        const request = threads.find(({ id }) => id === requestId);
        return request === undefined ? [] : itemsOfEntry(request, entry);
      });
      const last = appended.length < READ_AT_ONCE ? undefined : appended.at(-1);
      after = last === undefined ? null : { at: last.entry.at, id: last.id };
    }
  }
}

function itemsOfEntry(request: DeskRequest, entry: RequestEntry): NewInboxItem[] {
  const { sequence, kind, role, organization, at, assetIds } = entry;
  const callId = kind === 'ASK' ? request.callId : null;
  const others = partiesOf(request).filter((party) => party !== role);
  const [assetId = null, ...more] = assetIds;
  return itemsFor(
    others.map((party) => partyOf(request, party)),
    {
      kind: KINDS[kind],
      cause: `request/${request.id}/${sequence}`,
      by: organization,
      at,
      subject: { requestId: request.id, assetId: more.length === 0 ? assetId : null, callId },
    },
  );
}

/** A person who asked without an organization has the account. */
export function partyOf(request: DeskRequest, role: PartyRole): InboxRecipient | null {
  const organization = organizationOf(request, role);
  return organization ?? (role === 'ASKER' ? request.asker.account : null);
}
