import type { DeskRequest, RequestEntry, WrittenEntry } from '@lanran/api/desk/domain/request';
import { organizationOf, partiesOf } from '@lanran/api/desk/domain/request';
import type { RequestParty, RequestStore } from '@lanran/api/desk/ports/request-store';
import type { PageRequest } from '@lanran/api/platform/kernel/page';
import type { Hex } from '@lanran/protocol/kernel/bytes';

export class InMemoryRequests implements RequestStore {
  readonly byId = new Map<string, DeskRequest>();
  readonly threads = new Map<string, WrittenEntry[]>();

  async insert(request: DeskRequest) {
    if (this.byId.has(request.id)) return false;
    this.byId.set(request.id, request);
    return true;
  }
  async find(id: string) {
    return this.byId.get(id) ?? null;
  }
  async listOfCall(callId: string, parties: readonly RequestParty[], page: PageRequest) {
    return this.#list(
      [...this.byId.values()].filter((request) => request.callId === callId),
      parties,
      page,
    );
  }
  async list(parties: readonly RequestParty[], page: PageRequest) {
    return this.#list([...this.byId.values()], parties, page);
  }
  #list(all: readonly DeskRequest[], parties: readonly RequestParty[], { first, after }: PageRequest) {
    const found = all
      .filter((request) =>
        partiesOf(request).some((role) => {
          const id = organizationOf(request, role) ?? request.asker.account;
          return parties.some((party) => party.role === role && party.id === id);
        }),
      )
      .toSorted((left, right) => right.changedAt.getTime() - left.changedAt.getTime());
    const start = after === null ? 0 : found.findIndex(({ id }) => id === after) + 1;
    const items = found.slice(start, start + first).map((item) => ({ item, cursor: item.id }));
    return { items, hasNextPage: found.length > start + items.length, totalCount: found.length };
  }
  async countSince(account: Hex, since: Date) {
    return [...this.byId.values()].filter((one) => one.asker.account === account && one.askedAt >= since)
      .length;
  }
  async listEntries(requestIds: readonly string[]) {
    return new Map<string, readonly RequestEntry[]>(
      requestIds.map((id) => [id, (this.threads.get(id) ?? []).map(({ text: _text, ...entry }) => entry)]),
    );
  }
  async listWritten(requestId: string, after: number, most: number) {
    return (this.threads.get(requestId) ?? []).filter(({ sequence }) => sequence > after).slice(0, most);
  }
  async append(requestId: string, entry: WrittenEntry) {
    const thread = this.threads.get(requestId) ?? [];
    if (thread.some(({ sequence }) => sequence === entry.sequence)) return false;
    this.threads.set(requestId, [...thread, entry]);
    const request = this.byId.get(requestId);
    if (request !== undefined) this.byId.set(requestId, { ...request, changedAt: entry.at });
    return true;
  }
  async handle(requestId: string, { role, account, unlessHandled }: Parameters<RequestStore['handle']>[1]) {
    const request = this.byId.get(requestId);
    if (request === undefined || (unlessHandled && request.handledBy[role] !== undefined)) return;
    this.byId.set(requestId, { ...request, handledBy: { ...request.handledBy, [role]: account } });
  }
}
