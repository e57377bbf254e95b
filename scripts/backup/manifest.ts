import { z } from 'zod';

export const MANIFEST = 'manifest.json';
/** Last entry: SHA-256 of the manifest. A file without it was cut short. */
export const SEAL = 'manifest.sha256';

const Part = z.enum(['EMBEDDED', 'OUTSIDE']);

export const Manifest = z.strictObject({
  format: z.literal('lanran-backup/1'),
  createdAt: z.string(),
  /** OUTSIDE: on a server of its own, and not in this file. */
  parts: z.strictObject({ documents: Part, files: Part, chain: Part }),
  files: z.array(
    z.strictObject({
      path: z.string().min(1),
      bytes: z.int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});
export type Manifest = z.infer<typeof Manifest>;

const THEIRS = {
  documents: 'documents: MongoDB (MONGODB_URI), e.g. mongodump',
  files: 'files: Kubo (IPFS_API_URL), its repository',
  chain: 'chain: the nodes of your network (CHAIN_RPC_URL)',
};

/** What is yours to back up besides. */
export function outsideParts({ parts }: Pick<Manifest, 'parts'>): string[] {
  return (['documents', 'files', 'chain'] as const)
    .filter((name) => parts[name] === 'OUTSIDE')
    .map((name) => THEIRS[name]);
}
