import { type ExpectedTerms, readQuotedTerms } from '@lanran/client/quoted-terms';
import { requireVersionOf } from '@lanran/client/sold-version';
import { UntrustworthyAnswerError } from '@lanran/client/errors';
import {
  licenseIdFrom,
  parseAssetId,
  parseOrganizationId,
  parseStatementHash,
  type AssetId,
  type StatementHash,
} from '@lanran/protocol/ids';
import { rightsOf } from '@lanran/protocol/rights';
import type { Terms } from '@lanran/protocol/terms';
import type { Wish } from '@lanran/protocol/window';
import { request, type RequestOptions } from '../../lib/api.ts';
import { graphql, type ResultOf } from '../../lib/graphql.ts';
import { HELD_USES, type HeldUse } from './held-uses.ts';
import type { Answer } from './suggest-quoted.ts';
import { inputOf, wishOf, type WishDraft } from './wish.ts';

const QUOTE = graphql(
  `
    query StudioQuote($assetId: ID!, $licensee: ID!, $wish: WishInput!, $invoiced: Boolean!) {
      quote(assetId: $assetId, licensee: $licensee, wish: $wish, invoiced: $invoiced) {
        ok
        version {
          version
          statementHash
          statement
        }
        offerId
        communityShareBps
        rights
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

/** A priced answer, with the terms that its number is the hash of. */
export interface StudioQuote extends Answer {
  readonly reasons: RawQuote['reasons'];
  readonly price: RawQuote['price'];
  readonly offerId: string | null;
  readonly shareBps: number;
  readonly rights: readonly string[];
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
  readonly isInvoiced?: boolean;
}

export async function askQuote(
  { assetId, licensee, wish, isInvoiced = false }: QuoteQuestion,
  options: RequestOptions = {},
): Promise<StudioQuote> {
  const variables = { assetId, licensee: licensee ?? NOBODY, wish: inputOf(wish), invoiced: isInvoiced };
  const { quote } = await request(QUOTE, variables, options);
  const terms = termsIn(quote, {
    assetId: parseAssetId(assetId),
    version: versionIn(quote, parseAssetId(assetId)),
    licensee: parseOrganizationId(licensee ?? NOBODY),
    wish: wishOf(wish),
    origin: isInvoiced ? 'INVOICE' : 'SALE',
  });
  const reasons = quote.reasons.filter(({ code }) => licensee !== null || code !== 'LICENSEE_UNKNOWN');
  return {
    isAllowed: reasons.length === 0,
    reasons,
    price: quote.price,
    offerId: quote.offerId,
    shareBps: terms?.communityShareBps ?? quote.communityShareBps ?? 0,
    rights: terms === null ? quote.rights : rightsOf(terms.rights),
    held: quote.held,
    terms,
    termsHash: quote.termsHash,
  };
}

/** Null unless it is a version of this very asset. */
function versionIn({ version }: RawQuote, assetId: AssetId): StatementHash | null {
  if (version === null) return null;
  try {
    return requireVersionOf(assetId, {
      ...version,
      statementHash: parseStatementHash(version.statementHash),
    });
  } catch (error) {
    if (error instanceof UntrustworthyAnswerError) return null;
    throw error;
  }
}

/** The platform's word for terms is not enough: the number is what is signed. */
function termsIn(
  { offerId, price, terms, termsHash }: RawQuote,
  {
    wish,
    version,
    ...asked
  }: Omit<ExpectedTerms, 'wish' | 'version'> & {
    readonly wish: Wish | null;
    readonly version: StatementHash | null;
  },
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
