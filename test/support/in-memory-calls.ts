import { type Call, callStateOn } from '@lanran/api/desk/domain/call';
import type { CallStore } from '@lanran/api/desk/ports/call-store';

export class InMemoryCalls implements CallStore {
  readonly byId = new Map<string, Call>();

  async find(id: string) {
    return this.byId.get(id) ?? null;
  }
  async list(
    { state, organization, asset }: Parameters<CallStore['list']>[0],
    { today, most }: Parameters<CallStore['list']>[1],
  ) {
    return [...this.byId.values()]
      .filter(
        (call) =>
          (state === undefined || callStateOn(call, today) === state) &&
          (organization === undefined || call.organization === organization) &&
          (asset === undefined || call.assetIds.includes(asset)),
      )
      .toSorted(
        (left, right) => right.openedAt.getTime() - left.openedAt.getTime() || (left.id < right.id ? 1 : -1),
      )
      .slice(0, most);
  }
  async countOpen(organization: Call['organization'], today: number) {
    return (await this.list({ organization, state: 'OPEN' }, { today, most: Infinity })).length;
  }
  async insert(call: Call) {
    if (this.byId.has(call.id)) return false;
    this.byId.set(call.id, call);
    return true;
  }
  async replace(call: Call, revision: number) {
    if (this.byId.get(call.id)?.revision !== revision) return false;
    this.byId.set(call.id, call);
    return true;
  }
}
