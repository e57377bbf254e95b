import { z } from 'zod';
import type { AssetId, LicenseId } from '@lanran/protocol/kernel/ids';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { listStatements } from '../provenance/asset-statements.ts';

const Details = z.object({
  licenseId: z.string(),
  hash: z.string(),
  periodFrom: z.string().nullish(),
  periodTo: z.string().nullish(),
  note: z.string().nullish(),
  private: z.literal(true).nullish(),
});

/** A signed report of how a license was used: of a document, by its hash. */
export interface UsageReportStatement {
  readonly statementHash: string;
  readonly leafIndex: number;
  /** SHA-256 with 0x. */
  readonly hash: string;
  /** YYYY-MM-DD. */
  readonly periodFrom: string | null;
  readonly periodTo: string | null;
  readonly note: string | null;
  /** Only the parties read note and days. */
  readonly isPrivate: boolean;
}

/** Of one license, newest first; what the caller may not see of them is left out. */
export async function listUsageReports(
  api: GraphqlClient,
  assetId: AssetId,
  licenseId: LicenseId,
): Promise<UsageReportStatement[]> {
  const stated = await listStatements(api, assetId);
  return stated.flatMap(({ kind, statementHash, leafIndex, details }) => {
    const said = kind === 'used' ? Details.safeParse(JSON.parse(details)) : null;
    if (said?.success !== true || said.data.licenseId !== licenseId) return [];
    const { hash, periodFrom = null, periodTo = null, note = null } = said.data;
    const isPrivate = said.data.private === true;
    return [{ statementHash, leafIndex, hash, periodFrom, periodTo, note, isPrivate }];
  });
}
