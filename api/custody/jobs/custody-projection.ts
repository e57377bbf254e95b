import { type OrganizationId, parseAssetId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import type { Asset } from '../../assets/domain/asset.ts';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { OfferStore } from '../../licensing/ports/license-stores.ts';
import type { UseConsentStore } from '../../consent/ports/use-consent-store.ts';
import type { ConsentStore } from '../../consent/ports/consent-store.ts';

export interface CustodyReadModelOptions {
  readonly assets: AssetStore;
  readonly consents: ConsentStore;
  readonly useConsents: UseConsentStore;
  readonly offers: OfferStore;
}

/**
 * Projects who answers for an asset and whether it is for sale at all. Its `head` stays: what the chain decides names no
 * statement before it, so that the holder's next statement follows the last signed one (docs/formats.md, "Statement").
 */
export class CustodyReadModel {
  readonly #options: CustodyReadModelOptions;

  constructor(options: CustodyReadModelOptions) {
    this.#options = options;
  }

  async applyOffered(logged: LoggedStatement): Promise<void> {
    await this.#change(logged, () => ({ custodyOffer: takerOf(LoggedEvent.of(logged)) }));
  }

  /** Consent named the old holder, and the offers were theirs (IAssetRegistry, CustodyTransferred). */
  async applyTransferred(logged: LoggedStatement): Promise<void> {
    const event = LoggedEvent.of(logged);
    await this.#endConsent(logged);
    await this.#endUseConsents(logged);
    await this.#closeOffers(logged);
    await this.#change(logged, ({ formerHolders }) => ({
      holder: parseOrganizationId(event.text('holder')),
      formerHolders: [
        ...formerHolders,
        { organizationId: parseOrganizationId(event.text('previous')), untilLeaf: logged.index },
      ],
      custodyOffer: null,
    }));
  }

  async applyWithdrawn(logged: LoggedStatement): Promise<void> {
    await this.#closeOffers(logged);
    await this.#change(logged, () => ({ isWithdrawn: true }));
  }

  /** As a whole it is withdrawn for good, too (IAssetRegistry, TakenDown). */
  async applyTakenDown(logged: LoggedStatement): Promise<void> {
    if (LoggedEvent.of(logged).text('scopeHash') !== ZERO_32) return;
    await this.#closeOffers(logged);
    await this.#change(logged, () => ({ isWithdrawn: true, isTakenDown: true }));
  }

  async #endConsent(logged: LoggedStatement): Promise<void> {
    const { consents } = this.#options;
    const consent = await consents.find(parseAssetId(logged.statement.assetId));
    if (consent === null) return;
    await consents.project({ ...consent, isWithdrawn: true, projectedIndex: logged.index });
  }

  /** As `#endConsent`. Those that were granted before: a later one is newer than this leaf and stays as it is. */
  async #endUseConsents(logged: LoggedStatement): Promise<void> {
    const { useConsents } = this.#options;
    for (const consent of await useConsents.listByAsset(parseAssetId(logged.statement.assetId))) {
      if (consent.state !== 'GRANTED') continue;
      await useConsents.project({ ...consent, state: 'CUSTODY', projectedIndex: logged.index });
    }
  }

  /** Those that were opened before: a later one is newer than this leaf and stays as it is. */
  async #closeOffers(logged: LoggedStatement): Promise<void> {
    const { offers } = this.#options;
    const assetId = parseAssetId(logged.statement.assetId);
    for (const offer of await offers.listOpen([assetId])) {
      await offers.project({ ...offer, isClosed: true, projectedIndex: logged.index });
    }
  }

  /** Nothing for an asset that was published elsewhere. */
  async #change(logged: LoggedStatement, change: (asset: Asset) => Partial<Asset>): Promise<void> {
    const { assets } = this.#options;
    const asset = await assets.find(parseAssetId(logged.statement.assetId));
    if (asset === null) return;
    await assets.project({ ...asset, ...change(asset), projectedIndex: logged.index });
  }
}

function takerOf(event: LoggedEvent): OrganizationId | null {
  const taker = event.text('taker');
  return taker === ZERO_32 ? null : parseOrganizationId(taker);
}
