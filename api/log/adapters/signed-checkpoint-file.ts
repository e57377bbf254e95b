import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { StorageFullError } from '../../platform/kernel/errors.ts';
import type { SignedCheckpoint } from '../domain/signed-checkpoint.ts';
import type { SignedCheckpointStore } from '../ports/signed-checkpoint-store.ts';
import { readIfThere, syncDirectory } from '../../platform/process/durable-file.ts';

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

const CLAIM = /^signed-checkpoint\.\d+-[0-9a-f]{64}\.json$/;

/**
 * Beside the key, mode 600: `<data dir>/signed-checkpoint.json` has what was settled last, and each claim is a file
 * `signed-checkpoint.SIZE-ROOT.json`, of which the largest stays. Any number of processes may share the directory (ADR 51).
 */
export class SignedCheckpointFile implements SignedCheckpointStore {
  readonly #dataDir: string;
  readonly #path: string;
  /** Of this process alone, on any machine. */
  readonly #temporary: string;
  /** What was settled before this process began. */
  #settled: SignedCheckpoint | null = null;
  /** By the names of their files, whose content never changes. */
  #claims: ReadonlyMap<string, SignedCheckpoint> = new Map();
  /** The file of the claim that this process makes at the moment, or made last. */
  #own = '';

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
    this.#path = join(dataDir, 'signed-checkpoint.json');
    this.#temporary = `${this.#path}.${randomBytes(4).toString('hex')}.tmp`;
  }

  /** The largest. @throws SignedCheckpointDamagedError */
  async read(): Promise<SignedCheckpoint | null> {
    const [largest = null] = (await this.list()).toSorted((one, other) => other.size - one.size);
    return largest;
  }

  /** @throws SignedCheckpointDamagedError */
  async list(): Promise<readonly SignedCheckpoint[]> {
    const settled = (this.#settled ??= await readKept(this.#path));
    const names = (await readdir(this.#dataDir).catch(noneIfAbsent)).filter((name) => CLAIM.test(name));
    const claims = new Map<string, SignedCheckpoint>();
    for (const name of names) {
      // One that is gone was extended meanwhile by a larger one.
      const claim = this.#claims.get(name) ?? (await readKept(join(this.#dataDir, name)));
      if (claim !== null) claims.set(name, claim);
    }
    // Another process may be about to make sure that a power cut does not take it back.
    if (names.some((name) => name !== this.#own && !this.#claims.has(name)))
      await syncDirectory(this.#dataDir);
    this.#claims = claims;
    return settled === null ? [...claims.values()] : [settled, ...claims.values()];
  }

  /** @throws StorageFullError */
  async claim({ origin, size, root }: SignedCheckpoint): Promise<void> {
    try {
      await mkdir(this.#dataDir, { recursive: true, mode: 0o700 });
      await writeSynced(this.#temporary, `${JSON.stringify({ origin, size, root }, null, 2)}\n`);
      // Whole as soon as it has its name.
      this.#own = nameOf({ size, root });
      await link(this.#temporary, join(this.#dataDir, this.#own)).catch(unless('EEXIST'));
    } catch (cause) {
      if (!isCode(cause, 'ENOSPC') && !isCode(cause, 'EDQUOT')) throw cause;
      throw new StorageFullError(
        `The disk that ${this.#path} is on is full, so nothing is signed. Free some space, then do it again.`,
        { cause },
      );
    }
  }

  async withdraw(checkpoint: SignedCheckpoint): Promise<void> {
    await rm(join(this.#dataDir, nameOf(checkpoint)), { force: true });
    await rm(this.#temporary, { force: true });
  }

  async settle(checkpoint: SignedCheckpoint, extended: readonly SignedCheckpoint[]): Promise<void> {
    await rename(this.#temporary, this.#path);
    // Else a power cut may take the claim back.
    await syncDirectory(this.#dataDir);
    this.#settled = checkpoint;
    for (const former of extended) await rm(join(this.#dataDir, nameOf(former)), { force: true });
  }
}

function nameOf({ size, root }: Pick<SignedCheckpoint, 'size' | 'root'>): string {
  return `signed-checkpoint.${size}-${root.slice(2)}.json`;
}

/** @throws SignedCheckpointDamagedError */
async function readKept(path: string): Promise<SignedCheckpoint | null> {
  const text = await readIfThere(path);
  if (text === null) return null;
  try {
    return Kept.parse(JSON.parse(text));
  } catch (cause) {
    throw new SignedCheckpointDamagedError(path, { cause });
  }
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

function noneIfAbsent(error: unknown): string[] {
  if (isCode(error, 'ENOENT')) return [];
  throw error;
}

function unless(code: string): (error: unknown) => void {
  return (error) => {
    if (!isCode(error, code)) throw error;
  };
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
