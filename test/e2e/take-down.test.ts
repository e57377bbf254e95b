import { createHash, randomBytes } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Installation } from '../support/installation.ts';
import { type Ending, NotStartedError } from '../support/platform-process.ts';
import { filesHolding } from '../support/searched-directory.ts';

const FOLLOWS = { timeout: 60_000, interval: 200 };
const STEPS = [
  'take-down-content-released',
  'take-down-entry-erased',
  'take-down-fields-erased',
  'take-down-collected',
];
const Shown = z.object({ asset: z.object({ takeDowns: z.array(z.object({ state: z.string() })) }) });

/** Noise of more pixels than any rendition, so that it is cut into tiles. */
async function randomScan() {
  const [width, height] = [3_300, 1_000];
  const words = `photographed by ${randomBytes(12).toString('hex')}`;
  const raw = { width, height, channels: 3 as const };
  const bytes = await sharp(randomBytes(width * height * 3), { raw })
    .withExif({ IFD0: { Artist: words } })
    .jpeg()
    .toBuffer();
  return { bytes, words, sha256: createHash('sha256').update(bytes).digest('hex') };
}

describe('a take-down', () => {
  const here = Installation.forSuite();
  beforeAll(async () => {
    await here.start({ LANRAN_FAIL_POINT: STEPS[0] ?? '' });
  });

  /** What was left undone goes on at once, also before the platform is ready. */
  async function endedAt(step: string): Promise<Ending> {
    try {
      const platform = await here.start({ LANRAN_FAIL_POINT: step });
      return await platform.ended();
    } catch (error) {
      if (error instanceof NotStartedError) return error.ending;
      throw error;
    }
  }

  it('killed between its steps, leaves no byte in the data directory, and the rest proves itself', async () => {
    const scan = await randomScan();
    const title = `Burial ${randomBytes(8).toString('hex')}`;
    const path = here.path('grave.jpg');
    await writeFile(path, scan.bytes);
    const published = await here.as('institution', 'publish', path, '--kind', 'pattern', '--title', title);
    const assetId = z.string().parse(published.document['assetId']);
    const derivatives = async () => {
      const names = await readdir(here.dataDir, { recursive: true });
      return names.filter((name) => name.includes(`${scan.sha256}/`));
    };
    await vi.waitUntil(async () => (await derivatives()).some((name) => name.endsWith('/tiles')), FOLLOWS);
    const needles = {
      'its title': title,
      'its SHA-256': scan.sha256,
      'its words': scan.words,
      'its beginning': scan.bytes.subarray(1_000, 1_032),
      'its middle': scan.bytes.subarray(scan.bytes.length >> 1, (scan.bytes.length >> 1) + 32),
    };
    expect(await filesHolding(here.dataDir, needles)).not.toEqual([]);

    const taking = here.begin(
      ...['take-down', assetId, '--reason', 'Not to be seen.', '--yes'],
      ...['--key-file', here.keyFile('institution')],
    );
    expect((await here.platform.ended()).signal).toBe('SIGKILL');
    for (const step of STEPS.slice(1)) expect((await endedAt(step)).signal).toBe('SIGKILL');
    await here.start();
    taking.interrupt();
    const stateOf = async () => {
      const { document } = await here.as('institution', 'show', assetId);
      return Shown.parse(document).asset.takeDowns.map(({ state }) => state);
    };
    await vi.waitUntil(async () => (await stateOf()).includes('ERASED'), FOLLOWS);

    expect(await filesHolding(here.dataDir, needles)).toEqual([]);
    const proof = here.path('proof.lanran.json');
    expect(await here.as('institution', 'proof', assetId, '--out', proof)).toMatchObject({ exitCode: 0 });
    const verified = await here.lanran('verify', proof, '--offline');
    expect(JSON.stringify(verified.document)).not.toContain('"fail"');
    expect(await readdir(join(here.dataDir, 'demo-accounts'))).not.toEqual([]);
  });
});
