import { licenseIdOf, type Terms } from '@lanran/protocol/licensing/terms';
import { parseTerms } from '@lanran/protocol/licensing/terms-json';
import { request } from '../../../../lib/session/api.ts';
import { HELD_USES } from '../../license/model/held-uses.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

const RENEWAL = graphql(
  `
    query StudioRenewal($id: ID!) {
      quoteRenewal(licenseId: $id) {
        terms
        termsHash
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

const PART = graphql(`
  query StudioSublicense(
    $id: ID!
    $licensee: ID!
    $wish: WishInput!
    $revocable: Boolean!
    $fixedVersion: Boolean!
  ) {
    quoteSublicense(
      licenseId: $id
      licensee: $licensee
      wish: $wish
      revocable: $revocable
      fixedVersion: $fixedVersion
    ) {
      termsHash
      reasons {
        code
        subject
        en
        zh
      }
    }
  }
`);

export interface RenewalQuote extends Pick<ResultOf<typeof RENEWAL>['quoteRenewal'], 'reasons' | 'held'> {
  /** Null unless they are those that the quote's number is the hash of. */
  readonly terms: Terms | null;
}

export async function askRenewal(id: string, signal: AbortSignal): Promise<RenewalQuote> {
  const { quoteRenewal } = await request(RENEWAL, { id }, { signal });
  const { terms, termsHash, reasons, held } = quoteRenewal;
  const parsed = terms === null ? null : parseTerms(JSON.parse(terms));
  return { reasons, held, terms: parsed !== null && licenseIdOf(parsed) === termsHash ? parsed : null };
}

interface PartQuestion {
  readonly id: string;
  readonly licensee: string;
  readonly wish: { media: string[]; territories: string[]; from: string; to: string; exclusive: boolean };
  readonly revocable: boolean;
  readonly fixedVersion: boolean;
}

/** Every reason against granting that part; none when it can be granted. */
export async function askPart(question: PartQuestion, signal: AbortSignal) {
  return (await request(PART, { ...question }, { signal })).quoteSublicense.reasons;
}
