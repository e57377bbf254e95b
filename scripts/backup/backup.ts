import { existsSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ArchiveWriter } from './archive-writer.ts';
import { BackupRefusedError } from './errors.ts';
import { requireReadable } from './readable-format.ts';
import type { Manifest } from './manifest.ts';
import { takeSnapshot, type Snapshot } from './snapshot.ts';
import { makeSpool } from './spool.ts';

export interface BackupRequest {
  readonly dataDir: string;
  /** The file to write; one that exists is not replaced. */
  readonly out: string;
  /** The age recipient to encrypt to; null for a backup in clear. */
  readonly recipient: string | null;
  /** Which files; unless given, of a platform that may run. */
  readonly take?: (dataDir: string, spool: string) => Promise<Snapshot>;
  /** Told how far it is, 0 to 1. */
  readonly onProgress?: (part: number) => void;
}

export interface WrittenBackup {
  readonly file: string;
  readonly bytes: number;
  readonly manifest: Manifest;
}

/**
 * Writes a backup of a data directory, in use or not.
 * @throws BackupRefusedError, or the system's error; no file of that name is left then
 */
export async function backUp({
  dataDir,
  out,
  recipient,
  take = takeSnapshot,
  onProgress,
}: BackupRequest): Promise<WrittenBackup> {
  const [directory, file] = [resolve(dataDir), resolve(out)];
  if (!existsSync(join(directory, 'secrets.json'))) {
    throw new BackupRefusedError(
      `${directory} holds no platform. Name the data directory of one (LANRAN_DATA_DIR, by default .lanran).`,
    );
  }
  requireReadable(directory);
  if (existsSync(file)) throw new BackupRefusedError(`${file} exists already. Name another file with --out.`);
  const spool = await makeSpool(directory);
  const archive = await ArchiveWriter.create(file, recipient).catch(async (cause: unknown) => {
    await rm(spool, { recursive: true, force: true });
    throw new BackupRefusedError(`${file} can't be written. Name a file in a folder that exists.`, { cause });
  });
  try {
    const createdAt = new Date().toISOString();
    const { parts, files } = await take(directory, spool);
    await addAll(archive, files, onProgress);
    const manifest = await archive.finish({ createdAt, parts });
    return { file, bytes: archive.fileBytes, manifest };
  } catch (error) {
    await archive.abandon();
    throw error;
  } finally {
    await rm(spool, { recursive: true, force: true });
  }
}

async function addAll(
  archive: ArchiveWriter,
  files: Snapshot['files'],
  onProgress: (part: number) => void = () => undefined,
): Promise<void> {
  const sizes = await Promise.all(files.map(async ({ source }) => (await stat(source)).size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  for (const { path, source } of files) {
    await archive.addFile(path, source);
    onProgress(Math.min(archive.bytes / Math.max(total, 1), 0.99));
  }
}
