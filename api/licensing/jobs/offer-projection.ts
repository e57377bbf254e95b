import { parseAssetId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { holderAt } from '../../assets/domain/asset.ts';
import type { UseConsentState } from '../../consent/domain/use-consent.ts';
import { organizationOrNull, priceRuleOf } from '../domain/logged-offer.ts';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import { termsOf } from '../domain/logged-terms.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { LicenseStore, OfferStore } from '../ports/license-stores.ts';
import type { UseConsentStore } from '../../consent/ports/use-consent-store.ts';
import type { ConsentStore } from '../../consent/ports/consent-store.ts';
import { consentTermsOf } from '../../consent/jobs/consent-projection.ts';

export interface LicensingReadModelOptions {
  readonly assets: AssetStore;
  readonly consents: ConsentStore;
  readonly useConsents: UseConsentStore;
  readonly offers: OfferStore;
  readonly licenses: LicenseStore;
}

/** Projects consents, offers and licenses. */
export class LicensingReadModel {
  readonly #options: LicensingReadModelOptions;

  constructor(options: LicensingReadModelOptions) {
    this.#options = options;
  }

  async applyConsented(logged: LoggedStatement): Promise<void> {
    const event = LoggedEvent.of(logged);
    const { assets, consents } = this.#options;
    const asset = await assets.find(parseAssetId(event.text('assetId')));
    // Contracts take consent only to what was published here, by the council of its community.
    if (asset === null || asset.community === null) return;
    await consents.project({
      assetId: asset.id,
      community: asset.community,
      ...consentTermsOf(event.struct('consent')),
      isWithdrawn: false,
      projectedIndex: logged.index,
    });
  }

  async applyConsentWithdrawn(logged: LoggedStatement): Promise<void> {
    const { consents } = this.#options;
    const consent = await consents.find(logged.statement.assetId);
    if (consent !== null)
      await consents.project({ ...consent, isWithdrawn: true, projectedIndex: logged.index });
  }

  async applyUseConsented(logged: LoggedStatement): Promise<void> {
    const event = LoggedEvent.of(logged);
    const consent = event.struct('consent');
    const asset = await this.#options.assets.find(parseAssetId(event.text('assetId')));
    if (asset === null || asset.community === null) return;
    const { lastDay, ...terms } = consentTermsOf(consent);
    await this.#options.useConsents.project({
      assetId: asset.id,
      community: asset.community,
      licensee: parseOrganizationId(event.text('licensee')),
      ...terms,
      firstDay: consent.number('firstDay'),
      lastDay,
      exclusive: consent.boolean('exclusive'),
      token: parseAddress(consent.text('token')),
      minPrice: consent.integer('minPrice'),
      state: 'GRANTED',
      projectedIndex: logged.index,
    });
  }

  async applyUseConsentEnded(
    logged: LoggedStatement,
    state: Extract<UseConsentState, 'WITHDRAWN' | 'SPENT'>,
  ): Promise<void> {
    const { useConsents } = this.#options;
    const event = LoggedEvent.of(logged);
    const licensee = parseOrganizationId(event.text('licensee'));
    const consent = await useConsents.find(parseAssetId(event.text('assetId')), licensee);
    if (consent !== null) await useConsents.project({ ...consent, state, projectedIndex: logged.index });
  }

  async applyOffered(logged: LoggedStatement): Promise<void> {
    const event = LoggedEvent.of(logged);
    const terms = event.struct('terms');
    await this.#options.offers.project({
      id: event.text('offerId'),
      assetId: parseAssetId(event.text('assetId')),
      holder: parseOrganizationId(event.text('holder')),
      media: terms.number('media'),
      territories: terms.integer('territories'),
      firstDay: terms.number('firstDay'),
      lastDay: terms.number('lastDay'),
      exclusive: terms.boolean('exclusive'),
      token: parseAddress(terms.text('token')),
      price: terms.integer('price'),
      rule: priceRuleOf(terms.struct('rule')),
      licensee: organizationOrNull(terms.text('licensee')),
      communityShareBps: terms.number('communityShareBps'),
      rights: terms.number('rights'),
      isClosed: false,
      projectedIndex: logged.index,
    });
  }

  async applyOfferClosed(logged: LoggedStatement): Promise<void> {
    const { offers } = this.#options;
    const event = LoggedEvent.of(logged);
    const offer = await offers.find(event.text('offerId'));
    if (offer === null) return;
    await offers.project({ ...offer, isClosed: true, projectedIndex: logged.index });
  }

  async applyLicensed(logged: LoggedStatement): Promise<void> {
    const event = LoggedEvent.of(logged);
    const terms = termsOf(event.struct('terms'));
    const { transaction, time } = LoggedEvent.positionOf(logged);
    const asset = await this.#options.assets.find(terms.assetId);
    if (asset === null) return;
    await this.#options.licenses.project({
      id: event.licenseId('licenseId'),
      terms,
      takenVersions: [],
      holder: holderAt(asset, logged.index),
      licensee: terms.licensee,
      isRevoked: false,
      revocation: null,
      transaction,
      soldAt: time,
      soldIndex: logged.index,
      projectedIndex: logged.index,
    });
  }
}
