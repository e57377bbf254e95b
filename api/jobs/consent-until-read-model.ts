import { parseBytes32 } from '@lanran/protocol/bytes';
import { type AssetId, parseAssetId } from '@lanran/protocol/ids';
import { LoggedEvent } from '../domain/logged-event.ts';
import type { LoggedStatement } from '../domain/logged-statement.ts';
import type { AssetStore } from '../ports/asset-store.ts';
import type { AssetStandingStore, CollectionConsentStore } from '../ports/collection-stores.ts';
import type { ConsentStore } from '../ports/licensing-stores.ts';
import { consentsInForce } from '../services/consents-in-force.ts';

const ASSETS_A_STEP = 500;

export interface ConsentUntilOptions {
  readonly assets: AssetStore;
  readonly consents: ConsentStore;
  readonly collectionConsents: CollectionConsentStore;
  readonly standings: AssetStandingStore;
}

/**
 * Shows in the catalog until which day an asset's consent is in force; filters compare it with today. From what the other read
 * models have, which come first, so that repeating an old leaf leaves the asset as the newest one made it.
 */
export class ConsentUntilReadModel {
  readonly #options: ConsentUntilOptions;

  constructor(options: ConsentUntilOptions) {
    this.#options = options;
  }

  async applyToAsset({ statement }: LoggedStatement): Promise<void> {
    await this.#show([parseAssetId(statement.assetId)]);
  }

  /** Every asset that joined the collection. */
  async applyToCollection(logged: LoggedStatement): Promise<void> {
    const root = parseBytes32(LoggedEvent.of(logged).text('root'), 'root');
    let after: AssetId | null = null;
    for (;;) {
      const ids: AssetId[] = await this.#options.standings.listFollowing(root, after, ASSETS_A_STEP);
      await this.#show(ids);
      if (ids.length < ASSETS_A_STEP) return;
      after = ids.at(-1) ?? null;
    }
  }

  async #show(ids: readonly AssetId[]): Promise<void> {
    const consents = await consentsInForce(this.#options, ids);
    const days = ids.map((_, at) => consents[at]?.lastDay ?? null);
    for (const day of new Set(days)) {
      await this.#options.assets.setConsentUntil(
        ids.filter((_, at) => days[at] === day),
        day,
      );
    }
  }
}
