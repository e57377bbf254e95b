import type { LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { renewedDays } from '@lanran/protocol/licensing/renewal';
import { licenseIdOf, type Terms } from '@lanran/protocol/licensing/terms';
import type { Money } from '../kernel/money.ts';
import { UntrustworthyAnswerError } from '../kernel/errors.ts';
import { renewAct } from './license-acts.ts';
import { awaitLicense, getLicense } from './licenses.ts';
import { type MaxPrice, permitPrices, requireAtMost } from './orders/payment.ts';
import type { Platform } from '../kernel/session.ts';
import { issuedAlready, quoteRenewal, requireAsShown, type Quote } from './quotes.ts';
import { relay, type Outcome } from '../acts/relaying.ts';

export interface RenewalRequest {
  readonly licenseId: LicenseId;
  /** Null accepts the license's price. */
  readonly maxPrice: MaxPrice | null;
  /** The terms hash that the buyer was shown; with another nothing is bought. */
  readonly agreed?: LicenseId;
}

export interface RenewedLicense {
  readonly licenseId: LicenseId;
  readonly terms: Terms;
  readonly outcome: Outcome;
  /** True when the following period was bought before. */
  readonly alreadyHeld: boolean;
}

export type RenewalOutcome = { readonly renewed: RenewedLicense } | { readonly refused: Quote };

/** What a renewal agrees (IJudgement.renew): the following period of the same length, all else as it is. */
export function renewalOf(held: Terms, licensee: OrganizationId): Terms {
  return {
    ...held,
    licensee,
    wish: { ...held.wish, ...renewedDays(held.wish) },
    origin: 'RENEWAL',
    parent: licenseIdOf(held),
  };
}

/**
 * Buys the following period of a license. What is signed follows from the license's own terms, not from the quote.
 * @throws RefusedError, UntrustworthyAnswerError when the quote says something else
 */
export async function renewLicense(
  platform: Platform,
  { licenseId, maxPrice, agreed }: RenewalRequest,
): Promise<RenewalOutcome> {
  const { api } = platform;
  const held = await getLicense(api, licenseId);
  const terms = renewalOf(held.terms, held.licensee.id);
  const renewal = { licenseId: licenseIdOf(terms), terms };
  requireAsShown(agreed, renewal.licenseId);
  const answer = await quoteRenewal(api, licenseId);
  if (issuedAlready(answer) === renewal.licenseId) {
    const { transaction } = await awaitLicense(api, renewal.licenseId);
    return { renewed: { ...renewal, outcome: { transaction, proposal: null }, alreadyHeld: true } };
  }
  if (!answer.ok) return { refused: answer };
  if (answer.termsHash !== renewal.licenseId)
    throw new UntrustworthyAnswerError(`its quote is not the renewal of ${licenseId}`);

  const prices: readonly Money[] = [{ amount: terms.price, token: terms.token }];
  requireAtMost(platform, prices, maxPrice);
  const act = renewAct(
    { held: held.terms, termsHash: renewal.licenseId },
    await permitPrices(platform, prices),
  );
  return { renewed: { ...renewal, outcome: await relay(platform, act), alreadyHeld: false } };
}
