import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StartRefusedError, writeFileDurably } from './data-directory.ts';

const Bytes32 = z.string().regex(/^0x[0-9a-f]{64}$/);

const Installation = z.object({
  format: z.literal('lanran-installation/1'),
  logId: Bytes32,
  chain: z.object({
    chainId: z.string().regex(/^\d+$/),
    contracts: z.record(
      z.string(),
      z.object({ address: z.string().regex(/^0x[0-9a-f]{40}$/), codeHash: Bytes32 }),
    ),
  }),
});
/** To which stores the data directory belongs. */
export type Installation = z.infer<typeof Installation>;

/** `<data dir>/installation.json` (mode 600): written once, when every store is marked (ADR 30). */
export class InstallationFile {
  readonly path: string;

  constructor(dataDir: string) {
    this.path = join(dataDir, 'installation.json');
  }

  /** Null until the first start has marked every store, and in data directories of before. @throws StartRefusedError */
  read(): Installation | null {
    if (!existsSync(this.path)) return null;
    try {
      return Installation.parse(JSON.parse(readFileSync(this.path, 'utf8')));
    } catch (cause) {
      throw new StartRefusedError(
        `${this.path} is damaged. Put it back from a backup of this data directory, then start again.`,
        { cause },
      );
    }
  }

  write(installation: Omit<Installation, 'format'>): void {
    const kept: Installation = { format: 'lanran-installation/1', ...installation };
    writeFileDurably(this.path, `${JSON.stringify(kept, null, 2)}\n`);
  }
}
