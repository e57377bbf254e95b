import type { DeskRequest, RequestEntry, WrittenEntry } from '@lanran/api/desk/domain/request';
import { organizationOf, partiesOf } from '@lanran/api/desk/domain/request';
import type { RequestParty, RequestStore, WrittenPlace } from '@lanran/api/desk/ports/request-store';
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
  async findMany(ids: readonly string[]) {
    return ids.flatMap((id) => this.byId.get(id) ?? []);
  }
  async listOfBatch(account: Hex, batch: string) {
    return [...this.byId.values()].filter((one) => one.asker.account === account && one.batch === batch);
  }
  async listAsked(after: WrittenPlace, most: number) {
    const places = [...this.byId.values()].map((request) => ({
      at: request.askedAt,
      id: request.id,
      request,
    }));
    return behind(places, after, most).map(({ request }) => request);
  }
  async listAppended(after: WrittenPlace, most: number) {
    const places = [...this.threads].flatMap(([requestId, entries]) =>
      entries.map(({ text: _text, ...entry }) => ({
        at: entry.at,
        id: `${requestId}/${entry.sequence}`,
        requestId,
        entry,
      })),
    );
    return behind(places, after, most);
  }
  async listDue(day: number, after: string, most: number) {
    return [...this.byId.values()]
      .filter(({ dueDay, id }) => dueDay === day && id > after)
      .toSorted((left, right) => (left.id < right.id ? -1 : 1))
      .slice(0, most);
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
  async countWritten(account: Hex, since: Date) {
    return [...this.threads.values()].flat().filter((entry) => entry.account === account && entry.at >= since)
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
  async isFileNamed(fileId: string) {
    return [...this.byId.values(), ...[...this.threads.values()].flat()].some(({ files }) =>
      files.some(({ id }) => id === fileId),
    );
  }
  async handle(requestId: string, { role, account, unlessHandled }: Parameters<RequestStore['handle']>[1]) {
    const request = this.byId.get(requestId);
    if (request === undefined || (unlessHandled && request.handledBy[role] !== undefined)) return;
    this.byId.set(requestId, { ...request, handledBy: { ...request.handledBy, [role]: account } });
  }
}

function behind<T extends WrittenPlace>(all: readonly T[], after: WrittenPlace, most: number): T[] {
  const orderOf = (left: WrittenPlace, right: WrittenPlace) =>
    left.at.getTime() - right.at.getTime() || (left.id < right.id ? -1 : Number(left.id > right.id));
  return all
    .filter((each) => orderOf(each, after) > 0)
    .toSorted(orderOf)
    .slice(0, most);
}
