import { z } from 'zod';
import {
  licenseIdFrom,
  parseLicenseId,
  type AssetId,
  type LicenseId,
  type OrganizationId,
} from '@lanran/protocol/ids';
import { licenseIdOf } from '@lanran/protocol/terms';
import { moneyAnswer, type Money } from './assets.ts';
import { RefusedError, UntrustworthyAnswerError } from './errors.ts';
import type { GraphqlClient } from './graphql-client.ts';
import { type ExpectedTerms, readQuotedTerms } from './quoted-terms.ts';

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

const QuoteAnswer = z.object({
  ok: z.boolean(),
  offerId: z.string().nullish(),
  price: moneyAnswer.nullish(),
  terms: z.string().nullish(),
  termsHash: z
    .string()
    .transform((text) => parseLicenseId(text))
    .nullish(),
  reasons: z.array(z.object({ code: z.string(), subject: z.string(), en: z.string(), zh: z.string() })),
  held: z.array(HeldUseAnswer).default([]),
});
export type Quote = z.infer<typeof QuoteAnswer>;

const FIELDS = `ok offerId price { amount token } terms termsHash reasons { code subject en zh }
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
}

/** The priced answer to an exact wish, or every reason why not. */
export async function quote(api: GraphqlClient, { assetId, licensee, wish }: QuoteQuestion): Promise<Quote> {
  const { quote: answer } = await api.request({
    query: `query ($assetId: ID!, $licensee: ID, $wish: WishInput!) {
      quote(assetId: $assetId, licensee: $licensee, wish: $wish) { ${FIELDS} }
    }`,
    variables: { assetId, licensee, wish },
    answer: z.object({ quote: QuoteAnswer }),
  });
  return answer;
}

/** The same for a license that is paid by invoice; its terms hash is the order's id. */
export async function quoteInvoice(
  api: GraphqlClient,
  { assetId, licensee, wish }: QuoteQuestion,
): Promise<Quote> {
  const { quote: answer } = await api.request({
    query: `query ($assetId: ID!, $licensee: ID, $wish: WishInput!) {
      quote(assetId: $assetId, licensee: $licensee, wish: $wish, invoiced: true) { ${FIELDS} }
    }`,
    variables: { assetId, licensee, wish },
    answer: z.object({ quote: QuoteAnswer }),
  });
  return answer;
}

/** The following period of a license, or every reason why not. */
export async function quoteRenewal(api: GraphqlClient, licenseId: LicenseId): Promise<Quote> {
  const { quoteRenewal: answer } = await api.request({
    query: `query ($licenseId: ID!) { quoteRenewal(licenseId: $licenseId) { ${FIELDS} } }`,
    variables: { licenseId },
    answer: z.object({ quoteRenewal: QuoteAnswer }),
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
}

/** A part of a license for another organization, or every reason why not. */
export async function quoteSublicense(
  api: GraphqlClient,
  { licenseId, licensee, wish, revocable }: SublicenseQuestion,
): Promise<Quote> {
  const { quoteSublicense: answer } = await api.request({
    query: `query ($licenseId: ID!, $licensee: ID!, $wish: WishInput!, $revocable: Boolean!) {
      quoteSublicense(licenseId: $licenseId, licensee: $licensee, wish: $wish, revocable: $revocable) { ${FIELDS} }
    }`,
    variables: { licenseId, licensee, wish, revocable },
    answer: z.object({ quoteSublicense: QuoteAnswer }),
  });
  return answer;
}

/** The very license that was asked for, if it is issued already: so a repeated act is recognized. */
export function issuedAlready({ reasons }: Quote): LicenseId | null {
  const reason = reasons.find(({ code }) => code === 'ALREADY_LICENSED');
  return reason === undefined ? null : licenseIdFrom(BigInt(reason.subject));
}

/** What a purchase commits to. */
export interface AgreedQuote {
  readonly offerId: bigint;
  readonly price: Money;
  readonly termsHash: LicenseId;
}

/** Of a quote that is ok. @throws UntrustworthyAnswerError when it is incomplete, or not of what was asked for */
export function agreedOf(answer: Quote, expected: ExpectedTerms): AgreedQuote {
  const read = readQuotedTerms(answer, expected);
  if ('problem' in read) throw new UntrustworthyAnswerError(read.problem);
  const { offerId, price: amount, token } = read.terms;
  return { offerId, price: { amount, token }, termsHash: licenseIdOf(read.terms) };
}

/** @throws RefusedError when the terms are others by now than those a buyer was shown */
export function requireAsShown(shown: LicenseId | undefined, termsHash: LicenseId): void {
  if (shown === undefined || shown === termsHash) return;
  throw new RefusedError(
    'TERMS_CHANGED',
    `The terms have changed: you were shown ${shown}, now it would be ${termsHash}. Nothing was bought; look at the new terms first.`,
  );
}
