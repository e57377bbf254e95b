import { z } from 'zod';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import type { GraphqlClient } from '../kernel/graphql-client.ts';

export const digestsAnswer = z.object({ md5: z.string(), c4: z.string() });

/** MD5 and C4 of a file, where the platform has computed them. */
export type LateDigests = z.infer<typeof digestsAnswer>;

const File = z.object({ sha256: z.string(), digests: digestsAnswer.nullish() });
const Version = z.object({ version: z.object({ files: z.array(File) }) });
const Answer = z.object({ license: z.object({ versions: z.array(Version) }).nullable() });

/**
 * Of files of all versions that a license opens, by SHA-256, under the names that formats have in ASC MHL; of the first 1,000 files
 * of each version. None where the license does not exist for the caller.
 */
export async function listLateDigests(
  api: GraphqlClient,
  licenseId: LicenseId,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const { license } = await api.request({
    query: `query ($id: ID!) { license(id: $id) { versions { version { files { sha256 digests { md5 c4 } } } } } }`,
    variables: { id: licenseId },
    answer: Answer,
  });
  const files = license?.versions.flatMap(({ version }) => version.files) ?? [];
  return new Map(
    files.flatMap(({ sha256, digests }) =>
      digests == null ? [] : [[sha256, new Map(Object.entries(digests))]],
    ),
  );
}
