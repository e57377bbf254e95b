import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StartRefusedError, writeFileDurably } from './data-directory.ts';

const Restored = z.object({
  /** Of the backup. */
  createdAt: z.string(),
  /** What its signer had signed last; null in backups of before. */
  signed: z.object({ size: z.int().min(0), root: z.string() }).nullable(),
});
type Restored = z.infer<typeof Restored>;

/** `<data dir>/restored.json`: a backup was restored here and was not started yet (ADR 30). */
export class RestoredFile {
  readonly #path: string;

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'restored.json');
  }

  write(restored: Restored): void {
    writeFileDurably(this.#path, `${JSON.stringify(restored, null, 2)}\n`);
  }

  /** Null where nothing was restored, or it was started before. */
  read(): Restored | null {
    if (!existsSync(this.#path)) return null;
    try {
      return Restored.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch (cause) {
      throw new StartRefusedError(
        `${this.#path} is damaged. Restore the backup again, into a new directory.`,
        {
          cause,
        },
      );
    }
  }

  /** Once the restored platform has begun to sign, it is the one that goes on. */
  remove(): void {
    rmSync(this.#path, { force: true });
  }
}

/** What whoever starts a restored platform has to know. */
export function restoredLines({ createdAt, signed }: Restored): string[] {
  const state =
    signed === null ? '' : `; the size of the log that it had signed is ${signed.size} (root ${signed.root})`;
  return [
    `restored  this data directory is a backup of ${createdAt}${state}`,
    '          What the former platform signed after that contradicts what this one signs next: never run both.',
    '          If the former data directory is still there and newer, stop this platform now and start that one.',
  ];
}
