import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Quote } from '@lanran/protocol/licensing/quote';
import type { Wish } from '@lanran/protocol/licensing/window';
import type { AssetVersion } from '../../assets/domain/asset-version.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { LedgerEvent } from '../../chain/domain/ledger-event.ts';
import type { Ledger, NamedBlock } from '../../chain/ports/ledger.ts';
import type { License } from '../../licensing/domain/license.ts';
import { termsOf } from '../../licensing/domain/logged-terms.ts';
import type { LicenseStore } from '../../licensing/ports/license-stores.ts';
import type { LicensingService } from '../../licensing/services/licensing.ts';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import { type Actor, membershipIn } from '../../platform/kernel/actor.ts';
import {
  BadInputError,
  LedgerRefusedError,
  NotFoundError,
  TakenDownError,
  VersionRefusedError,
} from '../../platform/kernel/errors.ts';
import type { QuoteManyBlock } from './quote-many-block.ts';

export const MAX_PURCHASE_QUOTES = 10;
/** Another block may come while the contract is asked. */
const TRIES = 3;

export interface PurchaseQuotesOptions {
  readonly ledger: Pick<Ledger, 'latestBlock' | 'findBlock' | 'events'>;
  readonly catalog: Pick<CatalogService, 'findMany'>;
  readonly licensing: Pick<LicensingService, 'quote'>;
  readonly licenses: Pick<LicenseStore, 'listSold'>;
  readonly block: Pick<QuoteManyBlock, 'followedTo'>;
}

/** What is to be bought: each asset for its own use. */
export interface AskedPurchase {
  readonly assetId: AssetId;
  readonly wish: Wish;
  /** Null: the newest. */
  readonly version: number | null;
  /** Null: the cheapest that serves. */
  readonly offerId: bigint | null;
}

export interface PurchasesQuestion {
  readonly licensee: OrganizationId;
  readonly purchases: readonly AskedPurchase[];
  /** What was sold then or later is told; null: nothing is. */
  readonly since: Date | null;
  readonly isInvoiced: boolean;
}

export type SoldPurchase = Pick<License, 'id' | 'terms'>;

export interface PurchaseQuote {
  readonly purchase: AskedPurchase;
  readonly outcome: 'FREE' | 'REFUSED' | 'TAKEN_DOWN' | 'NOT_FOUND';
  /** Who has the asset now; null where it is not found. */
  readonly holder: OrganizationId | null;
  readonly quote: (Quote & { readonly version: AssetVersion }) | null;
  /** What was sold since to the licensee, of this asset and for this use. */
  readonly sold: readonly SoldPurchase[];
}

export interface PurchaseQuotes {
  readonly rows: readonly PurchaseQuote[];
  readonly block: NamedBlock | null;
}

/** What the contract says of several purchases at one block, and which of them came through before. */
export class PurchaseQuotesService {
  readonly #options: PurchaseQuotesOptions;

  constructor(options: PurchaseQuotesOptions) {
    this.#options = options;
  }

  /** @throws BadInputError */
  async ask(actor: Actor, question: PurchasesQuestion): Promise<PurchaseQuotes> {
    const { length } = question.purchases;
    if (length === 0 || length > MAX_PURCHASE_QUOTES)
      throw new BadInputError(
        'purchases',
        `names ${length} purchases. Name 1 to ${MAX_PURCHASE_QUOTES} at once.`,
      );
    const { ledger } = this.#options;
    for (let tried = 1; ; tried += 1) {
      const number = await ledger.latestBlock();
      const rows = await this.#rows(actor, question, number);
      if (tried === TRIES || (await ledger.latestBlock()) === number)
        return { rows, block: await ledger.findBlock(number) };
    }
  }

  async #rows(actor: Actor, question: PurchasesQuestion, blockNumber: number): Promise<PurchaseQuote[]> {
    const { catalog } = this.#options;
    const assetIds = question.purchases.map(({ assetId }) => assetId);
    const [assets, sold] = await Promise.all([
      catalog.findMany(actor, assetIds),
      this.#soldSince(actor, question, blockNumber),
    ]);
    return Promise.all(
      question.purchases.map(async (purchase, at): Promise<PurchaseQuote> => {
        const answered = await this.#quote(actor, purchase, question);
        return {
          ...answered,
          purchase,
          holder: assets[at]?.holder ?? null,
          sold: sold.filter(
            ({ terms }) => terms.assetId === purchase.assetId && isSameUse(terms.wish, purchase.wish),
          ),
        };
      }),
    );
  }

  async #quote(
    actor: Actor,
    purchase: AskedPurchase,
    { licensee, isInvoiced }: PurchasesQuestion,
  ): Promise<Pick<PurchaseQuote, 'outcome' | 'quote'>> {
    try {
      const quote = await this.#options.licensing.quote(actor, { ...purchase, licensee, isInvoiced });
      return { outcome: quote.reasons.length === 0 ? 'FREE' : 'REFUSED', quote };
    } catch (error) {
      if (error instanceof TakenDownError || error instanceof VersionRefusedError)
        return { outcome: 'TAKEN_DOWN', quote: null };
      // The asset has no such offer.
      if (error instanceof NotFoundError || error instanceof LedgerRefusedError)
        return { outcome: 'NOT_FOUND', quote: null };
      throw error;
    }
  }

  /**
   * By the read models, and by the chain from where they end. Blocks of one second have the same time: a sale in the second of the yes
   * counts too.
   */
  async #soldSince(
    actor: Actor,
    { licensee, since, purchases }: PurchasesQuestion,
    blockNumber: number,
  ): Promise<readonly SoldPurchase[]> {
    if (since === null || membershipIn(actor, licensee) === null) return [];
    const { block, licenses, ledger } = this.#options;
    const followed = await block.followedTo();
    const assetIds = purchases.map(({ assetId }) => assetId);
    const [sold, events] = await Promise.all([
      licenses.listSold([licensee], assetIds),
      followed < blockNumber ? ledger.events(followed + 1, blockNumber) : [],
    ]);
    const known = sold.filter(({ soldAt }) => soldAt >= since);
    const unfollowed = events.filter(({ blockTime }) => blockTime * 1_000 >= since.getTime()).flatMap(saleIn);
    const ids = new Set(known.map(({ id }) => id));
    return [...known, ...unfollowed.filter(({ id }) => !ids.has(id))].filter(
      ({ terms }) => terms.licensee === licensee && terms.origin === 'SALE',
    );
  }
}

function saleIn({ name, args }: LedgerEvent): SoldPurchase[] {
  if (name !== 'LicenseSold') return [];
  const event = LoggedEvent.ofArguments(args);
  return [{ id: event.licenseId('licenseId'), terms: termsOf(event.struct('terms')) }];
}

function isSameUse(left: Wish, right: Wish): boolean {
  return (
    left.media === right.media &&
    left.territories === right.territories &&
    left.firstDay === right.firstDay &&
    left.lastDay === right.lastDay &&
    left.exclusive === right.exclusive
  );
}
