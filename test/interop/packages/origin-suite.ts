import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { hasPythonModules } from '../programs.ts';
import type { AskedOf } from './asked-of.ts';
import { copyFlipped, flipped } from './changed-files.ts';
import { readManifest, VALID } from './manifest-reader.ts';

const MADE_WITHIN = { timeout: 50_000, interval: 500 };
const Line = z.object({ id: z.string(), path: z.string(), mediaType: z.string() });
const EMBEDDED = ['image/jpeg', 'image/png', 'audio/wav', 'video/mp4'];

/** Copies and previews, to a C2PA reader of others. */
export function originSuite({ here, access, sold }: AskedOf): void {
  const get = async (path: string) =>
    fetch(new URL(path, here.url), { headers: { authorization: `Bearer ${sold().token}` } });

  async function delivered() {
    const lines = (await (await get('/delivery')).text()).trim().split('\n');
    return lines.map((line) => Line.parse(JSON.parse(line)));
  }

  /** Answers 202 while it is being made. */
  async function whenMade(path: string): Promise<Response> {
    return vi.waitFor(async () => {
      const response = await get(path);
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response;
    }, MADE_WITHIN);
  }

  describe.skipIf(!hasPythonModules('c2pa'))('to a C2PA reader', () => {
    it('has a signed copy or sidecar of each file, refused with one flipped byte', async () => {
      const files = await delivered();
      expect(files.length).toBeGreaterThan(20);
      const embedded = [];
      for (const { id, path, mediaType } of files) {
        const response = await whenMade(`/copies/${sold().licenseId}/${id}`);
        const [got, changed] = [here.path(`${access}-copy`), here.path(`${access}-copy-changed`)];
        const original = join(sold().folder, 'data', path);
        await writeFile(got, new Uint8Array(await response.arrayBuffer()));
        const isEmbedded = response.headers.get('lanran-copy') === 'EMBEDDED';
        const carrying = isEmbedded
          ? { mediaType, path: got, sidecar: null }
          : { mediaType, path: original, sidecar: got };
        expect(await readManifest(carrying), path).toEqual(VALID);
        await copyFlipped(carrying.path, changed);
        expect(await readManifest({ ...carrying, path: changed }), path).toMatchObject({ state: 'Invalid' });
        if (isEmbedded) embedded.push(mediaType);
      }
      const wanted = files.filter(({ mediaType }) => EMBEDDED.includes(mediaType));
      expect(embedded.toSorted()).toEqual(wanted.map(({ mediaType }) => mediaType).toSorted());
    }, 180_000);

    // Those of what is OPEN are not marked, and carry none.
    it.skipIf(access === 'open')('has signed previews, refused with one flipped byte', async () => {
      const scan = (await delivered()).find(({ path }) => path === 'scan.tif');
      const preview = { mediaType: 'image/webp', path: here.path('preview.webp'), sidecar: null };
      // A signer without time leaves one unsigned until it is asked for again.
      const bytes = await vi.waitFor(async () => {
        const response = await here.get(`/renditions/${scan?.id ?? ''}/960.webp`);
        const got = new Uint8Array(await response.arrayBuffer());
        expect(response.status, Buffer.from(got).toString('latin1', 0, 300)).toBe(200);
        await writeFile(preview.path, got);
        expect(await readManifest(preview)).toEqual(VALID);
        return got;
      }, MADE_WITHIN);
      await writeFile(preview.path, flipped(bytes));
      expect(await readManifest(preview)).toMatchObject({ state: 'Invalid' });
    });
  });
}
