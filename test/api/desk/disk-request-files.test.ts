import { spawnSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity } from '@lanran/api/age/identity';
import { VaultKeys } from '@lanran/api/age/vault-keys';
import { DiskRequestFiles } from '@lanran/api/desk/adapters/disk-request-files';
import type { IncomingFile } from '@lanran/api/desk/ports/request-file-disk';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mountSmallDisk } from '../../support/small-disk.ts';

const CONTENT = Buffer.from('Words between a studio and a museum. '.repeat(10_000));

async function* source(content: Uint8Array = CONTENT): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < content.length; start += 50_000) yield content.subarray(start, start + 50_000);
}

async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const portions: Uint8Array[] = [];
  for await (const portion of content) portions.push(portion);
  return Buffer.concat(portions).toString();
}

describe('the disk of files of threads', () => {
  const key = generateIdentity();
  let directory: string;
  let disk: DiskRequestFiles;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'lanran-request-files-'));
    disk = new DiskRequestFiles({ directory, vault: new VaultKeys([key]), reservedBytes: 0 });
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  async function kept(): Promise<IncomingFile> {
    const file = await disk.receive(source(), CONTENT.length);
    await disk.keep(file);
    return file;
  }

  it('gives back what was kept, and parts of what is being received', async () => {
    const file = await disk.receive(source(), CONTENT.length);
    expect(await textOf(disk.readIncoming(file, { start: 66_000, end: 66_037 }))).toBe(
      CONTENT.subarray(66_000, 66_037).toString(),
    );
    await expect(disk.read(file)).rejects.toMatchObject({ code: 'CONTENT_MISSING' });
    await disk.keep(file);
    expect(await textOf(await disk.read(file))).toBe(CONTENT.toString());
    expect(readdirSync(directory)).toEqual([file.id]);
  });

  it('leaves nothing of what is too long or breaks off', async () => {
    await expect(disk.receive(source(), CONTENT.length - 1)).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
    });
    const breaking = async function* () {
      yield CONTENT;
      throw new Error('cut off');
    };
    await expect(disk.receive(breaking(), CONTENT.length)).rejects.toThrow('cut off');
    expect(readdirSync(directory)).toEqual([]);
  });

  it('says that a file is lost, altered or cut short, and gives none of its wrong bytes', async () => {
    const [lost, altered, cut] = [await kept(), await kept(), await kept()];
    rmSync(join(directory, lost.id));
    const bytes = readFileSync(join(directory, altered.id));
    bytes[100_000] = (bytes[100_000] ?? 0) ^ 1;
    writeFileSync(join(directory, altered.id), bytes);
    truncateSync(join(directory, cut.id), 70_000);
    await expect(disk.read(lost)).rejects.toMatchObject({ code: 'CONTENT_MISSING' });
    await expect(textOf(await disk.read(altered))).rejects.toMatchObject({ code: 'CONTENT_DAMAGED' });
    await expect(disk.read(cut)).rejects.toMatchObject({ code: 'CONTENT_DAMAGED' });
  });

  it('opens files of a former vault key, and brings them under the newest', async () => {
    const file = await kept();
    const next = generateIdentity();
    const both = new DiskRequestFiles({ directory, vault: new VaultKeys([next, key]) });
    expect(await textOf(await both.read(file))).toBe(CONTENT.toString());
    const sealed = both.reseal(file);
    const alone = new DiskRequestFiles({ directory, vault: new VaultKeys([next]) });
    await expect(alone.read(file)).rejects.toMatchObject({ code: 'CONTENT_UNREADABLE' });
    expect(await textOf(await alone.read({ ...file, header: sealed?.header ?? '' }))).toBe(
      CONTENT.toString(),
    );
    expect(sealed === null ? null : alone.reseal(sealed)).toBeNull();
  });

  it('has nothing to read after a kill in the middle, and finds what is to be removed', async () => {
    const script = new URL('./receive-file-and-die.mts', import.meta.url).pathname;
    const env = { ...process.env, VAULT_KEY: key };
    const { signal } = spawnSync(process.execPath, ['--import', 'tsx', script, directory], { env });
    expect(signal).toBe('SIGKILL');
    const [left = ''] = readdirSync(directory);
    expect(left).toMatch(/^[0-9a-f]{32}\.tmp$/);
    const id = left.slice(0, 32);
    await expect(disk.read({ id, bytes: 3_000_000, header: '' })).rejects.toMatchObject({
      code: 'CONTENT_MISSING',
    });
    expect(await disk.listBefore(new Date(Date.now() - 60_000))).toEqual([]);
    utimesSync(join(directory, left), new Date(0), new Date(0));
    expect(await disk.listBefore(new Date(Date.now() - 60_000))).toEqual([id]);
    await disk.remove(id);
    expect(readdirSync(directory)).toEqual([]);
  });
});

const small = mountSmallDisk(1_000_000);

describe.skipIf(small === null)('a full disk of files of threads', () => {
  afterAll(() => small?.unmount());

  it('is named, before a file that does not fit and in the middle of one, and keeps nothing', async () => {
    const directory = small?.path ?? '';
    const vault = new VaultKeys([generateIdentity()]);
    const disk = new DiskRequestFiles({ directory, vault, reservedBytes: 0 });
    await expect(disk.ensureRoom(2_000_000)).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    await expect(disk.ensureRoom(500_000)).resolves.toBeUndefined();
    const long = source(Buffer.alloc(3_000_000));
    await expect(disk.receive(long, 10_000_000)).rejects.toMatchObject({
      code: 'STORAGE_FULL',
      message: expect.stringContaining('nothing of it was kept'),
    });
    expect(readdirSync(directory)).toEqual([]);
    const guarded = new DiskRequestFiles({ directory, vault, reservedBytes: 900_000 });
    await expect(guarded.ensureRoom(200_000)).rejects.toMatchObject({ code: 'STORAGE_FULL' });
  });
});
