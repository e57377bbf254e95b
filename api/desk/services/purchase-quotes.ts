import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Quote } from '@lanran/protocol/licensing/quote';
import { isSameWish, type Wish } from '@lanran/protocol/licensing/window';
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
  readonly log: { size(): Promise<number> };
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
  /** Of a log of that many leaves: what was sold later is told; null: nothing is. */
  readonly sinceLogSize: number | null;
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
  /** Leaves of the log when this was asked: every later sale has a later leaf. */
  readonly logSize: number;
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
    const { ledger, log } = this.#options;
    const logSize = await log.size();
    for (let tried = 1; ; tried += 1) {
      const number = await ledger.latestBlock();
      const rows = await this.#rows(actor, question, number);
      if (tried === TRIES || (await ledger.latestBlock()) === number)
        return { logSize, rows, block: await ledger.findBlock(number) };
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
            ({ terms }) => terms.assetId === purchase.assetId && isSameWish(terms.wish, purchase.wish),
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

  /** By the read models, and by the chain from where they end. */
  async #soldSince(
    actor: Actor,
    { licensee, sinceLogSize, purchases }: PurchasesQuestion,
    blockNumber: number,
  ): Promise<readonly SoldPurchase[]> {
    if (sinceLogSize === null || membershipIn(actor, licensee) === null) return [];
    const { block, licenses, ledger } = this.#options;
    const followed = await block.followedTo();
    const assetIds = purchases.map(({ assetId }) => assetId);
    const [sold, events] = await Promise.all([
      licenses.listSold([licensee], assetIds),
      followed < blockNumber ? ledger.events(followed + 1, blockNumber) : [],
    ]);
    const known = sold.filter(({ soldIndex }) => soldIndex >= sinceLogSize);
    const ids = new Set(sold.map(({ id }) => id));
    const unfollowed = events.flatMap(saleIn).filter(({ id }) => !ids.has(id));
    return [...known, ...unfollowed].filter(
      ({ terms }) => terms.licensee === licensee && terms.origin === 'SALE',
    );
  }
}

function saleIn({ name, args }: LedgerEvent): SoldPurchase[] {
  if (name !== 'LicenseSold') return [];
  const event = LoggedEvent.ofArguments(args);
  return [{ id: event.licenseId('licenseId'), terms: termsOf(event.struct('terms')) }];
}
