import { z } from 'zod';
import {
  licenseIdFrom,
  parseLicenseId,
  type AssetId,
  type LicenseId,
  type OrganizationId,
  type StatementHash,
} from '@lanran/protocol/kernel/ids';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { Right } from '@lanran/protocol/licensing/rights';
import { licenseIdOf } from '@lanran/protocol/licensing/terms';
import { moneyAnswer, type Money } from '../kernel/money.ts';
import { RefusedError, UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { ACCOUNT_FIELDS, paymentAccountAnswer, type PaymentAccount } from './orders/payment-account.ts';
import { type ExpectedTerms, readQuotedTerms } from './quoted-terms.ts';
import { requireVersionOf, soldVersionAnswer } from './sold-version.ts';

const HeldUseAnswer = z.object({
  license: z.object({ id: z.string().transform((text) => parseLicenseId(text)), exclusive: z.boolean() }),
  isWhole: z.boolean(),
  media: z.array(z.string()),
  territories: z.array(z.string()),
  firstDay: z.string(),
  lastDay: z.string(),
});
/** A license that the licensee has already, and what it covers of what is asked for. */
export type HeldUse = z.infer<typeof HeldUseAnswer>;

const PricePartsAnswer = z.object({
  pricePerMonth: z.string().transform(BigInt),
  months: z.number().int(),
  mediaFactor: z.number().int(),
  territoryFactor: z.number().int(),
  exclusivityFactor: z.number().int(),
  computed: z.string().transform(BigInt),
  minimum: z.string().transform(BigInt),
});
/** What a price by a rule is made of; factors are hundredths. */
export type PriceParts = z.infer<typeof PricePartsAnswer>;

export const quoteAnswer = z.object({
  ok: z.boolean(),
  version: soldVersionAnswer.nullish(),
  priceParts: PricePartsAnswer.nullish(),
  offerId: z.string().nullish(),
  price: moneyAnswer.nullish(),
  /** Last day of the consent in force. */
  consentEnds: z.string().nullish(),
  terms: z.string().nullish(),
  termsHash: z
    .string()
    .transform((text) => parseLicenseId(text))
    .nullish(),
  reasons: z.array(z.object({ code: z.string(), subject: z.string(), en: z.string(), zh: z.string() })),
  held: z.array(HeldUseAnswer).default([]),
});
export type Quote = z.infer<typeof quoteAnswer>;

/** What is asked of a quote. */
export const QUOTE_FIELDS = `ok version { version statementHash statement numberProof missingFileCount }
  priceParts { pricePerMonth months mediaFactor territoryFactor exclusivityFactor computed minimum } offerId price { amount token } consentEnds terms termsHash reasons { code subject en zh }
  held { license { id exclusive } isWhole media territories firstDay lastDay }`;

/** Days are YYYY-MM-DD. */
export interface WishInput {
  readonly media: readonly string[];
  readonly territories: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly exclusive: boolean;
}

export interface QuoteQuestion {
  readonly assetId: AssetId;
  readonly licensee: OrganizationId | null;
  readonly wish: WishInput;
  /** Null or left out: the newest. */
  readonly version?: number | null;
  /** Null or left out: the cheapest offer that serves. */
  readonly offerId?: bigint | null;
}

/** The priced answer to an exact wish, or every reason why not. */
export async function quote(api: GraphqlClient, question: QuoteQuestion): Promise<Quote> {
  return askQuote(api, { ...question, invoiced: false });
}

/** The same for a license that is paid by invoice; its terms hash is the order's id. */
export async function quoteInvoice(api: GraphqlClient, question: QuoteQuestion): Promise<Quote> {
  return askQuote(api, { ...question, invoiced: true });
}

async function askQuote(
  api: GraphqlClient,
  { version = null, offerId = null, ...asked }: QuoteQuestion & { readonly invoiced: boolean },
): Promise<Quote> {
  const { quote: answer } = await api.request({
    query: `query ($assetId: ID!, $licensee: ID, $wish: WishInput!, $version: Int, $offerId: ID, $invoiced: Boolean!) {
      quote(assetId: $assetId, licensee: $licensee, wish: $wish, version: $version, offerId: $offerId, invoiced: $invoiced) { ${QUOTE_FIELDS} }
    }`,
    variables: { ...asked, version, offerId: offerId?.toString() ?? null },
    answer: z.object({ quote: quoteAnswer }),
  });
  return requireOfVersion(answer, version);
}

function requireOfVersion(answer: Quote, version: number | null): Quote {
  const quoted = answer.version?.version ?? version;
  if (version !== null && quoted !== version)
    throw new UntrustworthyAnswerError(`the quote is of version ${quoted}, not of version ${version}`);
  return answer;
}

/** What signing a purchase takes beside its quotes. */
export interface BuyerState {
  /** Of the address that pays. */
  readonly account: PaymentAccount;
  /** The signing key's next number at the forwarder. */
  readonly nonce: bigint;
}

/** A quote and the buyer's state in one request: what a purchase asks between the click and the act. */
export async function quoteForBuyer(
  api: GraphqlClient,
  { version = null, offerId = null, ...asked }: QuoteQuestion,
  { payer, key }: { readonly payer: Address; readonly key: Address },
): Promise<BuyerState & { readonly quote: Quote }> {
  const answer = await api.request({
    query: `query ($assetId: ID!, $licensee: ID, $wish: WishInput!, $version: Int, $offerId: ID, $payer: String!, $key: String!) {
      quote(assetId: $assetId, licensee: $licensee, wish: $wish, version: $version, offerId: $offerId) { ${QUOTE_FIELDS} }
      paymentAccount(address: $payer) { ${ACCOUNT_FIELDS} }
      forwarderNonce(address: $key)
    }`,
    variables: { ...asked, version, offerId: offerId?.toString() ?? null, payer, key },
    answer: z.object({
      quote: quoteAnswer,
      paymentAccount: paymentAccountAnswer,
      forwarderNonce: z.string().transform(BigInt),
    }),
  });
  return {
    quote: requireOfVersion(answer.quote, version),
    account: answer.paymentAccount,
    nonce: answer.forwarderNonce,
  };
}

/** The following period of a license, or every reason why not. */
export async function quoteRenewal(api: GraphqlClient, licenseId: LicenseId): Promise<Quote> {
  const { quoteRenewal: answer } = await api.request({
    query: `query ($licenseId: ID!) { quoteRenewal(licenseId: $licenseId) { ${QUOTE_FIELDS} } }`,
    variables: { licenseId },
    answer: z.object({ quoteRenewal: quoteAnswer }),
  });
  return answer;
}

export interface SublicenseQuestion {
  readonly licenseId: LicenseId;
  /** Who would get the part. */
  readonly licensee: OrganizationId;
  readonly wish: WishInput;
  /** Whether the grantor could end it. */
  readonly revocable: boolean;
  /** Whether the other could take no other version. */
  readonly fixedVersion: boolean;
  /** That are passed on to it. */
  readonly rights?: readonly Right[];
}

/** A part of a license for another organization, or every reason why not. */
export async function quoteSublicense(api: GraphqlClient, question: SublicenseQuestion): Promise<Quote> {
  const { quoteSublicense: answer } = await api.request({
    query: `query ($licenseId: ID!, $licensee: ID!, $wish: WishInput!, $revocable: Boolean!, $fixedVersion: Boolean!, $rights: [String!]) {
      quoteSublicense(licenseId: $licenseId, licensee: $licensee, wish: $wish, revocable: $revocable, fixedVersion: $fixedVersion, rights: $rights) { ${QUOTE_FIELDS} }
    }`,
    variables: { ...question },
    answer: z.object({ quoteSublicense: quoteAnswer }),
  });
  return answer;
}

/** The very license that was asked for, if it is issued already: so a repeated act is recognized. */
export function issuedAlready({
  reasons,
}: {
  readonly reasons: readonly Pick<Quote['reasons'][number], 'code' | 'subject'>[];
}): LicenseId | null {
  const reason = reasons.find(({ code }) => code === 'ALREADY_LICENSED');
  return reason === undefined ? null : licenseIdFrom(BigInt(reason.subject));
}

/** What a purchase commits to. */
export interface AgreedQuote {
  readonly offerId: bigint;
  readonly version: StatementHash;
  readonly price: Money;
  readonly termsHash: LicenseId;
}

/** What was asked for; a version that the buyer was shown, or none: then the one quoted has to be one of the asset. */
export interface AskedTerms extends Omit<ExpectedTerms, 'version'> {
  readonly version: StatementHash | null;
}

/** Of a quote that is ok. @throws UntrustworthyAnswerError when it is incomplete, or not of what was asked for */
export function agreedOf(answer: Quote, asked: AskedTerms): AgreedQuote {
  const version = asked.version ?? versionIn(answer, asked.assetId);
  const read = readQuotedTerms(answer, { ...asked, version });
  if ('problem' in read) throw new UntrustworthyAnswerError(read.problem);
  const { offerId, price: amount, token } = read.terms;
  return { offerId, version, price: { amount, token }, termsHash: licenseIdOf(read.terms) };
}

function versionIn({ version }: Quote, assetId: AssetId): StatementHash {
  if (version == null) throw new UntrustworthyAnswerError('the quote names no version');
  return requireVersionOf(assetId, version);
}

/** @throws RefusedError when the terms are others by now than those a buyer was shown */
export function requireAsShown(shown: LicenseId | undefined, termsHash: LicenseId): void {
  if (shown === undefined || shown === termsHash) return;
  throw new RefusedError(
    'TERMS_CHANGED',
    `The terms have changed: you were shown ${shown}, now it would be ${termsHash}. Nothing was bought; look at the new terms first.`,
  );
}
