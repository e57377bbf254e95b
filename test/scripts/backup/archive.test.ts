import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArchive } from '../../../scripts/backup/archive-reader.ts';
import { ArchiveWriter } from '../../../scripts/backup/archive-writer.ts';
import { BackupDamagedError } from '../../../scripts/backup/errors.ts';
import { decodeHeader, encodeHeader } from '../../../scripts/backup/tar.ts';

const ABOUT = {
  createdAt: '2026-11-26T09:00:00.000Z',
  parts: { documents: 'EMBEDDED', files: 'EMBEDDED', chain: 'OUTSIDE' },
} as const;

describe('the archive of a backup', () => {
  let dir = '';
  let bytes = Buffer.alloc(0);
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'lanran-archive-'));
    await writeFile(join(dir, 'first'), 'indigo');
    await writeFile(join(dir, 'empty'), '');
    const archive = await ArchiveWriter.create(join(dir, 'whole.tar'));
    await archive.addFile('keys/first', join(dir, 'first'));
    await archive.addFile('empty', join(dir, 'empty'));
    await archive.finish(ABOUT);
    bytes = await readFile(join(dir, 'whole.tar'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  async function damageOf(changed: Buffer): Promise<unknown> {
    const path = join(dir, 'changed.tar');
    await writeFile(path, changed);
    return readArchive(path).then(
      () => null,
      (error: unknown) => error,
    );
  }

  it('is read as it was written', async () => {
    const { manifest } = await readArchive(join(dir, 'whole.tar'));
    expect(manifest).toMatchObject({
      ...ABOUT,
      files: [{ path: 'keys/first', bytes: 6 }, { path: 'empty' }],
    });
  });

  it('is refused whichever of its bytes is changed', async () => {
    // A prime: over the blocks it comes to every field of a header.
    for (let at = 0; at < bytes.length; at += 13) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(await damageOf(changed), `byte ${at}`).toBeInstanceOf(BackupDamagedError);
    }
  });

  it('is refused wherever it is cut short', async () => {
    for (let length = 0; length < bytes.length; length += 256)
      expect(await damageOf(bytes.subarray(0, length)), `${length} bytes`).toBeInstanceOf(BackupDamagedError);
  });

  it('names the file whose content is changed', async () => {
    const changed = Buffer.from(bytes);
    changed.write('I', bytes.indexOf('indigo'));
    expect(await damageOf(changed)).toMatchObject({ message: expect.stringContaining('keys/first') });
  });

  it('has no file of its name while it is being written, nor when it is given up', async () => {
    const archive = await ArchiveWriter.create(join(dir, 'given-up.tar'));
    await archive.addFile('first', join(dir, 'first'));
    expect(await readdir(dir)).not.toContain('given-up.tar');
    await archive.abandon();
    expect((await readdir(dir)).filter((name) => name.startsWith('given-up'))).toEqual([]);
  });

  it('takes long paths and files past 8 GiB', () => {
    const entry = { path: `${'folder/'.repeat(15)}${'n'.repeat(90)}`, bytes: 5 * 2 ** 40 };
    expect(decodeHeader(encodeHeader(entry))).toEqual(entry);
  });
});
