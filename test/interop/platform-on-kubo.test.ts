import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { OpenedStore } from '../embedded/content-store/behavior.ts';
import { Installation } from '../support/installation.ts';
import { findKubo, startKubo } from './kubo.ts';

const PERMITTED = ['--media', 'streaming', '--territory', 'WORLD'];
const WISH = ['--media', 'streaming', '--territory', 'FR', '--from', '2027-01-01', '--to', '2027-12-31'];
const Published = z.object({ assetId: z.string(), files: z.array(z.object({ cid: z.string() })) });

const kubo = findKubo();

/** The acts follow each other. */
describe.skipIf(kubo === null)('the whole platform on a Kubo in place of its own store', () => {
  const here = Installation.emptyForSuite();
  const content = randomBytes(3_500_000);
  let store: OpenedStore;
  let scan: string;
  let asset: z.infer<typeof Published>;
  beforeAll(async () => {
    store = await startKubo(kubo ?? '');
    scan = here.path('scan.bin');
    await writeFile(scan, content);
  });
  afterAll(() => store.stop());

  it('starts, with its demo data stored there', { timeout: 180_000 }, async () => {
    await here.start({ IPFS_API_URL: store.url }, { readyWithinMs: 170_000 });
    const pins = [];
    for await (const { cid } of store.ipfs.pin.ls({ type: 'recursive' })) pins.push(cid);
    expect(pins.length).toBeGreaterThan(10);
  });

  it.each(['open', 'licensed', 'restricted'])(
    'publishes what is %s, and gives it back byte for byte',
    async (access) => {
      const who = access === 'open' ? ['--community', 'none'] : [];
      const args = ['publish', scan, '--kind', 'pattern', '--title', access, '--access', access, ...who];
      const { exitCode, document, stderr } = await here.hereAs('institution', ...args);
      expect([exitCode, stderr]).toEqual([0, expect.any(String)]);
      const published = Published.parse(document);
      if (access === 'licensed') asset = published;
      const proof = here.path(`${access}.lanran.json`);
      expect((await here.hereAs('institution', 'proof', published.assetId, '--out', proof)).exitCode).toBe(0);
      expect((await here.hereAs('institution', 'verify', proof)).document).toMatchObject({ ok: true });
    },
  );

  it('sells a license and delivers its files', async () => {
    const { assetId } = asset;
    const consent = ['consent', assetId, ...PERMITTED, '--until', '2028-12-31', '--share-bps', '2000'];
    expect((await here.hereAs('council', ...consent)).exitCode).toBe(0);
    const dates = ['--from', new Date().toISOString().slice(0, 10), '--to', '2028-12-31'];
    const offer = ['offer', assetId, ...PERMITTED, ...dates, '--price', '1200 TCNY'];
    expect((await here.hereAs('institution', ...offer)).exitCode).toBe(0);
    const { document } = await here.hereAs('studio', 'license', assetId, ...WISH);
    const { licenseId } = z.object({ licenseId: z.string() }).parse(document);
    const out = here.path('package');
    const download = await here.hereAs('studio', 'download', licenseId, '--out', out);
    expect(download).toMatchObject({ exitCode: 0 });
    expect((await readFile(join(out, 'data/scan.bin'))).equals(content)).toBe(true);
  });
});
