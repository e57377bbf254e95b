import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { isHex, type Hex } from '@lanran/protocol/kernel/bytes';
import { canonicalJson } from '@lanran/protocol/kernel/json';
import type { SignedBatch } from '@lanran/sdk/publishing/batch-publishing';
import type { SignedBatchKeeper } from '@lanran/sdk/import/run-import';

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

/** A signed batch of an import whose answer has not arrived. */
const BatchEntry = z.object({
  draftIds: z.array(z.string()).readonly(),
  statements: z.array(z.string()).readonly(),
  signature: z.custom<Hex>((value) => isHex(value, 65)),
});

/** One small JSON file that is replaced whole. */
export class StateFile<Entry> {
  readonly #path: string;
  readonly #entry: z.ZodType<Entry>;

  constructor(path: string, entry: z.ZodType<Entry>) {
    this.#path = path;
    this.#entry = entry;
  }

  /** Null when nothing was written; a file torn by a crash counts as nothing. */
  async find(): Promise<Entry | null> {
    try {
      return this.#entry.parse(JSON.parse(await readFile(this.#path, 'utf8')));
    } catch {
      return null;
    }
  }

  async write(entry: Entry): Promise<void> {
    await mkdir(join(this.#path, '..'), { recursive: true, mode: 0o700 });
    const temporary = `${this.#path}.${process.pid}.tmp`;
    await writeFile(temporary, JSON.stringify(entry), { mode: 0o600, flush: true });
    await rename(temporary, this.#path);
  }

  async clear(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}

/**
 * What was begun and not finished of one publication or revision, so that the same command, run again after a crash on either side,
 * goes on instead of doing it twice. Named by what the act is about.
 */
export class Journal extends StateFile<JournalEntry> {
  /** `subject` is all that makes the act the same act. */
  constructor(directory: string, subject: unknown) {
    super(statePath(directory, 'publish', subject), Entry);
  }
}

/** Of an import: the batch that was signed last. */
export class BatchJournal extends StateFile<SignedBatch> implements SignedBatchKeeper {
  constructor(directory: string, subject: unknown) {
    super(statePath(directory, 'import', subject), BatchEntry);
  }
}

export function statePath(directory: string, act: string, subject: unknown): string {
  const name = createHash('sha256').update(canonicalJson(subject)).digest('hex').slice(0, 40);
  return join(directory, `${act}-${name}.json`);
}
