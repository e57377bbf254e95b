/* Over 300 lines: quotes and the readings of offers and licenses that they need, over the same stores. */

import type { AssetId, LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { todayOf } from '@lanran/protocol/kernel/day';
import { isFlat, type PriceParts, pricePartsOf } from '@lanran/protocol/licensing/pricing';
import type { Quote } from '@lanran/protocol/licensing/quote';
import type { Terms } from '@lanran/protocol/licensing/terms';
import type { Window, Wish } from '@lanran/protocol/licensing/window';
import { type Actor, membershipIn } from '../../platform/kernel/actor.ts';
import { type Asset, canView } from '../../assets/domain/asset.ts';
import type { AssetVersion } from '../../assets/domain/asset-version.ts';
import { BadInputError, ForbiddenError, NotFoundError } from '../../platform/kernel/errors.ts';
import { type HeldUse, heldUsesOf } from '../domain/held-use.ts';
import { checkLicense } from '../domain/license-check.ts';
import type { License, LicenseFilter, Offer } from '../domain/license.ts';
import type { UseConsent } from '../../consent/domain/use-consent.ts';
import type { CalendarEntry } from '../../chain/domain/calendar-entry.ts';
import type { ConsentInForce } from '../../consent/domain/consent.ts';
import type { ConsentTerms } from '../../chain/domain/consent-terms.ts';
import { isSuspendedAt, type Organization } from '../../organizations/domain/organization.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import { canSeeReserved } from '../domain/reserved.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { Ledger } from '../../chain/ports/ledger.ts';
import type { LicenseStore, OfferStore } from '../ports/license-stores.ts';
import type { UseConsentStore } from '../../consent/ports/use-consent-store.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { SaleQuestion, SublicenseWish } from '../../chain/ports/quote-ledger.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { CollectionJoining } from '../../consent/services/collection-joining.ts';
import { joinableConsent, type JoinableConsentStores } from '../../consent/services/joinable-consent.ts';
import { isOfConsent, quoteUnderConsent } from './quote-under-consent.ts';
import { type AnsweredWish, ReservedQuotes } from './reserved-quotes.ts';
import type { VersionsOnSale } from './versions-on-sale.ts';
import { quoteUnmaterialized } from './quote-before-materialization.ts';

export interface LicensingOptions extends JoinableConsentStores {
  readonly ledger: Ledger;
  readonly catalog: CatalogService;
  readonly joining: Pick<CollectionJoining, 'findJoinable'>;
  readonly offers: OfferStore;
  readonly useConsents: Pick<UseConsentStore, 'listByAsset' | 'listByCommunity'>;
  readonly licenses: LicenseStore;
  readonly organizations: OrganizationStore;
  readonly versions: Pick<VersionsOnSale, 'choose' | 'require'>;
  readonly clock: Clock;
}

/** Of one community, listed at once. */
const MAX_USE_CONSENTS = 100;

export interface QuoteRequest {
  readonly assetId: AssetId;
  /** Null: the actor's own studio. */
  readonly licensee: OrganizationId | null;
  readonly wish: Wish;
  /** Null or left out: the newest. */
  readonly version?: number | null;
  /** Null or left out: the cheapest offer that serves. */
  readonly offerId?: bigint | null;
  /** Paid outside the chain; false by default. */
  readonly isInvoiced?: boolean;
}

/** Conditions that all must hold. */
interface LicensesQuestion extends Omit<LicenseFilter, 'grantedUnder'> {
  /** Who granted them, as parts of licenses that it has. */
  readonly grantor?: OrganizationId;
}

export interface HeldQuestion {
  readonly assetId: AssetId;
  readonly licensee: OrganizationId;
  readonly wish: Window;
}

/** What may be licensed, for what, and what was. */
export class LicensingService {
  readonly #options: LicensingOptions;
  readonly #reserved: ReservedQuotes;

  constructor(options: LicensingOptions) {
    this.#options = options;
    this.#reserved = new ReservedQuotes(options);
  }

  /**
   * The priced answer to an exact wish, or every reason why not. The contract answers for what it knows; for an asset that
   * was never shown to it, the same rule runs here over the read models.
   * @throws NotFoundError, BadInputError, VersionRefusedError, TakenDownError; LedgerRefusedError when the asset has no such offer
   */
  async quote(
    actor: Actor,
    { assetId, licensee: named, wish, version, offerId = null, isInvoiced = false }: QuoteRequest,
  ): Promise<Quote & { readonly version: AssetVersion }> {
    const { ledger, catalog, versions } = this.#options;
    const asset = await catalog.get(actor, assetId);
    const chosen = await versions.choose(asset, version ?? null);
    const licensee = named ?? licenseeOf(actor);
    const sale = { assetId, version: chosen.statementHash, licensee, wish, offerId, isInvoiced };
    if (!(await ledger.isMaterialized(asset.id)))
      return { ...(await this.#quoteUnmaterialized(asset, sale)), version: chosen };
    const quote = await this.#reserved.sale(actor, { asset, sale, today: this.#today() });
    return { ...(await this.#assumeJoined(asset, quote, wish)), version: chosen };
  }

  /** Of a collection that the asset would join with its first offer or sale; null when that is none, or over. */
  async findConsentToJoin(asset: Asset): Promise<ConsentInForce | null> {
    const consent = await this.#options.joining.findJoinable(asset);
    if (consent === null || asset.community === null || consent.lastDay < this.#today()) return null;
    return { ...consent, assetId: asset.id, community: asset.community };
  }

  /** What the log says of it, as the catalog does, without a question to the chain. */
  joinableByLog(asset: Asset): Promise<ConsentTerms | null> {
    return joinableConsent(this.#options, asset);
  }

  /**
   * What its present licensee would renew.
   * @throws NotFoundError for a license of whose parties the actor is none; VersionRefusedError, TakenDownError
   */
  async quoteRenewal(actor: Actor, id: LicenseId): Promise<Quote> {
    const { terms, licensee } = await this.license(actor, id);
    await this.#options.versions.require(terms.assetId, terms.version);
    const quote = await this.#options.ledger.quotes.renewal(terms, licensee, this.#today());
    return this.#tell(actor, terms.assetId, { quote, licensee, wish: quote.terms?.wish ?? terms.wish });
  }

  /** @throws NotFoundError for a license of whose parties the actor is none; VersionRefusedError, TakenDownError */
  async quoteSublicense(actor: Actor, id: LicenseId, part: SublicenseWish): Promise<Quote> {
    const { terms } = await this.license(actor, id);
    await this.#options.versions.require(terms.assetId, terms.version);
    const quote = await this.#options.ledger.quotes.sublicense(terms, part, this.#today());
    return this.#tell(actor, terms.assetId, { quote, ...part });
  }

  async #tell(actor: Actor, assetId: AssetId, answered: AnsweredWish): Promise<Quote> {
    const asset = await this.#options.catalog.get(actor, assetId);
    return this.#assumeJoined(
      asset,
      await this.#reserved.hideUseConsent(actor, asset, answered),
      answered.wish,
    );
  }

  /** An act that needs consent lets the asset join its collection first (relay), so a quote counts on that. */
  async #assumeJoined(asset: Asset, quote: Quote, wish: Wish): Promise<Quote> {
    if (!quote.reasons.some(isOfConsent)) return quote;
    const consent = await this.#options.joining.findJoinable(asset);
    return consent === null ? quote : quoteUnderConsent(quote, consent, wish);
  }

  /** @throws NotFoundError for a license of whose parties the actor is none */
  async license(actor: Actor, id: LicenseId): Promise<License> {
    const license = await this.#options.licenses.find(id);
    if (license === null || !(await this.#isParty(actor, license))) throw new NotFoundError(`License ${id}`);
    return license;
  }

  /**
   * Licenses of an organization of which the actor is a member: as licensee, as holder, or as the grantor of parts.
   * @throws BadInputError
   */
  async list(
    actor: Actor,
    { grantor, ...filter }: LicensesQuestion,
    page: PageRequest,
  ): Promise<Page<License>> {
    const { licensee, holder } = filter;
    const isMine = [licensee, holder, grantor].some(
      (id) => id !== undefined && membershipIn(actor, id) !== null,
    );
    if (!isMine) {
      throw new BadInputError(
        'licensee',
        'name an organization of yours as `licensee`, `holder` or `grantor`; licenses are shown to their parties.',
      );
    }
    const { licenses } = this.#options;
    if (grantor === undefined) return licenses.list(filter, page);
    return licenses.list({ ...filter, grantedUnder: await licenses.listSublicensable(grantor) }, page);
  }

  /** Parts of a license that were granted onward, newest first; none for a party that they don't concern. */
  async listGranted(actor: Actor, license: License, page: PageRequest): Promise<Page<License>> {
    const concerned = await this.#isParty(actor, { ...license, holder: license.licensee });
    const grantedUnder = concerned ? [license.id] : [];
    return this.#options.licenses.list({ grantedUnder }, page);
  }

  /** What the licensee has already of what is asked for; nothing for those who are no members of the licensee. */
  async heldUses(actor: Actor, { assetId, licensee, wish }: HeldQuestion): Promise<HeldUse[]> {
    if (membershipIn(actor, licensee) === null) return [];
    const { licenses } = this.#options;
    const held = await licenses.listHeld([licensee], assetId);
    const parents = await licenses.findMany(held.flatMap(({ terms }) => terms.parent ?? []));
    const checks = held.map((license) => {
      const { origin, parent } = license.terms;
      const grantedUnder = origin === 'SUBLICENSE' ? parents.find(({ id }) => id === parent) : undefined;
      return checkLicense(license, grantedUnder ?? null, this.#today());
    });
    return heldUsesOf(wish, checks);
  }

  async isLive(license: License): Promise<boolean> {
    return this.#options.ledger.isLicenseLive(license.id, this.#today());
  }

  async #isParty(actor: Actor, { licensee, holder: seller, terms }: License): Promise<boolean> {
    const { assetId, origin, parent } = terms;
    const asset = await this.#options.catalog.find(assetId);
    if (asset === null || !canView(actor, asset)) return false;
    if (membershipIn(actor, licensee) !== null) return true;
    if (actor.kind === 'member' && actor.memberships.some(({ kind }) => kind === 'AUDITOR')) return true;
    // Whoever granted a sublicense may end it.
    const grantor =
      origin === 'SUBLICENSE' && parent !== null ? await this.#options.licenses.find(parent) : null;
    const others = [asset.holder, seller, asset.community, grantor?.licensee ?? null];
    return others.some((id) => id !== null && membershipIn(actor, id) !== null);
  }

  async #quoteUnmaterialized(
    asset: Asset,
    { version, licensee, wish, isInvoiced }: SaleQuestion,
  ): Promise<Quote> {
    const { joining, offers, organizations, ledger } = this.#options;
    const [consent, assetOffers, organization, holder] = await Promise.all([
      // Of its own it can have none.
      joining.findJoinable(asset),
      offers.listOpen([asset.id]),
      organizations.find(licensee),
      organizations.find(asset.holder),
    ]);
    return quoteUnmaterialized({
      asset,
      version,
      isHolderSuspended: this.isSuspended(holder),
      licensee: {
        organizationId: licensee,
        isKnown: organization?.isAdmitted === true,
        isSuspended: this.isSuspended(organization),
      },
      consent,
      offers: assetOffers.filter((offer) => this.isOpen(offer)),
      operatorShareBps: await ledger.operatorShareBps(),
      wish,
      isInvoiced,
      today: this.#today(),
    });
  }

  /** What the price of a sale by a rule is made of; null for a flat price, and for a renewal or a part of a license. */
  async priceParts(
    terms: Pick<Terms, 'offerId' | 'origin' | 'wish'>,
  ): Promise<{ readonly offer: Offer; readonly parts: PriceParts } | null> {
    if (terms.origin !== 'SALE' && terms.origin !== 'INVOICE') return null;
    const offer = await this.#options.offers.find(terms.offerId.toString());
    const isPriced = offer !== null && !isFlat(offer.rule) && terms.wish.firstDay <= terms.wish.lastDay;
    return isPriced ? { offer, parts: pricePartsOf(offer, terms.wish) } : null;
  }

  /** Consents to one use that the actor may see, the latest change first. */
  async useConsentsOf(actor: Actor, asset: Asset): Promise<UseConsent[]> {
    const consents = await this.#options.useConsents.listByAsset(asset.id);
    return consents.filter(({ licensee }) => canSeeReserved(actor, asset, licensee));
  }

  /** What the council of a community of the actor's consented to, the latest change first. @throws ForbiddenError */
  async useConsentsGivenBy(actor: Actor, community: OrganizationId): Promise<UseConsent[]> {
    if (membershipIn(actor, community) === null)
      throw new ForbiddenError(`This list is for members of ${community}. Sign in as one of them.`);
    return this.#options.useConsents.listByCommunity(community, MAX_USE_CONSENTS);
  }

  /** Offers that are open now, of each asset, oldest first: those for one organization are not for every eye. */
  async openOffersOf(assetIds: readonly AssetId[]): Promise<Offer[][]> {
    const offers = (await this.#options.offers.listOpen(assetIds)).filter((offer) => this.isOpen(offer));
    return assetIds.map((id) => offers.filter(({ assetId }) => assetId === id));
  }

  /** What was sold of the asset and is not over: what a further sale may not overlap. */
  async calendarOf(assetId: AssetId): Promise<CalendarEntry[]> {
    return this.#options.ledger.quotes.calendar(assetId, this.#today());
  }

  /** Do the contracts know the asset already? */
  async isMaterialized(assetId: AssetId): Promise<boolean> {
    return this.#options.ledger.isMaterialized(assetId);
  }

  /** Whether a suspension keeps it from selling and buying now. */
  isSuspended(organization: Organization | null): boolean {
    return organization !== null && isSuspendedAt(organization, this.#options.clock.now());
  }

  isOpen(offer: Offer): boolean {
    return !offer.isClosed && offer.lastDay >= this.#today();
  }

  #today(): number {
    return todayOf(Math.floor(this.#options.clock.now().getTime() / 1000));
  }
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
