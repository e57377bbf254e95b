import type { AssetId, LicenseId, OrganizationId } from '@lanran/protocol/ids';
import { todayOf } from '@lanran/protocol/day';
import { type Quote, quoteWish } from '@lanran/protocol/quote';
import type { Wish } from '@lanran/protocol/window';
import { type Actor, membershipIn } from '../domain/actor.ts';
import { type Asset, canView } from '../domain/asset.ts';
import { BadInputError, NotFoundError } from '../domain/errors.ts';
import type { Consent, License, LicenseFilter, Offer } from '../domain/licensing.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { ConsentStore, LicenseStore, OfferStore } from '../ports/licensing-stores.ts';
import type { OrganizationStore } from '../ports/organization-store.ts';
import type { CatalogService } from './catalog.ts';

export interface LicensingOptions {
  readonly ledger: Ledger;
  readonly catalog: CatalogService;
  readonly consents: ConsentStore;
  readonly offers: OfferStore;
  readonly licenses: LicenseStore;
  readonly organizations: OrganizationStore;
  readonly clock: Clock;
}

/** What may be licensed, for what, and what was. */
export class LicensingService {
  readonly #options: LicensingOptions;

  constructor(options: LicensingOptions) {
    this.#options = options;
  }

  /**
   * The priced answer to an exact wish, or every reason why not. The contract answers for what it knows; for an asset that
   * was never shown to it, the same rule runs here over the read models.
   * @throws NotFoundError, BadInputError
   */
  async quote(
    actor: Actor,
    question: { assetId: AssetId; licensee: OrganizationId | null; wish: Wish },
  ): Promise<Quote> {
    const { ledger, catalog } = this.#options;
    const asset = await catalog.get(actor, question.assetId);
    const licensee = question.licensee ?? licenseeOf(actor);
    const today = this.#today();
    if (await ledger.isMaterialized(asset.id)) return ledger.quote(asset.id, licensee, question.wish, today);
    return this.#quoteUnmaterialized(asset, licensee, question.wish);
  }

  /** @throws NotFoundError for a license of whose parties the actor is none */
  async license(actor: Actor, id: LicenseId): Promise<License> {
    const license = await this.#options.licenses.find(id);
    if (license === null || !(await this.#isParty(actor, license))) throw new NotFoundError(`License ${id}`);
    return license;
  }

  /** Licenses of an organization, as licensee or holder, of which the actor is a member; or of one asset's holder. */
  async list(actor: Actor, filter: LicenseFilter, page: PageRequest): Promise<Page<License>> {
    const { licensee, holder } = filter;
    const isMine = [licensee, holder].some((id) => id !== undefined && membershipIn(actor, id) !== null);
    if (!isMine) {
      throw new BadInputError(
        'licensee',
        'name an organization of yours as `licensee` or `holder`; licenses are shown to their parties.',
      );
    }
    return this.#options.licenses.list(filter, page);
  }

  async isLive(license: License): Promise<boolean> {
    return this.#options.ledger.isLicenseLive(license.id, this.#today());
  }

  async #isParty(actor: Actor, { licensee, terms }: License): Promise<boolean> {
    const asset = await this.#options.catalog.find(terms.assetId);
    if (asset === null || !canView(actor, asset)) return false;
    if (membershipIn(actor, licensee) !== null) return true;
    if (actor.kind === 'member' && actor.memberships.some(({ kind }) => kind === 'AUDITOR')) return true;
    return [asset.holder, asset.community].some((id) => id !== null && membershipIn(actor, id) !== null);
  }

  async #quoteUnmaterialized(asset: Asset, licensee: OrganizationId, wish: Wish): Promise<Quote> {
    const { consents, offers, organizations, ledger } = this.#options;
    const [consent, assetOffers, organization] = await Promise.all([
      consents.find(asset.id),
      offers.listByAssets([asset.id]),
      organizations.find(licensee),
    ]);
    return quoteWish({
      asset: {
        assetId: asset.id,
        isKnown: true,
        isWithdrawn: asset.isWithdrawn,
        openDisputes: 0,
        needsConsent: asset.community !== null,
      },
      licensee: { organizationId: licensee, isKnown: organization?.isAdmitted === true },
      consent: consent === null || consent.isWithdrawn ? null : consent,
      offers: assetOffers.filter((offer) => this.isOpen(offer)).map(toQuoted),
      operatorShareBps: await ledger.operatorShareBps(),
      wish,
      today: this.#today(),
    });
  }

  /** Offers anyone may accept now, of each asset, oldest first. */
  async openOffersOf(assetIds: readonly AssetId[]): Promise<Offer[][]> {
    const offers = (await this.#options.offers.listByAssets(assetIds)).filter((offer) => this.isOpen(offer));
    return assetIds.map((id) => offers.filter(({ assetId }) => assetId === id));
  }

  /** The consent in force of each asset; null where there is none. */
  async liveConsentsOf(assetIds: readonly AssetId[]): Promise<(Consent | null)[]> {
    const consents = (await this.#options.consents.findMany(assetIds)).filter((consent) =>
      this.isConsentLive(consent),
    );
    return assetIds.map((id) => consents.find(({ assetId }) => assetId === id) ?? null);
  }

  /** Do the contracts know the asset already? */
  async isMaterialized(assetId: AssetId): Promise<boolean> {
    return this.#options.ledger.isMaterialized(assetId);
  }

  isOpen(offer: Offer): boolean {
    return !offer.isClosed && offer.lastDay >= this.#today();
  }

  isConsentLive(consent: Consent): boolean {
    return !consent.isWithdrawn && consent.lastDay >= this.#today();
  }

  #today(): number {
    return todayOf(Math.floor(this.#options.clock.now().getTime() / 1000));
  }
}

function toQuoted(offer: Offer) {
  return { ...offer, offerId: BigInt(offer.id) };
}

/** Without a stated licensee the actor asks for their own studio. */
function licenseeOf(actor: Actor): OrganizationId {
  const memberships = actor.kind === 'member' ? actor.memberships : [];
  const own = memberships.find(({ kind }) => kind === 'STUDIO') ?? memberships[0];
  if (own === undefined)
    throw new BadInputError(
      'licensee',
      'name the organization that would be licensed, or sign in as its member.',
    );
  return own.organizationId;
}
