import { type ExpectedTerms, readQuotedTerms } from '@lanran/sdk/licensing/quoted-terms';
import {
  type AssetId,
  licenseIdFrom,
  parseAssetId,
  parseOrganizationId,
  parseStatementHash,
} from '@lanran/protocol/kernel/ids';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { rightsOf } from '@lanran/protocol/licensing/rights';
import type { Terms } from '@lanran/protocol/licensing/terms';
import { request, type RequestOptions } from '../../../../lib/session/api.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { HELD_USES, type HeldUse } from '../../license/model/held-uses.ts';
import type { Answer } from './suggest-quoted.ts';
import { inputOf, wishOf, type WishDraft } from '../../../../lib/territories/wish.ts';

const QUOTE = graphql(
  `
    query StudioQuote(
      $assetId: ID!
      $licensee: ID!
      $wish: WishInput!
      $invoiced: Boolean!
      $version: Int
      $offerId: ID
    ) {
      quote(
        assetId: $assetId
        licensee: $licensee
        wish: $wish
        invoiced: $invoiced
        version: $version
        offerId: $offerId
      ) {
        ok
        version {
          version
          publishedAt
          statementHash
          statement
          numberProof
          missingFileCount
        }
        priceParts {
          pricePerMonth
          months
          mediaFactor
          territoryFactor
          exclusivityFactor
          computed
          minimum
        }
        offerId
        communityShareBps
        rights
        consentEnds
        terms
        termsHash
        price {
          amount
          token
        }
        reasons {
          code
          subject
          en
          zh
        }
        ...HeldUses
      }
    }
  `,
  [HELD_USES],
);

type RawQuote = ResultOf<typeof QUOTE>['quote'];

/** What would be sold. */
interface QuotedVersion {
  readonly version: number;
  readonly publishedAt: string;
  /** Of its files, those that were taken down. */
  readonly missingFileCount: number;
  /** As its statement proves it; null: it names none. */
  readonly agreement: LicenseAgreement | null;
}

type PriceParts = NonNullable<RawQuote['priceParts']>;

type ProvenVersion = QuotedVersion & NonNullable<RawQuote['version']>;

/** A priced answer, with the terms that its number is the hash of. */
export interface StudioQuote extends Answer {
  /** Null when there is none, or it is not the one that was asked for: then nothing may be bought. */
  readonly version: QuotedVersion | null;
  /** Null for a flat price. */
  readonly priceParts: PriceParts | null;
  readonly reasons: RawQuote['reasons'];
  readonly price: RawQuote['price'];
  readonly offerId: string | null;
  readonly shareBps: number;
  readonly rights: readonly string[];
  /** Last day of the consent in force. */
  readonly consentEnds: string | null;
  readonly held: readonly HeldUse[];
  /** Null when they are missing, or are not those of `termsHash` and of the wish: then nothing may be bought. */
  readonly terms: Terms | null;
  readonly termsHash: string | null;
}

/** Asked for whoever has no admitted organization: it sees prices, and buys nothing. */
const NOBODY = `0x${'1'.padStart(64, '0')}`;

export interface QuoteQuestion {
  readonly assetId: string;
  /** Null for a reader without an admitted organization. */
  readonly licensee: string | null;
  readonly wish: WishDraft;
  /** Its number; null: the newest. */
  readonly version?: number | null;
  /** Its number; null: the cheapest that serves. */
  readonly offerId?: string | null;
  readonly isInvoiced?: boolean;
}

export async function askQuote(
  { assetId, licensee, wish, version = null, offerId = null, isInvoiced = false }: QuoteQuestion,
  options: RequestOptions = {},
): Promise<StudioQuote> {
  const buyer = licensee ?? NOBODY;
  const variables = { assetId, licensee: buyer, wish: inputOf(wish), version, offerId, invoiced: isInvoiced };
  const { quote } = await request(QUOTE, variables, options);
  const shown = await provenVersion(quote, { assetId: parseAssetId(assetId), version });
  const terms = termsIn(quote, {
    assetId: parseAssetId(assetId),
    version: shown === null ? null : parseStatementHash(shown.statementHash),
    licensee: parseOrganizationId(buyer),
    wish: wishOf(wish),
    origin: isInvoiced ? 'INVOICE' : 'SALE',
  });
  // Another offer than the chosen one would be a price for other rights.
  const isAsked = offerId === null || quote.offerId === null || quote.offerId === offerId;
  const reasons = quote.reasons.filter(({ code }) => licensee !== null || code !== 'LICENSEE_UNKNOWN');
  return {
    isAllowed: reasons.length === 0,
    reasons,
    version: shown,
    price: quote.price,
    priceParts: quote.priceParts,
    offerId: quote.offerId,
    shareBps: terms?.communityShareBps ?? quote.communityShareBps ?? 0,
    rights: terms === null ? quote.rights : rightsOf(terms.rights),
    consentEnds: quote.consentEnds,
    held: quote.held,
    terms: isAsked ? terms : null,
    termsHash: quote.termsHash,
  };
}

/** The version that is told, if its statement makes it that version of this asset. */
async function provenVersion(
  { version }: RawQuote,
  asked: { readonly assetId: AssetId; readonly version: number | null },
): Promise<ProvenVersion | null> {
  if (version === null || (asked.version !== null && asked.version !== version.version)) return null;
  const { provenTermsOf } = await import('../../certificate/model/proven-version.ts');
  const proven = provenTermsOf(asked.assetId, version);
  return proven === null ? null : { ...version, agreement: proven.agreement };
}

type AskedTerms = {
  readonly [Name in keyof ExpectedTerms]: Name extends 'wish' | 'version'
    ? ExpectedTerms[Name] | null
    : ExpectedTerms[Name];
};

/** The platform's word for terms is not enough: the number is what is signed. */
function termsIn(
  { offerId, price, terms, termsHash }: RawQuote,
  { wish, version, ...asked }: AskedTerms,
): Terms | null {
  if (wish === null || version === null || price === null) return null;
  const told = { offerId, terms, termsHash, price: { amount: BigInt(price.amount), token: price.token } };
  const read = readQuotedTerms(told, { ...asked, version, wish });
  return 'terms' in read ? read.terms : null;
}

/** The license that was sold on exactly these terms before. */
export function heldIn({ reasons }: Pick<StudioQuote, 'reasons'>): string | null {
  const reason = reasons.find(({ code }) => code === 'ALREADY_LICENSED');
  return reason === undefined ? null : licenseIdFrom(BigInt(reason.subject));
}
