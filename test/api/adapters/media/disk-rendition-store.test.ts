import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskRenditionStore } from '@lanran/api/adapters/media/disk-rendition-store';
import type { RenditionKey } from '@lanran/api/domain/picture';

const KEY: RenditionKey = { sha256: 'ab'.repeat(32), width: 320, watermark: null };

describe('renditions on disk', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lanran-renditions-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('are found as they were kept, each under its width and mark', async () => {
    const store = new DiskRenditionStore({ directory });
    expect(await store.find(KEY)).toBeNull();
    await store.keep(KEY, Buffer.from('small'));
    await store.keep({ ...KEY, width: 960, watermark: 'LANRAN 1' }, Buffer.from('marked'));
    await store.keep(KEY, Buffer.from('small'));
    const again = new DiskRenditionStore({ directory });
    expect(Buffer.from((await again.find(KEY)) ?? []).toString()).toBe('small');
    expect(await again.find({ ...KEY, width: 960 })).toBeNull();
    expect(await again.find({ ...KEY, width: 960, watermark: 'LANRAN 2' })).toBeNull();
    expect(
      Buffer.from((await again.find({ ...KEY, width: 960, watermark: 'LANRAN 1' })) ?? []).toString(),
    ).toBe('marked');
  });

  it('have no part of what a kill left half-written', async () => {
    new DiskRenditionStore({ directory });
    await writeFile(join(directory, 'incoming', 'half'), 'to');
    const store = new DiskRenditionStore({ directory });
    expect(await readdir(join(directory, 'incoming'))).toEqual([]);
    expect(await store.find(KEY)).toBeNull();
  });
});
