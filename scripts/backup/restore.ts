import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import type { Identity } from '@lanran/api/age/identity';
import { z } from 'zod';
import { lockDataDirectory } from '@lanran/embedded/directory-lock';
import { RestoredFile } from '../start/restored-file.ts';
import { readArchive, type VerifiedArchive } from './archive-reader.ts';
import { BackupDamagedError, BackupRefusedError } from './errors.ts';
import { MANIFEST, SEAL } from './manifest.ts';
import { requireReadable } from './readable-format.ts';

const Signed = z.object({ size: z.int().min(0), root: z.string() });

/**
 * Brings a backup into a directory that is empty or not there: whole and verified, or not at all.
 * `identities` open it where it is encrypted.
 * @throws BackupRefusedError, BackupEncryptedError, BackupDamagedError
 */
export async function restore(
  file: string,
  dataDir: string,
  identities: readonly Identity[] = [],
): Promise<VerifiedArchive> {
  const directory = resolve(dataDir);
  await requireEmpty(directory);
  const fresh = `${directory}.restoring`;
  await rm(fresh, { recursive: true, force: true });
  try {
    await mkdir(fresh, { recursive: true, mode: 0o700 });
    const target = new RestoredFiles(file, fresh);
    const reading = readArchive(resolve(file), {
      identities,
      take: (path, portion) => target.take(path, portion),
    });
    // oxlint-disable-next-line typescript/no-misused-promises -- `finally` waits for the promise
    const archive = await reading.finally(() => target.close());
    requireReadable(fresh, `The backup ${file}`);
    new RestoredFile(fresh).write({
      createdAt: archive.manifest.createdAt,
      signed: await readSigned(fresh),
    });
    if (existsSync(directory)) await rmdir(directory);
    await rename(fresh, directory);
    return archive;
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
}

/** None in backups of before. The archive was verified, so that it is as the platform wrote it. */
async function readSigned(
  directory: string,
): Promise<{ readonly size: number; readonly root: string } | null> {
  const path = join(directory, 'signed-checkpoint.json');
  if (!existsSync(path)) return null;
  const { size, root } = Signed.parse(JSON.parse(await readFile(path, 'utf8')));
  return { size, root };
}

async function requireEmpty(directory: string): Promise<void> {
  if (!existsSync(directory)) return;
  const names = await readdir(directory);
  if (names.length === 0) return;
  if (names.includes('lock')) requireUnused(directory);
  throw new BackupRefusedError(
    `${directory} is not empty. Restore into a new directory, then start with it: LANRAN_DATA_DIR=… npm start`,
  );
}

function requireUnused(directory: string): void {
  try {
    lockDataDirectory(directory, '--data-dir')();
  } catch (cause) {
    throw new BackupRefusedError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Writes the files of a backup one after the other, each on disk before the next. */
class RestoredFiles {
  readonly #archive: string;
  readonly #directory: string;
  #current: { readonly path: string; readonly file: FileHandle } | null = null;

  constructor(archive: string, directory: string) {
    this.#archive = archive;
    this.#directory = directory;
  }

  async take(path: string, portion: Buffer): Promise<void> {
    if (path === MANIFEST || path === SEAL) return;
    this.#current ??= { path, file: await this.#create(path) };
    if (portion.length > 0) {
      await this.#current.file.writeFile(portion);
      return;
    }
    await this.#current.file.sync();
    await this.close();
  }

  async close(): Promise<void> {
    await this.#current?.file.close();
    this.#current = null;
  }

  async #create(path: string): Promise<FileHandle> {
    const target = join(this.#directory, path);
    // Whoever made the file may have named things outside of the directory.
    if (!target.startsWith(this.#directory + sep))
      throw new BackupDamagedError(this.#archive, `${path} is outside of a data directory`);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    return open(target, 'wx', path.startsWith('content-store/files/') ? 0o400 : 0o600);
  }
}
