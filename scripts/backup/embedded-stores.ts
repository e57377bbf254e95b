import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isErrorCode } from '../start/data-directory.ts';
import { STORE_NAMES, type StoreName } from '../start/store-places.ts';
import { BackupRefusedError } from './errors.ts';

const Services = z.object({ embedded: z.array(z.enum(STORE_NAMES)).default([...STORE_NAMES]) });

/**
 * The stores that the last start found in the data directory, as its `services.json` says: the folder of a store that was moved
 * away, or that a refused start made, proves nothing. All of them where no start has said so yet.
 * @throws BackupRefusedError
 */
export async function readEmbeddedStores(dataDir: string): Promise<ReadonlySet<StoreName>> {
  const path = join(dataDir, 'services.json');
  try {
    return new Set(Services.parse(JSON.parse(await readFile(path, 'utf8'))).embedded);
  } catch (cause) {
    if (isErrorCode(cause, 'ENOENT')) return new Set(STORE_NAMES);
    throw new BackupRefusedError(
      `${path} can't be read, so that it is unknown which stores lie in the data directory. Start the platform once: it writes the file anew.`,
      { cause },
    );
  }
}
