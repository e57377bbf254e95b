import type { AssetId, LicenseId, OrganizationId, StatementHash } from '@lanran/protocol/kernel/ids';
import type { Wish } from '@lanran/protocol/licensing/window';
import { ArgumentError, RefusedError } from '../kernel/errors.ts';
import { awaitLicense } from './licenses.ts';
import { buyAct, buyManyAct, type Purchase } from './licensing-acts.ts';
import { type MaxPrice, permitPrices, requireAtMost } from './orders/payment.ts';
import type { SignedPermit } from '../acts/permit.ts';
import { actingAddress, type Platform } from '../kernel/session.ts';
import {
  agreedOf,
  issuedAlready,
  quote,
  quoteForBuyer,
  requireAsShown,
  type BuyerState,
  type HeldUse,
  type Quote,
  type WishInput,
} from './quotes.ts';
import { relay, type Act, type Outcome } from '../acts/relaying.ts';

export interface PurchaseRequest {
  /** Each once, at most MAX_PURCHASES. */
  readonly assetIds: readonly AssetId[];
  readonly licensee: OrganizationId;
  readonly wish: Wish;
  /** The same wish in words. */
  readonly wishInput: WishInput;
  /** Number of the version of a single asset; left out: the newest of each. */
  readonly version?: number | null;
  /** Offer of a single asset; left out: the cheapest that serves. */
  readonly offerId?: bigint | null;
  /** Versions that the buyer was shown, by the hash of their statements; with others nothing is bought. */
  readonly versions?: ReadonlyMap<AssetId, StatementHash>;
  /** For all together; null accepts the quoted prices. */
  readonly maxPrice: MaxPrice | null;
  /** Terms hashes that the buyer was shown; with others nothing is bought. Left out: those quoted now. */
  readonly agreed?: ReadonlyMap<AssetId, LicenseId>;
}

export interface BoughtLicense {
  readonly assetId: AssetId;
  readonly licenseId: LicenseId;
  readonly outcome: Outcome;
  /** True when this very license was held before, as after an interrupted purchase. */
  readonly alreadyHeld: boolean;
  /** Other licenses of the licensee that cover some of it, as they were before this one. */
  readonly heldBefore: readonly HeldUse[];
}

export interface AnsweredWish {
  readonly assetId: AssetId;
  readonly quote: Quote;
}

export type PurchaseOutcome =
  | { readonly bought: readonly BoughtLicense[] }
  /** Nothing was bought, because of these. */
  | { readonly refused: readonly AnsweredWish[] };

/** Quotes, signs the payment and the purchase for exactly those quotes, and has them relayed: all or none. */
export async function buyLicenses(platform: Platform, request: PurchaseRequest): Promise<PurchaseOutcome> {
  try {
    return await buyAsQuoted(platform, request, await ask(platform, request));
  } catch (error) {
    // An earlier, interrupted purchase may have come through between the quotes and this one.
    if (!(error instanceof RefusedError)) throw error;
    const again = await ask(platform, request);
    if (again.answers.some((answer) => !isIssued(answer))) throw error;
    return { bought: await findHeld(platform, again.answers) };
  }
}

interface Asked {
  readonly answers: readonly AnsweredWish[];
  readonly buyer: BuyerState;
}

/** One request an asset; the first also tells what signing takes. */
async function ask(
  platform: Platform,
  { assetIds, licensee, wishInput, version = null, offerId = null }: PurchaseRequest,
): Promise<Asked> {
  const { api, signer } = platform;
  const [first, ...others] = assetIds;
  if (first === undefined) throw new ArgumentError('assetIds', 'name an asset.');
  const question = { licensee, wish: wishInput, version, offerId };
  const addresses = { payer: actingAddress(platform), key: signer.address };
  const [{ quote: firstQuote, ...buyer }, ...otherAnswers] = await Promise.all([
    quoteForBuyer(api, { ...question, assetId: first }, addresses),
    ...others.map(async (assetId) => ({ assetId, quote: await quote(api, { ...question, assetId }) })),
  ] as const);
  return { answers: [{ assetId: first, quote: firstQuote }, ...otherAnswers], buyer };
}

function isIssued({ quote: answer }: AnsweredWish): boolean {
  return issuedAlready(answer) !== null;
}

async function buyAsQuoted(
  platform: Platform,
  request: PurchaseRequest,
  { answers, buyer }: Asked,
): Promise<PurchaseOutcome> {
  const refused = answers.filter((answer) => !answer.quote.ok && !isIssued(answer));
  if (refused.length > 0) return { refused };
  const bought = [
    ...(await findHeld(platform, answers.filter(isIssued))),
    ...(await buyMissing(platform, request, {
      answers: answers.filter((answer) => !isIssued(answer)),
      buyer,
    })),
  ];
  const placeOf = ({ assetId }: BoughtLicense) => request.assetIds.indexOf(assetId);
  return { bought: bought.sort((left, right) => placeOf(left) - placeOf(right)) };
}

async function findHeld(platform: Platform, answers: readonly AnsweredWish[]): Promise<BoughtLicense[]> {
  const held: BoughtLicense[] = [];
  for (const { assetId, quote: answer } of answers) {
    const licenseId = issuedAlready(answer);
    if (licenseId === null) continue;
    const outcome = await findOutcome(platform, licenseId);
    const heldBefore = answer.held.filter(({ license }) => license.id !== licenseId);
    held.push({ assetId, licenseId, outcome, alreadyHeld: true, heldBefore });
  }
  return held;
}

/** The earlier sale, where the key can see it: a Safe's owner need not be a member of the licensee. */
async function findOutcome({ api, safe }: Platform, licenseId: LicenseId): Promise<Outcome> {
  if (safe !== null) return { transaction: null, proposal: null };
  const { transaction } = await awaitLicense(api, licenseId);
  return { transaction, proposal: null };
}

async function buyMissing(
  platform: Platform,
  { licensee, wish, maxPrice, versions, agreed: shown }: PurchaseRequest,
  { answers, buyer }: Asked,
): Promise<BoughtLicense[]> {
  if (answers.length === 0) return [];
  const agreed = answers.map(({ assetId, quote: answer }) => ({
    assetId,
    heldBefore: answer.held,
    ...agreedOf(answer, {
      assetId,
      version: versions?.get(assetId) ?? null,
      licensee,
      wish,
      origin: 'SALE',
    }),
  }));
  for (const { assetId, termsHash } of agreed) requireAsShown(shown?.get(assetId), termsHash);
  const prices = agreed.map(({ price }) => price);
  requireAtMost(platform, prices, maxPrice);
  const purchases = agreed.map(({ assetId, offerId, version, termsHash, price }) => ({
    offerId,
    assetId,
    version,
    licensee,
    wish,
    termsHash,
    maxPrice: price.amount,
  }));
  const permit = await permitPrices(platform, prices, buyer.account);
  const outcome = await relay(platform, purchaseAct(purchases, permit), buyer.nonce);
  return agreed.map(({ assetId, termsHash, heldBefore }) => ({
    assetId,
    licenseId: termsHash,
    outcome,
    alreadyHeld: false,
    heldBefore,
  }));
}

/** One act for all of them, all or none. */
export function purchaseAct(purchases: readonly Purchase[], permit: SignedPermit | null): Act {
  const [only, ...others] = purchases;
  return only !== undefined && others.length === 0 ? buyAct(only, permit) : buyManyAct(purchases, permit);
}
