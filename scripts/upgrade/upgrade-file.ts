import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StartRefusedError, writeFileDurably } from '../start/data-directory.ts';

const Upgrade = z.object({
  format: z.literal('lanran-upgrade/1'),
  /** Data formats. */
  from: z.int().min(1),
  to: z.int().min(2),
  startedAt: z.string(),
  /** The file that the start made before the first step; null where the operator has backups of their own. */
  backup: z.string().nullable(),
  /** Names of steps. */
  done: z.array(z.string()),
  /** Null while steps are left. */
  endedAt: z.string().nullable(),
});
/** The newest upgrade of a data directory. */
export type Upgrade = Omit<z.infer<typeof Upgrade>, 'format'>;

/** `<data dir>/upgrade.json` (mode 600): which steps were done, so that a start goes on after any end. */
export class UpgradeFile {
  readonly path: string;
  readonly #dataDir: string;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
    this.path = join(dataDir, 'upgrade.json');
  }

  /** Null in a directory that was never upgraded. @throws StartRefusedError */
  read(): Upgrade | null {
    if (!existsSync(this.path)) return null;
    try {
      return Upgrade.parse(JSON.parse(readFileSync(this.path, 'utf8')));
    } catch (cause) {
      throw new StartRefusedError(
        `${this.path} is damaged, so that it is unknown which steps of the upgrade were done. Restore the backup that the start made before the first step, from ${join(this.#dataDir, 'backups')}.`,
        { cause },
      );
    }
  }

  write(upgrade: Upgrade): void {
    writeFileDurably(this.path, `${JSON.stringify({ format: 'lanran-upgrade/1', ...upgrade }, null, 2)}\n`);
  }
}
