import { parseBytes32 } from '@lanran/protocol/bytes';
import { type AssetId, parseAssetId } from '@lanran/protocol/ids';
import { type Availability, availabilityOf } from '../domain/availability.ts';
import { LoggedEvent } from '../domain/logged-event.ts';
import type { LoggedStatement } from '../domain/logged-statement.ts';
import type { AssetStore } from '../ports/asset-store.ts';
import type { AssetStandingStore, CollectionConsentStore } from '../ports/collection-stores.ts';
import type { DisputeStore } from '../ports/dispute-store.ts';
import type { ConsentStore, OfferStore } from '../ports/licensing-stores.ts';
import { consentsInForce } from '../services/consents-in-force.ts';

const ASSETS_A_STEP = 500;

export interface AvailabilityOptions {
  readonly assets: AssetStore;
  readonly consents: ConsentStore;
  readonly collectionConsents: CollectionConsentStore;
  readonly standings: AssetStandingStore;
  readonly offers: OfferStore;
  readonly disputes: DisputeStore;
}

/**
 * Shows in the catalog on which days an asset can be licensed; filters compare them with today. It reads what the other read
 * models have, which come first, so that repeating an old leaf leaves the asset as the newest one made it.
 */
export class AvailabilityReadModel {
  readonly #options: AvailabilityOptions;

  constructor(options: AvailabilityOptions) {
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
    const { assets, offers, disputes } = this.#options;
    const [found, consents, open, disputed] = await Promise.all([
      assets.findMany(ids),
      consentsInForce(this.#options, ids),
      offers.listOpen(ids),
      disputes.listOpen(ids),
    ]);
    const shown = found.map((asset) => ({
      id: asset.id,
      availability: availabilityOf({
        asset,
        consent: consents[ids.indexOf(asset.id)] ?? null,
        offers: open.filter(({ assetId }) => assetId === asset.id),
        isDisputed: disputed.some(({ assetId }) => assetId === asset.id),
      }),
    }));
    // One write for all that are alike.
    const alike = new Map<string, { ids: AssetId[]; availability: Availability }>();
    for (const { id, availability } of shown) {
      const key = JSON.stringify(availability);
      const group = alike.get(key) ?? { ids: [], availability };
      group.ids.push(id);
      alike.set(key, group);
    }
    for (const group of alike.values()) await assets.setAvailability(group.ids, group.availability);
  }
}
