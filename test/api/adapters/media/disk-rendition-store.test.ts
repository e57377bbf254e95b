import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskRenditionStore } from '@lanran/api/files/adapters/disk-rendition-store';
import type { DerivativeKey, RenditionKey } from '@lanran/api/files/domain/picture';

const KEY: RenditionKey = { sha256: 'ab'.repeat(32), size: 320, watermark: null };

describe('renditions on disk', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lanran-renditions-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('are found as they were kept, each under its size and mark', async () => {
    const store = new DiskRenditionStore({ directory });
    expect(await store.find(KEY)).toBeNull();
    await store.keep(KEY, Buffer.from('small'));
    await store.keep({ ...KEY, size: 960, watermark: 'LANRAN 1' }, Buffer.from('marked'));
    await store.keep(KEY, Buffer.from('small'));
    const again = new DiskRenditionStore({ directory });
    expect(Buffer.from((await again.find(KEY)) ?? []).toString()).toBe('small');
    expect(await again.find({ ...KEY, size: 960 })).toBeNull();
    expect(await again.find({ ...KEY, size: 960, watermark: 'LANRAN 2' })).toBeNull();
    expect(
      Buffer.from((await again.find({ ...KEY, size: 960, watermark: 'LANRAN 1' })) ?? []).toString(),
    ).toBe('marked');
  });

  it('are not those that were bounded by their width, whatever these are called', async () => {
    const store = new DiskRenditionStore({ directory });
    const folder = join(directory, 'ab', KEY.sha256);
    await mkdir(folder, { recursive: true });
    for (const name of ['320.webp', `320-${Buffer.from('LANRAN 1').toString('hex')}.webp`])
      await writeFile(join(folder, name), 'whole');
    expect(await store.find(KEY)).toBeNull();
    expect(await store.find({ ...KEY, watermark: 'LANRAN 1' })).toBeNull();
  });

  it('have no part of what a kill left half-written', async () => {
    new DiskRenditionStore({ directory });
    await writeFile(join(directory, 'incoming', 'half'), 'to');
    const store = new DiskRenditionStore({ directory });
    expect(await readdir(join(directory, 'incoming'))).toEqual([]);
    expect(await store.find(KEY)).toBeNull();
  });

  it('are encrypted under a key, and those in clear or under another are gone', async () => {
    await new DiskRenditionStore({ directory }).keep(KEY, Buffer.from('in clear'));
    const sealingKey = randomBytes(32);
    const store = new DiskRenditionStore({ directory, sealingKey });
    expect(await store.find(KEY)).toBeNull();
    await store.keep(KEY, Buffer.from('small'));
    const film = randomBytes(200_000);
    const derivative = {
      sha256: KEY.sha256,
      name: 'film-1',
      watermark: null,
    } as const satisfies DerivativeKey;
    await store.keepDerivative(derivative, [film]);
    const again = new DiskRenditionStore({ directory, sealingKey });
    expect(Buffer.from((await again.find(KEY)) ?? []).toString()).toBe('small');
    const opened = await again.openDerivative(derivative);
    expect(opened?.bytes).toBe(film.length);
    for (const range of [undefined, { start: 70_000, end: 140_001 }, { start: 5, end: 5 }]) {
      const portions: Uint8Array[] = [];
      for await (const portion of (await opened?.read(range)) ?? []) portions.push(portion as Uint8Array);
      expect(Buffer.concat(portions).equals(film.subarray(range?.start, range?.end))).toBe(true);
    }
    for (const entry of await readdir(directory, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile()) continue;
      const bytes = await readFile(join(entry.parentPath, entry.name));
      expect(['in clear', 'small', film.subarray(0, 32)].some((part) => bytes.includes(part))).toBe(false);
    }
    expect(await new DiskRenditionStore({ directory, sealingKey: randomBytes(32) }).find(KEY)).toBeNull();
  });
});
