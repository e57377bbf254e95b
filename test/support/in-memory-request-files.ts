import type { ReceivedFile, RequestFileStore } from '@lanran/api/desk/ports/request-file-store';
import type { Hex } from '@lanran/protocol/kernel/bytes';

export class InMemoryRequestFiles implements RequestFileStore {
  readonly byId = new Map<string, ReceivedFile>();

  async insert(file: ReceivedFile) {
    this.byId.set(file.id, file);
  }
  async find(id: string) {
    return this.byId.get(id) ?? null;
  }
  async findMany(ids: readonly string[]) {
    return ids.flatMap((id) => this.byId.get(id) ?? []);
  }
  async listSince(account: Hex, since: Date) {
    return this.#all().filter((file) => file.account === account && file.receivedAt >= since);
  }
  async renew(ids: readonly string[], until: Date) {
    if (ids.some((id) => !this.byId.has(id))) return false;
    for (const id of ids) this.#change(id, { expiresAt: until });
    return true;
  }
  async listExpired(now: Date) {
    return this.#all().filter(({ expiresAt }) => expiresAt !== null && expiresAt <= now);
  }
  async keep(id: string) {
    this.#change(id, { expiresAt: null });
  }
  async remove({ id, expiresAt }: Pick<ReceivedFile, 'id' | 'expiresAt'>) {
    if (this.byId.get(id)?.expiresAt?.getTime() !== expiresAt?.getTime()) return false;
    return this.byId.delete(id);
  }
  async listUnderOtherKeys(vaultKey: string, after: string) {
    return this.#all()
      .filter((file) => file.vaultKey !== vaultKey && file.id > after)
      .toSorted((left, right) => (left.id < right.id ? -1 : 1))
      .slice(0, 1);
  }
  async reseal(id: string, sealed: Pick<ReceivedFile, 'header' | 'vaultKey'>) {
    this.#change(id, sealed);
  }

  #all(): ReceivedFile[] {
    return [...this.byId.values()];
  }

  #change(id: string, change: Partial<ReceivedFile>): void {
    const file = this.byId.get(id);
    if (file !== undefined) this.byId.set(id, { ...file, ...change });
  }
}
