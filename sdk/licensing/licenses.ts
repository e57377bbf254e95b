import { z } from 'zod';
import { parseLicenseId, type LicenseId, type OrganizationId } from '@lanran/protocol/kernel/ids';
import { licenseIdOf, type Terms } from '@lanran/protocol/licensing/terms';
import { parseTerms } from '@lanran/protocol/licensing/terms-json';
import { delay } from '../kernel/delay.ts';
import { RefusedError, UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { readPages } from '../kernel/pages.ts';
import { partyAnswer, requireOwnSlug } from '../kernel/party-answer.ts';

const LicenseAnswer = z.object({
  id: z.string().transform((text) => parseLicenseId(text)),
  terms: z.string(),
  /** Absent where the terms name no published version. */
  version: z
    .object({ version: z.number().int() })
    .nullish()
    .transform((sold) => sold?.version ?? null),
  licensee: partyAnswer,
  isRevoked: z.boolean(),
  revocation: z
    .object({ reason: z.string().nullish(), reasonHash: z.string(), at: z.string() })
    .nullish()
    .transform((revocation) => revocation ?? null),
  transaction: z.string(),
});

/** A license with the terms that its id is the hash of. */
export interface License {
  readonly id: LicenseId;
  readonly terms: Terms;
  /** Number of the version that was sold, as the platform tells it; the terms name its statement. */
  readonly version: number | null;
  /** Who may use it now; the terms name who bought it. */
  readonly licensee: { readonly id: OrganizationId; readonly slug: string };
  readonly isRevoked: boolean;
  /** Null for one that was not revoked. */
  readonly revocation: z.infer<typeof LicenseAnswer>['revocation'];
  readonly transaction: string;
}

const FIELDS = `id terms version { version } licensee { id slug } isRevoked revocation { reason reasonHash at } transaction`;

/** @throws RefusedError NOT_FOUND when it does not exist for the caller, UntrustworthyAnswerError with other terms than its id's */
export async function getLicense(api: GraphqlClient, id: LicenseId): Promise<License> {
  const { license } = await api.request({
    query: `query ($id: ID!) { license(id: $id) { ${FIELDS} } }`,
    variables: { id },
    answer: z.object({ license: LicenseAnswer.nullable() }),
  });
  if (license === null)
    throw new RefusedError('NOT_FOUND', `There is no license ${id}, or it is not yours.`, {
      field: 'LICENSE',
    });
  if (license.id !== id) throw new UntrustworthyAnswerError(`asked for license ${id}, it gave ${license.id}`);
  return withTerms(license);
}

const FOLLOWS_WITHIN_MS = 20_000;
const FOLLOW_PAUSE_MS = 300;

/** The contract knows a license at once; the platform's read models follow, after a crash some seconds later. */
export async function awaitLicense(api: GraphqlClient, id: LicenseId): Promise<License> {
  const until = Date.now() + FOLLOWS_WITHIN_MS;
  for (;;) {
    try {
      return await getLicense(api, id);
    } catch (error) {
      const isLate = error instanceof RefusedError && error.code === 'NOT_FOUND' && Date.now() < until;
      if (!isLate) throw error;
      await delay(FOLLOW_PAUSE_MS);
    }
  }
}

/** The licenses of an organization, newest first: those it has, those it sold, or the parts that it granted of its own. */
export async function listLicenses(
  api: GraphqlClient,
  party:
    | { readonly licensee: OrganizationId }
    | { readonly holder: OrganizationId }
    | { readonly grantor: OrganizationId },
): Promise<License[]> {
  const licenses = await readPages(api, {
    query: `query ($licensee: ID, $holder: ID, $grantor: ID, $after: String) {
      page: licenses(licensee: $licensee, holder: $holder, grantor: $grantor, first: 100, after: $after) {
        edges { node { ${FIELDS} } } pageInfo { hasNextPage endCursor }
      }
    }`,
    variables: { ...party },
    node: LicenseAnswer,
  });
  return licenses.map(withTerms);
}

function withTerms({ terms, ...license }: z.infer<typeof LicenseAnswer>): License {
  requireOwnSlug(license.licensee);
  return { ...license, terms: requireTerms(terms, license.id) };
}

/** Terms are signed again with every act on them, so the platform's word for them is not enough. */
export function requireTerms(text: string, id: LicenseId): Terms {
  const terms = parseTerms(JSON.parse(text));
  if (licenseIdOf(terms) !== id)
    throw new UntrustworthyAnswerError(`the terms shown for ${id} are not those that its id is the hash of`);
  return terms;
}
