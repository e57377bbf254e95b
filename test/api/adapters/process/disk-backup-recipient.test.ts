import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskBackupRecipient } from '@lanran/api/operations/adapters/disk-backup-recipient';
import { generateIdentity, parseIdentity } from '@lanran/api/age/identity';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { chooseRecipient } from '../../../../scripts/backup/recipient.ts';

const SET = {
  recipient: parseIdentity(generateIdentity()).recipient.text,
  setAt: new Date('2026-11-28T09:00:00Z'),
  setBy: parseAddress(`0x${'0e'.repeat(20)}`),
};

describe('the recipient of backups, in the data directory', () => {
  let dataDir: string;
  beforeEach(async () => void (dataDir = await mkdtemp(join(tmpdir(), 'lanran-recipient-'))));
  afterEach(() => rm(dataDir, { recursive: true }));

  it('is nobody until it is set, and again once it is cleared', async () => {
    const recipients = new DiskBackupRecipient(dataDir);
    expect(await recipients.find()).toBeNull();
    await recipients.set(SET);
    expect(await new DiskBackupRecipient(dataDir).find()).toEqual(SET);
    expect((await stat(join(dataDir, 'backup-recipient.json'))).mode & 0o777).toBe(0o600);
    await recipients.set(null);
    expect(await recipients.find()).toBeNull();
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('is what the command line takes where none is named', async () => {
    await new DiskBackupRecipient(dataDir).set(SET);
    expect(await chooseRecipient(dataDir, undefined)).toBe(SET.recipient);
  });

  it('is never taken for nobody where its file is damaged', async () => {
    await writeFile(join(dataDir, 'backup-recipient.json'), '{"recipient": "age1');
    await expect(new DiskBackupRecipient(dataDir).find()).rejects.toThrow('is damaged');
  });
});
