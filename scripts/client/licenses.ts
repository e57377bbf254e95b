import { z } from 'zod';
import { parseAssetId } from '@lanran/protocol/ids';
import { RefusedError } from './errors.ts';
import type { GraphqlClient } from './graphql-client.ts';

const LicenseAnswer = z.object({
  license: z
    .object({
      id: z.string(),
      transaction: z.string(),
      asset: z.object({
        id: z.string().transform((text) => parseAssetId(text)),
        files: z.array(z.object({ id: z.string(), path: z.string() })),
      }),
    })
    .nullable(),
});
export type License = NonNullable<z.infer<typeof LicenseAnswer>['license']>;

/** @throws RefusedError NOT_FOUND when it does not exist for the caller */
export async function getLicense(api: GraphqlClient, id: string): Promise<License> {
  const { license } = await api.request({
    query: `query ($id: ID!) { license(id: $id) { id transaction asset { id files { id path } } } }`,
    variables: { id },
    answer: LicenseAnswer,
  });
  if (license === null)
    throw new RefusedError('NOT_FOUND', `There is no license ${id}, or it is not yours.`, {
      field: 'LICENSE',
    });
  return license;
}

export interface ExportedProof {
  readonly filename: string;
  /** Canonical text of the bundle. */
  readonly bundle: string;
}

/** The proof bundle of an asset or a license. */
export async function exportProof(
  api: GraphqlClient,
  subject: { readonly assetId: string } | { readonly licenseId: string },
): Promise<ExportedProof> {
  const { proof } = await api.request({
    query: `query ($assetId: ID, $licenseId: ID) { proof(assetId: $assetId, licenseId: $licenseId) { filename bundle } }`,
    variables: { ...subject },
    answer: z.object({ proof: z.object({ filename: z.string(), bundle: z.string() }) }),
  });
  return proof;
}
