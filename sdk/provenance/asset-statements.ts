import { z } from 'zod';
import { parseBundle, type Bundle } from '@lanran/protocol/proofs/bundle';
import type { CheckName } from '@lanran/protocol/proofs/check';
import { type AssetId, parseStatementHash, type StatementHash } from '@lanran/protocol/kernel/ids';
import { statementHash } from '@lanran/protocol/log/statement';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import { UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { exportProof } from './proofs.ts';
import { trustOf } from '../kernel/pinned-deployment.ts';
import type { Platform } from '../kernel/session.ts';

/** A node of the chain, which the platform does not answer for, would say whether an event is the chain's. */
const MUST_PASS: readonly CheckName[] = ['format', 'body', 'inclusion', 'checkpoint', 'log identity'];

const Stated = z.object({
  kind: z.string(),
  leafIndex: z.number().int(),
  statementHash: z.string().transform((text) => parseStatementHash(text)),
  /** JSON: what it says. */
  details: z.string(),
  /** JSON: of a take-down. */
  scope: z.string().nullish(),
});
/** A statement of an asset's history, as the platform tells it. */
export type Stated = z.infer<typeof Stated>;

const Page = z.object({
  edges: z.array(z.object({ node: Stated })),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
});
const Answer = z.object({ asset: z.object({ statements: Page }).nullable() });

/** Newest first; none when the asset does not exist for the caller. */
export async function listStatements(api: GraphqlClient, assetId: AssetId): Promise<Stated[]> {
  const read: Stated[] = [];
  for (let after: string | null = null; ;) {
    const page: z.infer<typeof Page> | null = await readPage(api, assetId, after);
    if (page === null) return read;
    read.push(...page.edges.map(({ node }) => node));
    after = page.pageInfo.endCursor ?? null;
    if (!page.pageInfo.hasNextPage || after === null) return read;
  }
}

async function readPage(
  api: GraphqlClient,
  assetId: AssetId,
  after: string | null,
): Promise<z.infer<typeof Page> | null> {
  const { asset } = await api.request({
    query: `query ($id: ID!, $after: String) { asset(id: $id) {
      statements(first: 50, after: $after) {
        edges { node { kind leafIndex statementHash details scope } } pageInfo { hasNextPage endCursor }
      }
    } }`,
    variables: { id: assetId, after },
    answer: Answer,
  });
  return asset?.statements ?? null;
}

/** That the log has a statement, and what it says. @throws UntrustworthyAnswerError naming what does not hold of `what` */
export async function proveStatement(
  { api, deployment }: Pick<Platform, 'api' | 'deployment'>,
  hash: StatementHash,
  what: string,
): Promise<Bundle> {
  const { bundle: text } = await exportProof(api, { statementHash: hash });
  const { checks } = await verifyBundleText(text, { trust: trustOf(deployment) });
  const failed = checks.find(
    ({ name, status }) => status === 'fail' || (status === 'unknown' && MUST_PASS.includes(name)),
  );
  const refuse = (problem: string): never => {
    throw new UntrustworthyAnswerError(`the proof of ${what} fails: ${problem}`);
  };
  if (failed !== undefined) refuse(`${failed.name}, ${failed.reason}`);
  const bundle = parseBundle(text);
  if (statementHash(bundle.statement) !== hash) refuse('it is of another statement');
  return bundle;
}
