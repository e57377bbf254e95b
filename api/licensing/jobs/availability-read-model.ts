import { type Hex, parseBytes32 } from '@lanran/protocol/kernel/bytes';
import { type AssetId, parseAssetId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { availabilityOf } from '../domain/availability.ts';
import type { Availability } from '../../assets/domain/availability.ts';
import type { CollectionKey } from '../../chain/domain/consent-terms.ts';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { Offer } from '../domain/license.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type {
  AssetStandingStore,
  CollectionConsentStore,
  CollectionStore,
} from '../../consent/ports/collection-stores.ts';
import type { DisputeStore } from '../../disputes/ports/dispute-store.ts';
import type { LicenseStore, OfferStore } from '../ports/license-stores.ts';
import type { ConsentStore } from '../../consent/ports/consent-store.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import { joinableConsent } from '../../consent/services/joinable-consent.ts';
import { consentsInForce } from '../../consent/services/consents-in-force.ts';

const ASSETS_A_STEP = 500;
const OFFERS_A_STEP = 500;

export interface AvailabilityOptions {
  readonly assets: AssetStore;
  readonly consents: ConsentStore;
  readonly collectionConsents: CollectionConsentStore;
  readonly standings: AssetStandingStore;
  readonly offers: OfferStore;
  readonly licenses: Pick<LicenseStore, 'find' | 'listExclusive'>;
  readonly disputes: DisputeStore;
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
  readonly collections: Pick<CollectionStore, 'listAssets' | 'listContaining'>;
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

  async applyToAsset({ statement, index }: LoggedStatement): Promise<void> {
    await this.#show([parseAssetId(statement.assetId)], index);
  }

  /** The asset of a license that takes uses from others, or frees them. */
  async applyToLicensed(logged: LoggedStatement): Promise<void> {
    const license = await this.#options.licenses.find(LoggedEvent.of(logged).licenseId('licenseId'));
    if (license?.terms.wish.exclusive === true) await this.#show([license.terms.assetId], logged.index);
  }

  /** Every asset that joined the collection, and those on offer that could. */
  async applyToCollection(logged: LoggedStatement): Promise<void> {
    const event = LoggedEvent.of(logged);
    const root = parseBytes32(event.text('root'), 'root');
    await this.#showFollowing(root, logged.index);
    await this.#showOffered({ root, community: parseOrganizationId(event.text('community')) }, logged.index);
  }

  /** Every asset that the suspended organization, or the one that is suspended no more, has an open offer of. */
  async applyToHolder(logged: LoggedStatement): Promise<void> {
    const holder = parseOrganizationId(LoggedEvent.of(logged).text('organizationId'));
    let after: AssetId | null = null;
    for (;;) {
      const open: Offer[] = await this.#options.offers.listOpenOf(holder, after, OFFERS_A_STEP);
      const ids = [...new Set(open.map(({ assetId }) => assetId))];
      await this.#show(ids, logged.index);
      if (open.length < OFFERS_A_STEP) return;
      after = ids.at(-1) ?? null;
    }
  }

  async #showFollowing(root: Hex, leaf: number): Promise<void> {
    let after: AssetId | null = null;
    for (;;) {
      const ids: AssetId[] = await this.#options.standings.listFollowing(root, after, ASSETS_A_STEP);
      await this.#show(ids, leaf);
      if (ids.length < ASSETS_A_STEP) return;
      after = ids.at(-1) ?? null;
    }
  }

  async #showOffered(collection: CollectionKey, leaf: number): Promise<void> {
    const { collections, offers } = this.#options;
    for (let from = 0; ; from += ASSETS_A_STEP) {
      const ids = await collections.listAssets(collection, from, from + ASSETS_A_STEP);
      const open = await offers.listOpen(ids);
      await this.#show([...new Set(open.map(({ assetId }) => assetId))], leaf);
      if (ids.length < ASSETS_A_STEP) return;
    }
  }

  async #show(ids: readonly AssetId[], leaf: number): Promise<void> {
    const { assets, offers, licenses, disputes, organizations } = this.#options;
    const found = await assets.findMany(ids);
    const [holders, consents, open, exclusive, disputed] = await Promise.all([
      organizations.findMany([...new Set(found.map(({ holder }) => holder))]),
      consentsInForce(this.#options, ids),
      offers.listOpen(ids),
      licenses.listExclusive(ids),
      disputes.listOpen(ids),
    ]);
    const shown = await Promise.all(
      found.map(async (asset) => {
        const consent = consents[ids.indexOf(asset.id)] ?? null;
        const offered = open.filter(({ assetId }) => assetId === asset.id);
        const joins = consent === null && offered.length > 0;
        const availability = availabilityOf({
          asset,
          consent,
          joinable: joins ? await joinableConsent(this.#options, asset) : null,
          offers: offered,
          isDisputed: disputed.some(({ assetId }) => assetId === asset.id),
          holderSuspendedFrom:
            holders.find(({ id }) => id === asset.holder)?.suspension?.suspendedFrom ?? null,
          taken: exclusive.filter(({ terms }) => terms.assetId === asset.id).map(({ terms }) => terms.wish),
        });
        return { id: asset.id, availability };
      }),
    );
    // One write for all that are alike.
    const alike = new Map<string, { ids: AssetId[]; availability: Availability }>();
    for (const { id, availability } of shown) {
      const key = JSON.stringify(availability);
      const group = alike.get(key) ?? { ids: [], availability };
      group.ids.push(id);
      alike.set(key, group);
    }
    for (const group of alike.values()) await assets.setAvailability(group.ids, group.availability, leaf);
  }
}
