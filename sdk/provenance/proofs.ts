import { z } from 'zod';
import type { GraphqlClient } from '../kernel/graphql-client.ts';

export interface ExportedProof {
  readonly filename: string;
  /** Canonical text of the bundle. */
  readonly bundle: string;
}

/** The proof bundle of an asset or a license. */
export async function exportProof(
  api: GraphqlClient,
  subject: { readonly assetId: string } | { readonly licenseId: string } | { readonly statementHash: string },
): Promise<ExportedProof> {
  const { proof } = await api.request({
    query: `query ($assetId: ID, $licenseId: ID, $statementHash: ID) {
      proof(assetId: $assetId, licenseId: $licenseId, statementHash: $statementHash) { filename bundle }
    }`,
    variables: { ...subject },
    answer: z.object({ proof: z.object({ filename: z.string(), bundle: z.string() }) }),
  });
  return proof;
}
