import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { parseAddress } from '@lanran/protocol/signature';
import type { BackupRecipient } from '../../domain/backup.ts';
import type { BackupRecipientStore } from '../../ports/backup-shelf.ts';

const Kept = z.object({
  recipient: z.string().startsWith('age1'),
  setAt: z.iso.datetime().transform((text) => new Date(text)),
  setBy: z.string().transform((text) => parseAddress(text)),
});

/** `<data dir>/backup-recipient.json`: a file, so that `lanran backup --data-dir` and each restored platform know it too. */
export class DiskBackupRecipient implements BackupRecipientStore {
  readonly #path: string;

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'backup-recipient.json');
  }

  async find(): Promise<BackupRecipient | null> {
    const text = await readIfThere(this.#path);
    if (text === null) return null;
    try {
      return Kept.parse(JSON.parse(text));
    } catch (cause) {
      throw new Error(
        `${this.#path} is damaged. Remove it, then set the recipient of backups again: lanran backup recipient set age1…`,
        { cause },
      );
    }
  }

  async set(recipient: BackupRecipient | null): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    if (recipient === null) await rm(this.#path, { force: true });
    else await replaceFile(this.#path, `${JSON.stringify(recipient, null, 2)}\n`);
    await syncPath(dirname(this.#path));
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

async function syncPath(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
