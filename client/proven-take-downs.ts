import { z } from 'zod';
import { parseBundle, type Bundle } from '@lanran/protocol/bundle';
import type { CheckName } from '@lanran/protocol/check';
import { type AssetId, parseStatementHash } from '@lanran/protocol/ids';
import { statementHash } from '@lanran/protocol/statement';
import { scopeHashOf, scopeOfText, type TakeDownScope } from '@lanran/protocol/take-down';
import { verifyBundleText } from '@lanran/protocol/verify';
import { revealed } from '@lanran/protocol/verify-content';
import { UntrustworthyAnswerError } from './errors.ts';
import type { GraphqlClient } from './graphql-client.ts';
import { exportProof } from './licenses.ts';
import { trustOf } from './pinned-deployment.ts';
import type { Platform } from './platform.ts';

/** A node of the chain, which the platform does not answer for, would say whether the event is the chain's. */
const MUST_PASS: readonly CheckName[] = ['format', 'body', 'inclusion', 'checkpoint', 'log identity'];

const Stated = z.object({
  kind: z.string(),
  leafIndex: z.number().int(),
  statementHash: z.string().transform((text) => parseStatementHash(text)),
  scope: z.string().nullish(),
});

const Answer = z.object({
  asset: z
    .object({
      statements: z.object({
        edges: z.array(z.object({ node: Stated })),
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
      }),
    })
    .nullable(),
});

/** The version whose parts may be gone. */
export interface TakenDownFrom {
  readonly assetId: AssetId;
  readonly version: number;
  /** Leaf of its statement: what was taken down before does not concern it. */
  readonly leafIndex: number;
}

/**
 * Scopes of the version that were taken down, each as the log says: a platform that hides a file has to put a statement of it
 * there, for everybody to see.
 * @throws UntrustworthyAnswerError when what it tells of a take-down is not in the log
 */
export async function readProvenTakeDowns(
  platform: Pick<Platform, 'api' | 'deployment'>,
  { assetId, version, leafIndex }: TakenDownFrom,
): Promise<TakeDownScope[]> {
  const stated = await listStated(platform.api, assetId);
  const scopes: TakeDownScope[] = [];
  for (const entry of stated) {
    const scope = entry.scope == null ? null : scopeOfText(entry.scope);
    const isOfVersion = scope?.version === undefined || scope.version === version;
    if (entry.kind !== 'taken-down' || entry.leafIndex < leafIndex || scope === null || !isOfVersion)
      continue;
    const bundle = await proofOf(platform, entry.statementHash);
    requireTakeDown(bundle, { assetId, leafIndex, scope });
    scopes.push(scope);
  }
  return scopes;
}

/** Newest first. */
async function listStated(api: GraphqlClient, assetId: AssetId): Promise<z.infer<typeof Stated>[]> {
  const read: z.infer<typeof Stated>[] = [];
  for (let after: string | null = null; ;) {
    const { asset }: z.infer<typeof Answer> = await api.request({
      query: `query ($id: ID!, $after: String) { asset(id: $id) {
        statements(first: 50, after: $after) {
          edges { node { kind leafIndex statementHash scope } } pageInfo { hasNextPage endCursor }
        }
      } }`,
      variables: { id: assetId, after },
      answer: Answer,
    });
    if (asset === null) return read;
    const { edges, pageInfo } = asset.statements;
    read.push(...edges.map(({ node }) => node));
    after = pageInfo.endCursor ?? null;
    if (!pageInfo.hasNextPage || after === null) return read;
  }
}

async function proofOf(
  { api, deployment }: Pick<Platform, 'api' | 'deployment'>,
  hash: ReturnType<typeof statementHash>,
): Promise<Bundle> {
  const { bundle: text } = await exportProof(api, { statementHash: hash });
  const { checks } = await verifyBundleText(text, { trust: trustOf(deployment) });
  const failed = checks.find(
    ({ name, status }) => status === 'fail' || (status === 'unknown' && MUST_PASS.includes(name)),
  );
  if (failed !== undefined) refuse(`${failed.name}, ${failed.reason}`);
  const bundle = parseBundle(text);
  if (statementHash(bundle.statement) !== hash) refuse('it is of another statement');
  return bundle;
}

function requireTakeDown(
  bundle: Bundle,
  { assetId, leafIndex, scope }: Pick<TakenDownFrom, 'assetId' | 'leafIndex'> & { scope: TakeDownScope },
): void {
  const { statement, leaf } = bundle;
  if (statement.kind !== 'taken-down') refuse(`it is a statement of kind ${statement.kind}`);
  if (statement.assetId !== assetId) refuse(`it is of asset ${statement.assetId}`);
  if (leaf.index < leafIndex) refuse('it is older than the version');
  const event = z.object({ scopeHash: z.string() }).safeParse(revealed(bundle, 'event'));
  if (event.data?.scopeHash !== scopeHashOf(scope)) refuse('it is of another part');
}

function refuse(problem: string): never {
  throw new UntrustworthyAnswerError(`the proof of a take-down fails: ${problem}`);
}
