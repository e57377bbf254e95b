import type { AssetId, OrganizationId, StatementHash } from '@lanran/protocol/kernel/ids';
import { ProtocolError } from '@lanran/protocol/kernel/errors';
import { licenseIdOf, type Terms } from '@lanran/protocol/licensing/terms';
import { parseTerms } from '@lanran/protocol/licensing/terms-json';
import type { Wish } from '@lanran/protocol/licensing/window';

/** A priced answer as the platform tells it. */
export interface ToldQuote {
  readonly offerId?: string | null | undefined;
  readonly price?: { readonly amount: bigint; readonly token: string } | null | undefined;
  /** JSON of docs/formats.md. */
  readonly terms?: string | null | undefined;
  readonly termsHash?: string | null | undefined;
}

/** What was asked for. */
export interface ExpectedTerms {
  readonly assetId: AssetId;
  /** Hash of the statement of the version that the buyer was shown, and which is one of this asset. */
  readonly version: StatementHash;
  readonly licensee: OrganizationId;
  readonly wish: Wish;
  readonly origin: 'SALE' | 'INVOICE';
}

export type ReadTerms = { readonly terms: Terms } | { readonly problem: string };

/** The terms that a quote's number is the hash of, if they are what was asked for and the price is theirs; else what differs. */
export function readQuotedTerms(told: ToldQuote, expected: ExpectedTerms): ReadTerms {
  const { terms: text, termsHash, price, offerId } = told;
  if (text == null || termsHash == null || price == null || offerId == null)
    return { problem: 'the quote has no offer, price, terms or terms hash' };
  const terms = parse(text);
  if (terms === null) return { problem: 'the terms of the quote can’t be read' };
  if (licenseIdOf(terms) !== termsHash) return { problem: `the terms shown are not those of ${termsHash}` };
  const { wish } = expected;
  const parts: readonly (readonly [string, unknown, unknown])[] = [
    ['asset', terms.assetId, expected.assetId],
    ['version', terms.version, expected.version],
    ['licensee', terms.licensee, expected.licensee],
    ['media', terms.wish.media, wish.media],
    ['territories', terms.wish.territories, wish.territories],
    ['first day', terms.wish.firstDay, wish.firstDay],
    ['last day', terms.wish.lastDay, wish.lastDay],
    ['exclusivity', terms.wish.exclusive, wish.exclusive],
    ['origin', terms.origin, expected.origin],
    ['parent', terms.parent, null],
    ['offer', terms.offerId.toString(), offerId],
    ['price', terms.price, price.amount],
    ['token', terms.token, price.token.toLowerCase()],
  ];
  const differing = parts.find(([, quoted, asked]) => quoted !== asked);
  if (differing === undefined) return { terms };
  const [what, quoted, asked] = differing;
  return { problem: `the ${what} of the terms is ${String(quoted)}, not ${String(asked)}` };
}

function parse(text: string): Terms | null {
  try {
    return parseTerms(JSON.parse(text));
  } catch (error) {
    if (error instanceof ProtocolError || error instanceof SyntaxError) return null;
    throw error;
  }
}
