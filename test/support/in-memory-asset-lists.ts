import type { AssetList } from '@lanran/api/desk/domain/asset-list';
import type { AssetListStore } from '@lanran/api/desk/ports/asset-list-store';

export class InMemoryAssetLists implements AssetListStore {
  readonly byId = new Map<string, AssetList>();

  async find(id: string) {
    return this.byId.get(id) ?? null;
  }
  async listOf({ owner, organizations }: Parameters<AssetListStore['listOf']>[0], first: number) {
    return [...this.byId.values()]
      .filter(
        (list) =>
          list.owner === owner || (list.organization !== null && organizations.includes(list.organization)),
      )
      .toSorted((left, right) => right.changedAt.getTime() - left.changedAt.getTime())
      .slice(0, first);
  }
  async countOf(owner: AssetList['owner']) {
    return [...this.byId.values()].filter((list) => list.owner === owner).length;
  }
  async insert(list: AssetList) {
    if (this.byId.has(list.id)) return false;
    this.byId.set(list.id, list);
    return true;
  }
  async replace(list: AssetList, revision: number) {
    if (this.byId.get(list.id)?.revision !== revision) return false;
    this.byId.set(list.id, list);
    return true;
  }
  async remove(id: string) {
    this.byId.delete(id);
  }
}
