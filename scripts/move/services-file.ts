import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isErrorCode } from '../start/data-directory.ts';
import { STORE_NAMES } from '../start/store-places.ts';
import { MoveRefusedError } from './errors.ts';

const Services = z.object({
  mongoUri: z.string(),
  ipfsApiUrl: z.string(),
  embedded: z.array(z.enum(STORE_NAMES)),
});

/** What the last start wrote of its stores. @throws MoveRefusedError */
export async function readServices(dataDir: string): Promise<z.infer<typeof Services>> {
  const path = join(dataDir, 'services.json');
  try {
    return Services.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    const state = isErrorCode(cause, 'ENOENT') ? 'is not there' : "can't be read";
    throw new MoveRefusedError(
      `${path} ${state}, so that it is unknown where the stores are: start the platform, then run the same command again.`,
      { cause },
    );
  }
}
