import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { isHex, type Hex } from '@lanran/protocol/bytes';
import { canonicalJson } from '@lanran/protocol/json';

const Entry = z.object({
  draftId: z.string(),
  /** Hash of the statement that a revision follows; null for a new asset. */
  head: z.string().nullable().default(null),
  /** Upload addresses by path. */
  uploads: z.record(z.string(), z.string()).default({}),
  /** Set once signed: the act can then only be repeated as it was. */
  signed: z
    .object({ statement: z.string(), signature: z.custom<Hex>((value) => isHex(value, 65)) })
    .nullable()
    .default(null),
});
export type JournalEntry = z.infer<typeof Entry>;

/** Where a command remembers acts under way: `LANRAN_STATE_DIR`, else the XDG state directory. */
export function stateDirectory(env: NodeJS.ProcessEnv): string {
  return (
    env['LANRAN_STATE_DIR'] ?? join(env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'lanran')
  );
}

/**
 * What was begun and not finished, so that the same command, run again after a crash on either side, goes on instead of
 * doing it twice. One small file an act, named by what the act is about.
 */
export class Journal {
  readonly #path: string;

  /** `subject` is all that makes the act the same act. */
  constructor(directory: string, subject: unknown) {
    const name = createHash('sha256').update(canonicalJson(subject)).digest('hex').slice(0, 40);
    this.#path = join(directory, `publish-${name}.json`);
  }

  /** Null when nothing was begun; a file torn by a crash counts as nothing. */
  async find(): Promise<JournalEntry | null> {
    try {
      return Entry.parse(JSON.parse(await readFile(this.#path, 'utf8')));
    } catch {
      return null;
    }
  }

  async write(entry: JournalEntry): Promise<void> {
    await mkdir(join(this.#path, '..'), { recursive: true, mode: 0o700 });
    const temporary = `${this.#path}.${process.pid}.tmp`;
    await writeFile(temporary, JSON.stringify(entry), { mode: 0o600, flush: true });
    await rename(temporary, this.#path);
  }

  async clear(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}
