import { z } from 'zod';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import type { PublishRequest } from './publication-check.ts';

/** The platform takes no more in one request. */
export const MAX_IMPORTED = 256;
/** Well below the 1 MiB that it reads of a request, in UTF-16 units of JSON that are up to three bytes each. */
const MAX_REQUEST_LENGTH = 300_000;

/** A record of another system, and the asset that it is to become. */
export interface ImportRecord {
  /** What that system calls it: whoever imports it again finds the same draft or asset. */
  readonly externalId: string;
  readonly request: PublishRequest;
}

export const Problem = z.object({ code: z.string(), field: z.string().nullish(), message: z.string() });
/** Why one of many was refused, while the others were not. */
export type Problem = z.infer<typeof Problem>;

const ImportedDraft = z.object({
  state: z.enum(['CREATED', 'UPDATED', 'UNCHANGED', 'PUBLISHED']).nullable(),
  draft: z
    .object({
      id: z.string(),
      assetId: z.string(),
      files: z.array(z.object({ path: z.string(), sha256: z.string().nullish() })),
    })
    .nullable(),
  problem: Problem.nullable(),
});
/** What became, or would become, of a record; without a problem it has a state. */
export type ImportedDraft = z.infer<typeof ImportedDraft>;

const FIELDS = `state draft { id assetId files { path sha256 } } problem { code field message }`;

/** Makes the drafts that are missing and brings the others up to date, in the order of the records. */
export async function importDrafts(
  api: GraphqlClient,
  organizationId: OrganizationId,
  records: readonly ImportRecord[],
): Promise<ImportedDraft[]> {
  return inPortions(records, async (drafts) => {
    const { importDrafts: imported } = await api.request({
      query: `mutation ($organizationId: ID!, $drafts: [ImportedDraftInput!]!) { importDrafts(organizationId: $organizationId, drafts: $drafts) { ${FIELDS} } }`,
      variables: { organizationId, drafts },
      answer: z.object({ importDrafts: z.array(ImportedDraft).length(drafts.length) }),
    });
    return imported;
  });
}

/** What `importDrafts` would answer, without doing it. */
export async function checkDrafts(
  api: GraphqlClient,
  organizationId: OrganizationId,
  records: readonly ImportRecord[],
): Promise<ImportedDraft[]> {
  return inPortions(records, async (drafts) => {
    const { checkDrafts: checked } = await api.request({
      query: `query ($organizationId: ID!, $drafts: [ImportedDraftInput!]!) { checkDrafts(organizationId: $organizationId, drafts: $drafts) { ${FIELDS} } }`,
      variables: { organizationId, drafts },
      answer: z.object({ checkDrafts: z.array(ImportedDraft).length(drafts.length) }),
    });
    return checked;
  });
}

async function inPortions(
  records: readonly ImportRecord[],
  ask: (drafts: readonly object[]) => Promise<readonly ImportedDraft[]>,
): Promise<ImportedDraft[]> {
  const answers: ImportedDraft[] = [];
  for (const drafts of portionsOf(records)) answers.push(...(await ask(drafts)));
  return answers;
}

/** Inputs in requests that the platform takes whole. */
function* portionsOf(records: readonly ImportRecord[]): Iterable<object[]> {
  let portion: object[] = [];
  let length = 0;
  for (const { externalId, request } of records) {
    const { organizationId: _, ...content } = request;
    const input = { externalId, ...content };
    const inputLength = JSON.stringify(input).length;
    if (
      portion.length === MAX_IMPORTED ||
      (portion.length > 0 && length + inputLength > MAX_REQUEST_LENGTH)
    ) {
      yield portion;
      portion = [];
      length = 0;
    }
    portion.push(input);
    length += inputLength;
  }
  if (portion.length > 0) yield portion;
}
