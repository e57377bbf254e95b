import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isLive } from '@lanran/embedded/directory-lock';
import { StartRefusedError, writeFileDurably } from './data-directory.ts';
import type { StartSettings } from './settings.ts';
import { addressIn, STORE_NAMES } from './store-places.ts';

const Services = z.object({
  mongoUri: z.string(),
  mongoTcpUri: z.string().optional(),
  ipfsApiUrl: z.string(),
  chainRpcUrl: z.string(),
  chainSecret: z.string().nullable(),
  /** Of the stores, those that the platform runs itself. */
  embedded: z.array(z.enum(STORE_NAMES)),
  /** Where people open the platform; absent in files of before. */
  publicUrl: z.string().optional(),
  /** The process that runs them, by its id and start time. */
  owner: z.string().default(''),
  /** A start that opens other stores has begun: who would open these has to wait for it. */
  isLeft: z.boolean().default(false),
});
export type Services = z.infer<typeof Services>;
/** As a start writes it. */
type Written = Omit<Services, 'isLeft'> & Partial<Pick<Services, 'isLeft'>>;

/** `<data dir>/services.json` (mode 600): where tools and further processes of the same account reach the backing services. */
export class ServicesFile {
  readonly #path: string;

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'services.json');
  }

  write(services: Written): void {
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

/** Does a start with these settings open the stores that this file names? */
export function isOfSameStores(services: Services, settings: StartSettings): boolean {
  const { mongoUri: documents, ipfsApiUrl: files, chainRpcUrl: chain, embedded } = services;
  const addresses = { documents, files, chain };
  return STORE_NAMES.every((store) => {
    const address = addressIn(settings, store);
    return embedded.includes(store) ? address === null : address === addresses[store];
  });
}

/** Do all of them answer as far as this file says? Those on servers of their own may. */
export function areServed({ embedded, owner, isLeft }: Services): boolean {
  return !isLeft && (embedded.length === 0 || isLive(owner));
}
