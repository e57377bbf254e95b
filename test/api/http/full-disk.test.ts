import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeUploadBatch, UPLOAD_BATCH_TYPE } from '@lanran/protocol/files/upload-batch';
import { digestFile } from '@lanran/protocol/files/digest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mountSmallDisk } from '../../support/small-disk.ts';
import { FilesPlatform, MUSEUM } from './platform.ts';
import { TusClient } from './tus-client.ts';

const disk = mountSmallDisk(2_000_000);

describe.skipIf(disk === null)('a staging disk that is full', () => {
  let platform: FilesPlatform;
  let editor: TusClient;

  beforeAll(async () => {
    platform = await FilesPlatform.start({ stagingDir: disk?.path ?? '' });
    editor = new TusClient(platform.url, 'editor');
    platform.drafts.create('draft', MUSEUM);
  });
  afterAll(async () => {
    await platform.close();
    disk?.unmount();
  });

  it('refuses an upload that does not fit before anything is sent, and changes nothing', async () => {
    const response = await editor.create(
      { draft: 'draft', path: 'big.tiff' },
      { 'Upload-Length': '3000000' },
    );
    expect(response.status).toBe(507);
    expect(await response.json()).toMatchObject({
      error: { code: 'STORAGE_FULL', message: expect.stringContaining('3000000') },
    });
    expect(platform.drafts.files('draft')).toEqual([]);
    expect(await readdir(platform.stagingDir)).toEqual([]);
  });

  it('takes nothing of a batch that does not fit, and leaves nothing of it', async () => {
    const filler = join(platform.stagingDir, 'filler');
    await writeFile(filler, Buffer.alloc(1_200_000));
    const bytes = randomBytes(900_000);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const files = ['a', 'b'].map((path) => ({ path, bytes, sha256 }));
    const response = await fetch(`${platform.url}/uploads/batch?draft=draft`, {
      method: 'POST',
      headers: { authorization: 'Bearer editor', 'content-type': UPLOAD_BATCH_TYPE },
      body: encodeUploadBatch(files),
    });
    expect(response.status).toBe(507);
    expect(platform.drafts.files('draft')).toEqual([]);
    expect(await readdir(platform.stagingDir)).toEqual(['filler']);
    await rm(filler);
  });

  it('stops an upload when it fills up meanwhile, and lets it go on when there is room again', async () => {
    const bytes = randomBytes(1_000_000);
    const url = await editor.announce({ draft: 'draft', path: 'a.tiff' }, bytes.length);
    const filler = join(platform.stagingDir, 'filler');
    await writeFile(filler, Buffer.alloc(1_500_000));

    const refused = await editor.append(url, 0, bytes);
    expect(refused.status).toBe(507);
    expect(await refused.json()).toMatchObject({ error: { code: 'STORAGE_FULL' } });
    expect(platform.drafts.files('draft')).toMatchObject([{ path: 'a.tiff', digest: null }]);

    await rm(filler);
    const offset = Number((await editor.head(url)).headers.get('Upload-Offset'));
    expect((await editor.append(url, offset, bytes.subarray(offset))).status).toBe(204);
    expect(platform.drafts.files('draft')[0]?.digest).toEqual(await digestFile([bytes]));
  });
});
