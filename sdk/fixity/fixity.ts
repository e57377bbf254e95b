import { z } from 'zod';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { GraphqlClient } from '../kernel/graphql-client.ts';

const Run = z.object({
  id: z.string(),
  endedAt: z.string().nullable(),
  statementHash: z.string().nullable(),
});

const DamagedFile = z.object({
  path: z.string(),
  sha256: z.string(),
  cid: z.string(),
  bytes: z.string().transform(Number),
  state: z.enum(['OK', 'DAMAGED', 'MISSING', 'UNREADABLE']),
  since: z.string(),
});

/** An original that is not as it was published. */
export type DamagedFile = z.infer<typeof DamagedFile>;

const AssetFixity = z.object({
  files: z.number(),
  unread: z.number(),
  damaged: z.number(),
  readAt: z.string().nullable(),
  isMissed: z.boolean(),
  lastRun: Run.nullable(),
  currentRun: Run.nullable(),
  damagedFiles: z.array(DamagedFile),
});

export type AssetFixity = z.infer<typeof AssetFixity>;

const Overview = z.object({
  everyDays: z.number(),
  files: z.number(),
  damaged: z.number(),
  oldestReadAt: z.string().nullable(),
  nextRunAt: z.string().nullable(),
  isMissed: z.boolean(),
  currentFilesRead: z.number(),
  lastRun: Run.nullable(),
  currentRun: Run.nullable(),
});

export type FixityOverview = z.infer<typeof Overview>;

const FIELDS = `path sha256 cid bytes state since`;

/** What uploads name instead of a draft to bring an original of the asset back. */
export function repairTarget(assetId: AssetId): string {
  return `repair:${assetId}`;
}

/** Begins to read everything, or tells the run that goes on. @returns its id */
export async function beginFixityRun(api: GraphqlClient): Promise<string> {
  const { beginFixityRun: run } = await api.request({
    query: `mutation { beginFixityRun { id } }`,
    answer: z.object({ beginFixityRun: z.object({ id: z.string() }) }),
  });
  return run.id;
}

/** Begins to read one asset's originals, or tells the run that does. @returns its id */
export async function beginFixityCheck(api: GraphqlClient, assetId: AssetId): Promise<string> {
  const { checkFixity } = await api.request({
    query: `mutation ($assetId: ID!) { checkFixity(assetId: $assetId) { id } }`,
    variables: { assetId },
    answer: z.object({ checkFixity: z.object({ id: z.string() }) }),
  });
  return checkFixity.id;
}

/** For the operator and the accreditor. */
export async function fixityOverview(api: GraphqlClient): Promise<FixityOverview> {
  const { fixity } = await api.request({
    query: `query { fixity {
      everyDays files damaged oldestReadAt nextRunAt isMissed currentFilesRead
      lastRun { id endedAt statementHash } currentRun { id endedAt statementHash }
    } }`,
    answer: z.object({ fixity: Overview }),
  });
  return fixity;
}

export async function assetFixity(api: GraphqlClient, assetId: AssetId): Promise<AssetFixity> {
  const { assetFixity: found } = await api.request({
    query: `query ($assetId: ID!) { assetFixity(assetId: $assetId) {
      files unread damaged readAt isMissed
      lastRun { id endedAt statementHash } currentRun { id endedAt statementHash } damagedFiles { ${FIELDS} }
    } }`,
    variables: { assetId },
    answer: z.object({ assetFixity: AssetFixity }),
  });
  return found;
}

/** For who may bring them back: editors of the holder, and the operator. */
export async function listDamagedFiles(api: GraphqlClient, assetId: AssetId): Promise<DamagedFile[]> {
  const { damagedFiles } = await api.request({
    query: `query ($assetId: ID!) { damagedFiles(assetId: $assetId) { ${FIELDS} } }`,
    variables: { assetId },
    answer: z.object({ damagedFiles: z.array(DamagedFile) }),
  });
  return damagedFiles;
}

/** What the last run found of an asset's originals, as a proof bundle. */
export async function exportFixityProof(api: GraphqlClient, assetId: AssetId): Promise<string> {
  const { fixityProof } = await api.request({
    query: `query ($assetId: ID!) { fixityProof(assetId: $assetId) { bundle } }`,
    variables: { assetId },
    answer: z.object({ fixityProof: z.object({ bundle: z.string() }) }),
  });
  return fixityProof.bundle;
}
