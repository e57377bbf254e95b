import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { BackupRecipient } from '../domain/backup.ts';
import type { BackupRecipientStore } from '../ports/backup-shelf.ts';
import { readIfThere, replaceFile, syncDirectory } from '../../platform/process/durable-file.ts';

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
    if (recipient !== null) {
      await replaceFile(this.#path, `${JSON.stringify(recipient, null, 2)}\n`);
      return;
    }
    await rm(this.#path, { force: true });
    await syncDirectory(dirname(this.#path));
  }
}
