import { z } from 'zod';
import {
  type LicenseId,
  type OrganizationId,
  parseAssetId,
  parseLicenseId,
  parseOrganizationId,
} from '@lanran/protocol/kernel/ids';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import type { Terms } from '@lanran/protocol/licensing/terms';
import { isSameWish } from '@lanran/protocol/licensing/window';
import type { Address } from '@lanran/protocol/kernel/signature';
import { UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { MAX_PURCHASES } from '../licensing/licensing-acts.ts';
import { requireTerms } from '../licensing/licenses.ts';
import { ACCOUNT_FIELDS, paymentAccountAnswer } from '../licensing/orders/payment-account.ts';
import { readQuotedTerms } from '../licensing/quoted-terms.ts';
import {
  type BuyerState,
  issuedAlready,
  QUOTE_FIELDS,
  type Quote,
  quoteAnswer,
} from '../licensing/quotes.ts';
import { agreementIn, requireVersionOf } from '../licensing/sold-version.ts';
import { parseWish } from '../licensing/wish.ts';
import type { CheckoutItem, SeenTerms } from './checkout-plan.ts';

const RowAnswer = z.object({
  assetId: z.string().transform((text) => parseAssetId(text)),
  outcome: z.enum(['FREE', 'REFUSED', 'TAKEN_DOWN', 'NOT_FOUND']),
  holder: z
    .string()
    .transform((text) => parseOrganizationId(text))
    .nullable(),
  quote: quoteAnswer.nullable(),
  sold: z.array(z.object({ id: z.string().transform((text) => parseLicenseId(text)), terms: z.string() })),
});

const QuotesAnswer = z.object({
  quotePurchases: z.object({
    logSize: z.number().int().nonnegative(),
    block: z.object({ number: z.number().int(), hash: z.string(), time: z.string() }).nullable(),
    rows: z.array(RowAnswer),
  }),
  paymentAccount: paymentAccountAnswer,
  forwarderNonce: z.string().transform(BigInt),
});

export interface CheckoutQuestion {
  readonly licensee: OrganizationId;
  readonly items: readonly CheckoutItem[];
  /** Of an earlier answer: what was bought since is told as bought. Null: what was bought on these very terms alone. */
  readonly sinceLogSize: number | null;
  readonly isInvoiced?: boolean;
}

/** What the contract says of an item now. */
export type CheckoutRow =
  | {
      readonly state: 'FREE';
      readonly terms: SeenTerms;
      /** The holder's, that the version names; null: none. */
      readonly agreement: LicenseAgreement | null;
      readonly quote: Quote;
    }
  | { readonly state: 'BOUGHT'; readonly licenseId: LicenseId; readonly terms: Terms | null }
  | { readonly state: 'REFUSED'; readonly reasons: Quote['reasons'] }
  | { readonly state: 'TAKEN_DOWN' | 'NOT_FOUND' };

export interface CheckoutQuotes {
  /** One an item, in their order. */
  readonly rows: readonly CheckoutRow[];
  /** Leaves of the log when it was asked first: what is bought later has a later leaf. */
  readonly logSize: number;
  /** The first that was asked at; null where the chain no longer has it. */
  readonly block: { readonly number: number; readonly hash: string; readonly time: string } | null;
  readonly buyer: BuyerState;
}

/** Asks the contract for each item, ten in a request. @throws RefusedError; UntrustworthyAnswerError */
export async function askCheckout(
  api: GraphqlClient,
  { items, ...question }: CheckoutQuestion,
  addresses: { readonly payer: Address; readonly key: Address },
): Promise<CheckoutQuotes> {
  const answers: CheckoutQuotes[] = [];
  for (let from = 0; from < items.length || from === 0; from += MAX_PURCHASES)
    answers.push(
      await askGroup(api, { ...question, items: items.slice(from, from + MAX_PURCHASES) }, addresses),
    );
  const [first, last] = [answers[0], answers.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('no items');
  return {
    rows: answers.flatMap(({ rows }) => rows),
    logSize: first.logSize,
    block: first.block,
    buyer: last.buyer,
  };
}

async function askGroup(
  api: GraphqlClient,
  { licensee, items, sinceLogSize, isInvoiced = false }: CheckoutQuestion,
  { payer, key }: { readonly payer: Address; readonly key: Address },
): Promise<CheckoutQuotes> {
  const { quotePurchases, paymentAccount, forwarderNonce } = await api.request({
    query: `query ($licensee: ID!, $purchases: [PurchaseInput!]!, $sinceLogSize: Int, $invoiced: Boolean!, $payer: String!, $key: String!) {
      quotePurchases(licensee: $licensee, purchases: $purchases, sinceLogSize: $sinceLogSize, invoiced: $invoiced) {
        logSize block { number hash time } rows { assetId outcome holder sold { id terms } quote { ${QUOTE_FIELDS} } }
      }
      paymentAccount(address: $payer) { ${ACCOUNT_FIELDS} }
      forwarderNonce(address: $key)
    }`,
    variables: {
      licensee,
      purchases: items.map(({ assetId, wish, offerId }) => ({
        assetId,
        wish,
        offerId: offerId?.toString() ?? null,
      })),
      sinceLogSize,
      invoiced: isInvoiced,
      payer,
      key,
    },
    answer: QuotesAnswer,
  });
  const { rows, block, logSize } = quotePurchases;
  return {
    logSize,
    block,
    rows: items.map((item, at) => {
      const row = rows[at];
      if (row?.assetId !== item.assetId)
        throw new UntrustworthyAnswerError(`it says nothing of asset ${item.assetId}`);
      return rowOf(row, { item, licensee, isInvoiced });
    }),
    buyer: { account: paymentAccount, nonce: forwarderNonce },
  };
}

interface AskedItem {
  readonly item: CheckoutItem;
  readonly licensee: OrganizationId;
  readonly isInvoiced: boolean;
}

function rowOf({ outcome, holder, quote, sold }: z.infer<typeof RowAnswer>, asked: AskedItem): CheckoutRow {
  const bought = sold.find(({ id, terms }) => isOfItem(requireTerms(terms, id), asked));
  if (bought !== undefined)
    return { state: 'BOUGHT', licenseId: bought.id, terms: requireTerms(bought.terms, bought.id) };
  if (outcome === 'TAKEN_DOWN' || outcome === 'NOT_FOUND') return { state: outcome };
  if (quote === null) throw new UntrustworthyAnswerError('it has no quote');
  const issued = issuedAlready(quote);
  if (issued !== null) return { state: 'BOUGHT', licenseId: issued, terms: null };
  if (!quote.ok) return { state: 'REFUSED', reasons: quote.reasons };
  const terms = termsOf(quote, holder, asked);
  const agreement = quote.version == null ? null : agreementIn(quote.version);
  return { state: 'FREE', terms, agreement, quote };
}

function isOfItem({ assetId, licensee, wish }: Terms, { item, licensee: asker }: AskedItem): boolean {
  const asked = parseWish(item.wish);
  return assetId === item.assetId && licensee === asker && isSameWish(wish, asked);
}

function termsOf(
  quote: Quote,
  holder: OrganizationId | null,
  { item, licensee, isInvoiced }: AskedItem,
): SeenTerms {
  if (quote.version == null || quote.termsHash == null)
    throw new UntrustworthyAnswerError('the quote names no version');
  const version = requireVersionOf(item.assetId, quote.version);
  const read = readQuotedTerms(quote, {
    assetId: item.assetId,
    version,
    licensee,
    wish: parseWish(item.wish),
    origin: isInvoiced ? 'INVOICE' : 'SALE',
  });
  if ('problem' in read) throw new UntrustworthyAnswerError(read.problem);
  const { offerId, price: amount, token, communityShareBps, rights } = read.terms;
  if (item.offerId !== null && item.offerId !== offerId)
    throw new UntrustworthyAnswerError(`the quote is of offer ${offerId}, not of offer ${item.offerId}`);
  return {
    licenseId: quote.termsHash,
    holder,
    version,
    offerId,
    price: { amount, token },
    communityShareBps,
    rights,
  };
}
