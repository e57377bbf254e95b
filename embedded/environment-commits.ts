import { open } from 'lmdb';
import { z } from 'zod';

const Information = z.object({ lastTxnId: z.number() });

/** How many commits an LMDB environment had since it was made, also while its own process writes to it. Each one is synced to disk. */
export async function countCommits(directory: string): Promise<number> {
  const environment = open({ path: directory, noSubdir: false, readOnly: true });
  try {
    return Information.parse(environment.getStats()).lastTxnId;
  } finally {
    await environment.close();
  }
}
