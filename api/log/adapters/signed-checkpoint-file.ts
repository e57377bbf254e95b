import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { StorageFullError } from '../../platform/kernel/errors.ts';
import type { SignedCheckpoint } from '../domain/signed-checkpoint.ts';
import type { ListedCheckpoint, SignedCheckpointStore } from '../ports/signed-checkpoint-store.ts';
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

const CLAIM = /^signed-checkpoint\.\d+-[0-9a-f]{64}(\.[0-9a-f]{8})?\.json$/;
const TEMPORARY = /^signed-checkpoint\.json\.[0-9a-f]{8}\.tmp$/;
/** Of a process that was killed: one that stands still for so long claims again. */
const TEMPORARY_KEPT_MS = 3_600_000;

/**
 * Beside the key, mode 600: `<data dir>/signed-checkpoint.json` has what was settled last, and each claim is a file
 * `signed-checkpoint.SIZE-ROOT.CLAIM.json`, of which the largest stays. Each claim has a file of its own, so that who withdraws one takes
 * no other's. Any number of processes may share the directory (ADR 51).
 */
export class SignedCheckpointFile implements SignedCheckpointStore {
  readonly #dataDir: string;
  readonly #path: string;
  /** Of this process alone, on any machine. */
  readonly #temporary: string;
  /** By the names of their files, whose content never changes. */
  #claims: ReadonlyMap<string, SignedCheckpoint> = new Map();
  /** The file of the claim that this process makes at the moment, or made last. */
  #own = '';
  #isTidied = false;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
    this.#path = join(dataDir, 'signed-checkpoint.json');
    this.#temporary = `${this.#path}.${randomBytes(4).toString('hex')}.tmp`;
  }

  /** The largest. @throws SignedCheckpointDamagedError */
  async read(): Promise<SignedCheckpoint | null> {
    const [largest] = (await this.list()).toSorted((one, other) => other.size - one.size);
    if (largest === undefined) return null;
    const { origin, size, root } = largest;
    return { origin, size, root };
  }

  /** @throws SignedCheckpointDamagedError */
  async list(): Promise<readonly ListedCheckpoint[]> {
    // Another process may have settled a larger one since.
    const settled = await readKept(this.#path);
    const all = await readdir(this.#dataDir).catch(noneIfAbsent);
    if (!this.#isTidied) await this.#tidy(all);
    const names = all.filter((name) => CLAIM.test(name));
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
    const claimed = [...claims.values()].map((claim) => ({ ...claim, isSettled: false }));
    return settled === null ? claimed : [{ ...settled, isSettled: true }, ...claimed];
  }

  /** @throws StorageFullError */
  async claim({ origin, size, root }: SignedCheckpoint): Promise<void> {
    try {
      await mkdir(this.#dataDir, { recursive: true, mode: 0o700 });
      await writeSynced(this.#temporary, `${JSON.stringify({ origin, size, root }, null, 2)}\n`);
      // Whole as soon as it has its name.
      this.#own = `signed-checkpoint.${size}-${root.slice(2)}.${randomBytes(4).toString('hex')}.json`;
      await link(this.#temporary, join(this.#dataDir, this.#own));
    } catch (cause) {
      if (!isCode(cause, 'ENOSPC') && !isCode(cause, 'EDQUOT')) throw cause;
      throw new StorageFullError(
        `The disk that ${this.#path} is on is full, so nothing is signed. Free some space, then do it again.`,
        { cause },
      );
    }
  }

  async withdraw(): Promise<void> {
    if (this.#own !== '') await rm(join(this.#dataDir, this.#own), { force: true });
    await rm(this.#temporary, { force: true });
  }

  async settle(extended: readonly SignedCheckpoint[]): Promise<void> {
    await rename(this.#temporary, this.#path);
    // Else a power cut may take the claim back.
    await syncDirectory(this.#dataDir);
    const isExtended = (claim: SignedCheckpoint) =>
      extended.some(({ size, root }) => claim.size === size && claim.root === root);
    for (const [name, claim] of this.#claims)
      if (name !== this.#own && isExtended(claim)) await rm(join(this.#dataDir, name), { force: true });
  }

  /** What kills left on the way to a claim. */
  async #tidy(names: readonly string[]): Promise<void> {
    this.#isTidied = true;
    for (const name of names.filter((found) => TEMPORARY.test(found))) {
      const path = join(this.#dataDir, name);
      const touchedAt = (await stat(path).catch(() => null))?.mtimeMs ?? Date.now();
      if (Date.now() - touchedAt > TEMPORARY_KEPT_MS) await rm(path, { force: true });
    }
  }
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

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
