import { z } from 'zod';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { checkAgreementText } from '@lanran/protocol/licensing/agreement-check';
import {
  agreementDifference,
  type CheckedAgreement,
  type LicenseAgreement,
} from '@lanran/protocol/licensing/license-agreement';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { agreementAnswer } from '../assets/agreement-answer.ts';
import { readAgreementText } from '../assets/agreement-text.ts';
import {
  ArgumentError,
  outageOf,
  RefusedError,
  UnreachableError,
  UntrustworthyAnswerError,
} from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { authorization, type Platform } from '../kernel/session.ts';
import { quoted, unexpectedAnswer } from '../kernel/transport.ts';

const Listed = z.object({ agreement: agreementAnswer, isPreselected: z.boolean(), addedAt: z.string() });
/** A license agreement that an organization keeps for its versions. */
export type ListedAgreement = z.infer<typeof Listed>;

const FIELDS = `agreement { sha256 bytes mediaType name { en zh } } isPreselected addedAt`;

/** Newest first. @throws RefusedError NOT_FOUND for who is no member */
export async function listAgreements(
  api: GraphqlClient,
  organizationId: OrganizationId,
): Promise<ListedAgreement[]> {
  const { agreements } = await api.request({
    query: `query ($organizationId: ID!) { agreements(organizationId: $organizationId) { ${FIELDS} } }`,
    variables: { organizationId },
    answer: z.object({ agreements: z.array(Listed) }),
  });
  return agreements;
}

/** Which one new drafts name; null: none. */
export async function preselectAgreement(
  api: GraphqlClient,
  organizationId: OrganizationId,
  sha256: string | null,
): Promise<ListedAgreement[]> {
  const { preselectAgreement: agreements } = await api.request({
    query: `mutation ($organizationId: ID!, $sha256: String) { preselectAgreement(organizationId: $organizationId, sha256: $sha256) { ${FIELDS} } }`,
    variables: { organizationId, sha256 },
    answer: z.object({ preselectAgreement: z.array(Listed) }),
  });
  return agreements;
}

/** Versions that name it keep it. */
export async function removeAgreement(
  api: GraphqlClient,
  organizationId: OrganizationId,
  sha256: string,
): Promise<ListedAgreement[]> {
  const { removeAgreement: agreements } = await api.request({
    query: `mutation ($organizationId: ID!, $sha256: String!) { removeAgreement(organizationId: $organizationId, sha256: $sha256) { ${FIELDS} } }`,
    variables: { organizationId, sha256 },
    answer: z.object({ removeAgreement: z.array(Listed) }),
  });
  return agreements;
}

type Place = Pick<Platform, 'apiUrl' | 'token'>;

export interface AgreementFile {
  readonly fileName: string;
  readonly content: Uint8Array<ArrayBuffer>;
  readonly name: LicenseAgreement['name'];
  /** New drafts are to name it. */
  readonly isPreselected: boolean;
}

/**
 * Uploads a text for an organization's versions to name; the same text again changes its name.
 * @returns what was hashed here, under the name that the platform keeps
 * @throws ArgumentError for what can't be one; RefusedError, UnreachableError, UntrustworthyAnswerError
 */
export async function uploadAgreement(
  place: Place,
  organizationId: OrganizationId,
  { fileName, content, name, isPreselected }: AgreementFile,
): Promise<LicenseAgreement> {
  const checked = checkAgreementFile(content, fileName);
  const query = new URLSearchParams({
    organization: organizationId,
    file: fileName,
    ...name,
    ...(isPreselected && { preselect: 'true' }),
  });
  const headers = { ...authorization(place), 'content-type': 'application/octet-stream' };
  const kept = await post(place, `/agreements?${query.toString()}`, { headers, body: content });
  const difference = agreementDifference(kept, checked);
  if (difference !== null)
    throw new UntrustworthyAnswerError(`${fileName} has another ${difference} there than here`);
  return { ...checked, name: kept.name };
}

/** @throws ArgumentError naming what is wrong with it */
export function checkAgreementFile(content: Uint8Array, fileName: string): CheckedAgreement {
  try {
    return checkAgreementText(content, fileName);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new ArgumentError('agreement', `${cause.message.slice(cause.field.length + 2)}.`, { cause });
  }
}

/**
 * The agreement that an organization's new drafts name, its text read and hashed here; null: none.
 * @throws UntrustworthyAnswerError when the platform has another text
 */
export async function readPreselected(
  { apiUrl, api }: Pick<Platform, 'apiUrl' | 'api'>,
  organizationId: OrganizationId,
): Promise<LicenseAgreement | null> {
  const listed = await listAgreements(api, organizationId);
  const agreement = listed.find(({ isPreselected }) => isPreselected)?.agreement ?? null;
  if (agreement !== null) await readAgreementText({ apiUrl }, agreement);
  return agreement;
}

const Added = z.object({ agreement: agreementAnswer });
const Refusal = z.object({
  error: z.object({ code: z.string(), message: z.string(), field: z.string().optional() }),
});

async function post({ apiUrl }: Place, path: string, init: RequestInit): Promise<LicenseAgreement> {
  const response = await reaching(apiUrl, () => fetch(`${apiUrl}${path}`, { ...init, method: 'POST' }));
  const text = await reaching(apiUrl, () => response.text());
  try {
    const body: unknown = JSON.parse(text);
    if (response.ok) return Added.parse(body).agreement;
    const { code, message, field } = Refusal.parse(body).error;
    throw new RefusedError(code, message, { field });
  } catch (error) {
    if (error instanceof RefusedError) throw error;
    if (response.status >= 500) throw outageOf(apiUrl, response.status);
    throw unexpectedAnswer(apiUrl, quoted(text), error);
  }
}

async function reaching<T>(apiUrl: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new UnreachableError(apiUrl, cause);
  }
}
