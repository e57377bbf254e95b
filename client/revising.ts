import { z } from 'zod';
import { type Bundle, parseBundle } from '@lanran/protocol/bundle';
import type { Hex } from '@lanran/protocol/bytes';
import { type AssetId, type OrganizationId, parseOrganizationId } from '@lanran/protocol/ids';
import { statementHash } from '@lanran/protocol/statement';
import { buildTrust } from '@lanran/protocol/trust';
import { verifyBundleText } from '@lanran/protocol/verify';
import { RefusedError, UntrustworthyAnswerError } from './errors.ts';
import type { GraphqlClient } from './graphql-client.ts';
import { exportProof } from './licenses.ts';
import { nullIfNotFound } from './not-found.ts';
import type { Deployment, Platform } from './platform.ts';
import type { DigestedFile, ExpectedRevision, PublishRequest } from './publication-check.ts';

/** An asset's present version as its proof shows it: words and digests that were signed, not those the platform tells. */
export interface PresentVersion extends ExpectedRevision {
  /** What it says, under the organization that holds the asset now. */
  readonly request: PublishRequest;
  readonly files: readonly DigestedFile[];
  /** The commitment to its community, which every version repeats. */
  readonly community: Hex;
}

const party = z.object({ id: z.string().transform((text) => parseOrganizationId(text)) });
const PartiesAnswer = z.object({ asset: z.object({ holder: party, community: party.nullish() }).nullable() });

const localized = z.object({ en: z.string().optional(), zh: z.string().optional() });
const Said = z.object({
  version: z.number().int(),
  kind: z.enum(['PATTERN', 'COSTUME', 'FILM']),
  access: z.enum(['OPEN', 'LICENSED', 'RESTRICTED']),
  title: localized,
  description: localized.optional(),
  terms: z.array(localized.extend({ vocabulary: z.string(), code: z.string() })).optional(),
  creditLine: z.string().optional(),
  identifier: z.string().optional(),
  synthetic: z.boolean(),
  files: z.object({ count: z.number().int() }),
});

/** @throws RefusedError NOT_FOUND, UntrustworthyAnswerError when the proof does not hold */
export async function readPresentVersion(
  { api, deployment }: Pick<Platform, 'api' | 'deployment'>,
  assetId: AssetId,
): Promise<PresentVersion> {
  const parties = await readParties(api, assetId);
  const { bundle: text } = await exportProof(api, { assetId });
  const bundle = await requireProof(text, { assetId, deployment });
  const { version, files, ...content } = saidIn(bundle);
  if (bundle.files.length !== files.count)
    throw new UntrustworthyAnswerError(`its proof shows ${bundle.files.length} of ${files.count} files`);
  return {
    assetId,
    head: statementHash(bundle.statement),
    version,
    request: { ...content, ...parties },
    files: bundle.files.map(({ entry: { path, bytes, sha256, cid, xxh64 } }) => ({
      path,
      digest: { bytes, sha256, cid, xxh64 },
    })),
    community: bundle.statement.community,
  };
}

async function readParties(
  api: GraphqlClient,
  id: AssetId,
): Promise<{ organizationId: OrganizationId; community: OrganizationId | null }> {
  const { asset } = await api.request({
    query: `query ($id: ID!) { asset(id: $id) { holder { id } community { id } } }`,
    variables: { id },
    answer: PartiesAnswer,
  });
  if (asset === null) {
    throw new RefusedError('NOT_FOUND', `There is no asset ${id}, or you may not see it.`, {
      field: 'ASSET',
    });
  }
  return { organizationId: asset.holder.id, community: asset.community?.id ?? null };
}

async function requireProof(
  text: string,
  { assetId, deployment }: { readonly assetId: AssetId; readonly deployment: Deployment },
): Promise<Bundle> {
  const { logId, checkpointKey, chainId, contracts } = deployment;
  const trust = buildTrust({
    logId,
    checkpointKey,
    chainId: chainId.toString(),
    contracts: Object.fromEntries(contracts),
  });
  const { checks } = await verifyBundleText(text, { trust });
  const failed = checks.find(({ status }) => status === 'fail');
  if (failed !== undefined)
    throw new UntrustworthyAnswerError(
      `the proof of the present version fails: ${failed.name}, ${failed.reason}`,
    );
  const bundle = parseBundle(text);
  if (bundle.statement.assetId !== assetId)
    throw new UntrustworthyAnswerError(`the proof is of asset ${bundle.statement.assetId}`);
  return bundle;
}

/** Members that are absent stay absent: zod would read them as `undefined`, which a request leaves out. */
function saidIn({ body, statement }: Bundle) {
  const fields = Object.fromEntries(body.fields.map(({ name, value }) => [name, value]));
  const said = Said.safeParse(fields);
  if (!said.success)
    throw new UntrustworthyAnswerError(`its ${statement.kind} statement is of no version of an asset`);
  // The JSON round trip drops what is undefined, which is all that sets the two types apart.
  return JSON.parse(JSON.stringify(said.data)) as Omit<PublishRequest, 'organizationId' | 'community'> & {
    readonly version: number;
    readonly files: { readonly count: number };
  };
}

/** @returns the id of a draft of the next version, which keeps the files of the present one */
export async function createRevision(api: GraphqlClient, assetId: AssetId): Promise<string> {
  const { createRevision: draft } = await api.request({
    query: `mutation ($assetId: ID!) { createRevision(assetId: $assetId) { id } }`,
    variables: { assetId },
    answer: z.object({ createRevision: z.object({ id: z.string() }) }),
  });
  return draft.id;
}

/** Replaces all that a draft says; its files stay. */
export async function updateDraft(
  api: GraphqlClient,
  id: string,
  { organizationId: _, ...content }: PublishRequest,
): Promise<void> {
  await api.request({
    query: `mutation ($id: ID!, $input: DraftContentInput!) { updateDraft(id: $id, input: $input) { id } }`,
    variables: { id, input: { ...content } },
    answer: z.object({ updateDraft: z.object({ id: z.string() }) }),
  });
}

export async function removeDraftFile(api: GraphqlClient, draftId: string, path: string): Promise<void> {
  await api.request({
    query: `mutation ($draftId: ID!, $path: String!) { removeDraftFile(draftId: $draftId, path: $path) { id } }`,
    variables: { draftId, path },
    answer: z.object({ removeDraftFile: z.object({ id: z.string() }) }),
  });
}

/** Nothing when it is gone already. */
export async function deleteDraft(api: GraphqlClient, id: string): Promise<void> {
  await nullIfNotFound(
    api.request({
      query: `mutation ($id: ID!) { deleteDraft(id: $id) }`,
      variables: { id },
      answer: z.object({ deleteDraft: z.boolean() }),
    }),
  );
}
