import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isLive } from '@lanran/embedded/directory-lock';
import { StartRefusedError, writeFileDurably } from './data-directory.ts';
import { STORE_NAMES } from './store-places.ts';

const Services = z.object({
  mongoUri: z.string(),
  mongoTcpUri: z.string().optional(),
  ipfsApiUrl: z.string(),
  chainRpcUrl: z.string(),
  chainSecret: z.string().nullable(),
  /** Of the stores, those that the platform runs itself. */
  embedded: z.array(z.enum(STORE_NAMES)),
  /** The process that runs them, by its id and start time. */
  owner: z.string().default(''),
});
export type Services = z.infer<typeof Services>;

/** `<data dir>/services.json` (mode 600): where tools and further processes of the same account reach the backing services. */
export class ServicesFile {
  readonly #path: string;

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'services.json');
  }

  write(services: Services): void {
    writeFileDurably(this.#path, `${JSON.stringify(services, null, 2)}\n`);
  }

  /** Null before the first start. @throws StartRefusedError */
  read(): Services | null {
    if (!existsSync(this.#path)) return null;
    try {
      return Services.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch (cause) {
      throw new StartRefusedError(`${this.#path} is damaged. Start the first process again: it writes it.`, {
        cause,
      });
    }
  }
}

/** Do all of them answer as far as this file says? Those on servers of their own may. */
export function areServed({ embedded, owner }: Services): boolean {
  return embedded.length === 0 || isLive(owner);
}
