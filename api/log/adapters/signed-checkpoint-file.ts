import { join } from 'node:path';
import { z } from 'zod';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { StorageFullError } from '../../platform/kernel/errors.ts';
import type { SignedCheckpoint } from '../domain/signed-checkpoint.ts';
import type { SignedCheckpointStore } from '../ports/signed-checkpoint-store.ts';
import { readIfThere, replaceFile } from '../../platform/process/durable-file.ts';

const Kept = z.strictObject({
  origin: z.string().min(1),
  size: z.int().min(0),
  // The pattern is that of Hex.
  root: z
    .string()
    .regex(/^0x[0-9a-f]{64}$/)
    .transform((root) => root as Hex),
});

export class SignedCheckpointDamagedError extends Error {
  override readonly name = 'SignedCheckpointDamagedError';
  constructor(path: string, options?: ErrorOptions) {
    super(
      `${path} can't be read as the checkpoint that was signed last, so nothing is signed. Restore a whole backup into a new data directory.`,
      options,
    );
  }
}

/** In one file beside the key (`<data dir>/signed-checkpoint.json`, mode 600), for one process. */
export class SignedCheckpointFile implements SignedCheckpointStore {
  readonly #path: string;

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'signed-checkpoint.json');
  }

  /** @throws SignedCheckpointDamagedError */
  async read(): Promise<SignedCheckpoint | null> {
    const text = await readIfThere(this.#path);
    if (text === null) return null;
    try {
      return Kept.parse(JSON.parse(text));
    } catch (cause) {
      throw new SignedCheckpointDamagedError(this.#path, { cause });
    }
  }

  /** @throws StorageFullError */
  async keep({ origin, size, root }: SignedCheckpoint): Promise<void> {
    try {
      await replaceFile(this.#path, `${JSON.stringify({ origin, size, root }, null, 2)}\n`);
    } catch (cause) {
      if (!isCode(cause, 'ENOSPC') && !isCode(cause, 'EDQUOT')) throw cause;
      throw new StorageFullError(
        `The disk that ${this.#path} is on is full, so nothing is signed. Free some space, then do it again.`,
        { cause },
      );
    }
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
