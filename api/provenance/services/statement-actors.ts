import { type AssetId, type OrganizationId, parseAssetId } from '@lanran/protocol/kernel/ids';
import { actingOrganizations } from '../domain/acting-organization.ts';
import {
  actorOfStatement,
  type KnownParties,
  orderNamedIn,
  parentNamedIn,
} from '../domain/actor-of-statement.ts';
import type { Asset } from '../../assets/domain/asset.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import { isAboutAsset } from '../domain/statement-subject.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { LicenseStore } from '../../licensing/ports/license-stores.ts';
import type { OrderStore } from '../../licensing/ports/order-store.ts';

export interface StatementActorsOptions {
  readonly leaves: Pick<LeafStore, 'listByAsset'>;
  readonly assets: Pick<AssetStore, 'findMany'>;
  readonly orders: Pick<OrderStore, 'findMany'>;
  readonly licenses: Pick<LicenseStore, 'findMany'>;
  readonly accreditor: OrganizationId | null;
}

/** Whose act each of some statements was, in three reads for all of them. */
export class StatementActors {
  readonly #options: StatementActorsOptions;

  constructor(options: StatementActorsOptions) {
    this.#options = options;
  }

  /** In the order of the statements; null where the log does not say. */
  async of(statements: readonly LoggedStatement[]): Promise<(OrganizationId | null)[]> {
    const { assets, orders, licenses, accreditor } = this.#options;
    const assetIds = distinct(statements.filter(isAboutAsset).map(assetIdOf));
    const [foundAssets, foundOrders, parents] = await Promise.all([
      assets.findMany(assetIds),
      orders.findMany(distinct(statements.flatMap((logged) => orderNamedIn(logged) ?? []))),
      licenses.findMany(distinct(statements.flatMap((logged) => parentNamedIn(logged) ?? []))),
    ]);
    const byId = new Map<AssetId, Asset>(foundAssets.map((asset) => [asset.id, asset]));
    const known: Omit<KnownParties, 'asset'> = {
      orders: new Map(foundOrders.map((order) => [order.id, order])),
      parents: new Map(parents.map((license) => [license.id, license])),
      accreditor,
    };
    return Promise.all(
      statements.map(async (logged) => {
        const asset = byId.get(assetIdOf(logged)) ?? null;
        const actor = actorOfStatement(logged, { ...known, asset });
        return actor === 'UNTOLD' ? this.#fromStory(logged) : actor;
      }),
    );
  }

  async #fromStory(logged: LoggedStatement): Promise<OrganizationId | null> {
    const story = await this.#options.leaves.listByAsset(assetIdOf(logged));
    const at = story.findIndex(({ index }) => index === logged.index);
    return actingOrganizations(story, this.#options.accreditor)[at] ?? null;
  }
}

function assetIdOf({ statement }: LoggedStatement): AssetId {
  return parseAssetId(statement.assetId);
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
