import type { LicenseId } from '@lanran/protocol/kernel/ids';
import { totalsOf } from '@lanran/protocol/licensing/currencies';
import { relayUnder } from '../acts/relaying.ts';
import type { Proposal } from '../acts/safe-acts.ts';
import { RefusedError, type StatedReason } from '../kernel/errors.ts';
import type { Money } from '../kernel/money.ts';
import { actingAddress, type Platform } from '../kernel/session.ts';
import { MAX_PURCHASES, type Purchase } from '../licensing/licensing-acts.ts';
import { readPaymentAccount } from '../licensing/orders/payment-account.ts';
import { permitPrices, requireBalance, requirePayable } from '../licensing/orders/payment.ts';
import { purchaseAct } from '../licensing/purchase.ts';
import type { Quote } from '../licensing/quotes.ts';
import { parseWish } from '../licensing/wish.ts';
import {
  type AgreedItem,
  type CheckoutPlan,
  differencesOf,
  type SeenTerms,
  type TermsDifference,
} from './checkout-plan.ts';
import { askCheckout, type CheckoutQuotes, type CheckoutRow } from './checkout-quotes.ts';

/** Why an item was not bought. */
export interface ItemReason extends Pick<Quote['reasons'][number], 'code' | 'en' | 'zh'> {
  readonly subject?: string;
}

/** How far an item of a checkout is. */
export type ItemState =
  /** Nothing was signed for it yet. */
  | { readonly state: 'WAITING' }
  | { readonly state: 'BUYING' }
  | { readonly state: 'BOUGHT'; readonly licenseId: LicenseId; readonly price: Money }
  /** A Safe's owners still have to sign. */
  | { readonly state: 'PROPOSED'; readonly proposal: Proposal }
  /** It can be licensed on other terms than those that were shown: they need another yes. */
  | { readonly state: 'CHANGED'; readonly now: SeenTerms; readonly differences: readonly TermsDifference[] }
  | { readonly state: 'REFUSED'; readonly reasons: readonly ItemReason[] }
  | { readonly state: 'TAKEN_DOWN' | 'NOT_FOUND' };

export interface CheckoutResult {
  /** One an item, in their order. */
  readonly items: readonly ItemState[];
  /** What the bought ones cost together, by token. */
  readonly spent: readonly Money[];
}

export interface CheckoutOptions {
  onProgress?(items: readonly ItemState[]): void;
}

/** How often a group is looked at again after a refusal, before each item is tried alone. */
const TRIES = 3;

/**
 * Buys what somebody said yes to: asks the contract for each item, and signs nothing when one is otherwise than it was shown or
 * refused. Then it buys as many as a transaction carries, and looks at each group again before it signs. What was bought since the
 * plan was begun is not bought again, so the same plan may be run again after any end.
 * @throws RefusedError when the balance is too low, or a Safe would have to sign for too many; UnreachableError
 */
export async function runCheckout(
  platform: Platform,
  plan: CheckoutPlan,
  options: CheckoutOptions = {},
): Promise<CheckoutResult> {
  return new Checkout(platform, plan, options).run();
}

class Checkout {
  readonly #platform: Platform;
  readonly #plan: CheckoutPlan;
  readonly #options: CheckoutOptions;
  readonly #items: ItemState[];
  /** Of these currencies the market may take what all that is left costs. */
  readonly #permitted = new Set<string>();

  constructor(platform: Platform, plan: CheckoutPlan, options: CheckoutOptions) {
    this.#platform = platform;
    this.#plan = plan;
    this.#options = options;
    this.#items = plan.items.map(() => ({ state: 'WAITING' }));
  }

  async run(): Promise<CheckoutResult> {
    const all = [...this.#plan.items.keys()];
    const quotes = await this.#ask(all);
    this.#settle(all, quotes.rows);
    this.#tell();
    const waiting = this.#waiting();
    if (this.#items.every(({ state }) => state === 'WAITING' || state === 'BOUGHT')) {
      await this.#requireCovered(quotes, waiting);
      this.#requireOneAct(waiting);
      const groups = this.#groupsOf(waiting);
      // What fits into one transaction was just asked for.
      const known = all.length <= MAX_PURCHASES && groups.length === 1 ? quotes : null;
      for (const group of groups) await this.#buy(group, known);
    }
    return { items: [...this.#items], spent: spentOn(this.#items) };
  }

  async #buy(group: readonly number[], known: CheckoutQuotes | null): Promise<void> {
    let quotes = known;
    let refusal: ItemState | null = null;
    for (let tried = 0; tried < TRIES; tried += 1) {
      if (quotes === null) {
        quotes = await this.#ask(group);
        this.#settle(group, quotes.rows);
      }
      const left = group.filter((at) => this.#isOpen(at));
      if (left.length === 0) return;
      this.#set(left, { state: 'BUYING' });
      this.#tell();
      refusal = await this.#buyNow(left, quotes).catch(refusalOf);
      if (refusal === null) return;
      // Another act of this key may have come first, or something changed in between: look again.
      quotes = null;
    }
    const left = group.filter((at) => this.#isOpen(at));
    if (left.length > 1) for (const at of left) await this.#buy([at], null);
    else if (refusal !== null) this.#set(left, refusal);
    this.#tell();
  }

  async #buyNow(group: readonly number[], { buyer }: CheckoutQuotes): Promise<null> {
    const { licensee } = this.#plan;
    const items = group.map((at) => this.#item(at));
    // Once for all that is left: a permit sets what the market may take, whatever it was before.
    const token = this.#tokenOf(group);
    const prices = this.#open()
      .map((at) => this.#item(at).seen.price)
      .filter((price) => price.token.toLowerCase() === token);
    const permit = this.#permitted.has(token)
      ? null
      : await permitPrices(this.#platform, prices, buyer.account);
    const purchases = items.map(({ assetId, wish, seen }): Purchase => ({
      offerId: seen.offerId,
      assetId,
      version: seen.version,
      licensee,
      wish: parseWish(wish),
      termsHash: seen.licenseId,
      maxPrice: seen.price.amount,
    }));
    this.#permitted.delete(token);
    const { proposal } = await relayUnder(this.#platform, purchaseAct(purchases, permit), buyer.nonce);
    this.#permitted.add(token);
    const isProposed = proposal !== null && proposal.transaction === null;
    for (const at of group)
      this.#set([at], isProposed ? { state: 'PROPOSED', proposal } : this.#bought(at, this.#item(at).seen));
    this.#tell();
    return null;
  }

  /** What became of what is not settled. */
  #settle(group: readonly number[], rows: readonly CheckoutRow[]): void {
    group.forEach((at, place) => {
      const row = rows[place];
      if (row === undefined || !this.#isOpen(at)) return;
      this.#set([at], this.#stateOf(at, row));
    });
  }

  #stateOf(at: number, row: CheckoutRow): ItemState {
    const { seen } = this.#item(at);
    if (row.state === 'BOUGHT') {
      const { licenseId, terms } = row;
      const price = terms === null ? seen.price : { amount: terms.price, token: terms.token };
      return { state: 'BOUGHT', licenseId, price };
    }
    if (row.state !== 'FREE') return row;
    const differences = differencesOf(seen, row.terms);
    return seen.licenseId === row.terms.licenseId && differences.length === 0
      ? { state: 'WAITING' }
      : { state: 'CHANGED', now: row.terms, differences };
  }

  #bought(at: number, { licenseId, price }: SeenTerms): ItemState {
    return { state: 'BOUGHT', licenseId, price };
  }

  #ask(group: readonly number[]): Promise<CheckoutQuotes> {
    const { api, signer } = this.#platform;
    const { licensee, logSize } = this.#plan;
    return askCheckout(
      api,
      { licensee, items: group.map((at) => this.#item(at)), sinceLogSize: logSize },
      { payer: actingAddress(this.#platform), key: signer.address },
    );
  }

  /** In each currency, before anything is signed. */
  async #requireCovered({ buyer }: CheckoutQuotes, group: readonly number[]): Promise<void> {
    const { api, deployment } = this.#platform;
    const payer = actingAddress(this.#platform);
    const totals = totalsOf(group.map((at) => this.#item(at).seen.price));
    const currencies = totals.map(({ token }) => requirePayable(deployment, token));
    for (const [at, currency] of currencies.entries()) {
      const token = currency.address;
      const account =
        buyer.account.token === token
          ? buyer.account
          : await readPaymentAccount(api, { address: payer, token });
      requireBalance({ currency, amount: totals[at]?.amount ?? 0n }, { payer, account });
    }
  }

  #tokenOf([first = 0]: readonly number[]): string {
    return this.#item(first).seen.price.token.toLowerCase();
  }

  /** What a transaction carries: so many, in one currency. */
  #groupsOf(items: readonly number[]): number[][] {
    const tokens = new Set(items.map((at) => this.#tokenOf([at])));
    return [...tokens].flatMap((token) => groupsOf(items.filter((at) => this.#tokenOf([at]) === token)));
  }

  #requireOneAct(group: readonly number[]): void {
    if (this.#platform.safe === null || group.length <= MAX_PURCHASES) return;
    throw new RefusedError(
      'TOO_MANY_FOR_A_SAFE',
      `The owners of a Safe sign each transaction, and one carries ${MAX_PURCHASES} licenses. Nothing was proposed. Check out at most ${MAX_PURCHASES} assets at once.`,
    );
  }

  #item(at: number): AgreedItem {
    const item = this.#plan.items[at];
    if (item === undefined) throw new RangeError(`no item ${at}`);
    return item;
  }

  #isOpen(at: number): boolean {
    const state = this.#items[at]?.state;
    return state === 'WAITING' || state === 'BUYING';
  }

  #open(): number[] {
    return [...this.#items.keys()].filter((at) => this.#isOpen(at));
  }

  #waiting(): number[] {
    return [...this.#items.keys()].filter((at) => this.#items[at]?.state === 'WAITING');
  }

  #set(group: readonly number[], state: ItemState): void {
    for (const at of group) this.#items[at] = state;
  }

  #tell(): void {
    this.#options.onProgress?.([...this.#items]);
  }
}

function groupsOf(items: readonly number[]): number[][] {
  const groups: number[][] = [];
  for (let from = 0; from < items.length; from += MAX_PURCHASES)
    groups.push(items.slice(from, from + MAX_PURCHASES));
  return groups;
}

/** Not about what is bought: the run ends, and goes on later. */
const ENDING: readonly string[] = [
  'SIGN_IN_REQUIRED',
  'BALANCE_TOO_LOW',
  'LIMIT_EXCEEDED',
  'UNAVAILABLE',
  'INTERNAL',
];

/** Of the platform or the contracts; whatever else fails, ends the run. */
function refusalOf(error: unknown): ItemState & { readonly state: 'REFUSED' } {
  if (!(error instanceof RefusedError) || ENDING.includes(error.code)) throw error;
  const { code, message, reasons } = error;
  return {
    state: 'REFUSED',
    reasons: reasons.length > 0 ? reasons.map(spoken) : [{ code, en: message, zh: message }],
  };
}

function spoken({ code, en, zh }: StatedReason): ItemReason {
  return { code, en, zh };
}

/** What is left of a plan after a run: what is otherwise by now as it is now, without what is refused; for another yes. */
export function planAgain(plan: CheckoutPlan, states: readonly ItemState[]): CheckoutPlan {
  const items = plan.items.flatMap((item, at): AgreedItem[] => {
    const state = states[at];
    if (state?.state === 'CHANGED') return [{ ...item, seen: state.now }];
    const isOver =
      state?.state === 'REFUSED' || state?.state === 'TAKEN_DOWN' || state?.state === 'NOT_FOUND';
    return isOver ? [] : [item];
  });
  return { ...plan, items };
}

/** By token. */
export function spentOn(items: readonly ItemState[]): readonly Money[] {
  const totals = new Map<string, bigint>();
  for (const item of items) {
    if (item.state !== 'BOUGHT') continue;
    const { token, amount } = item.price;
    totals.set(token, (totals.get(token) ?? 0n) + amount);
  }
  return [...totals].map(([token, amount]) => ({ token, amount }));
}
