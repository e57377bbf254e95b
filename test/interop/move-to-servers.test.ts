import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { OpenedStore } from '../embedded/content-store/behavior.ts';
import type { StoreUnderTest } from '../embedded/document-store/under-test.ts';
import { Installation } from '../support/installation.ts';
import { findFerretDb, startFerretDb } from './ferretdb.ts';
import { findKubo, startKubo } from './kubo.ts';

const MINUTES = 60_000;
const ferretDb = findFerretDb();
const kubo = findKubo();
if (ferretDb === null) process.stderr.write('SKIPPED: a move to FerretDB; none was found.\n');

/** The acts follow each other. */
describe.skipIf(ferretDb === null && kubo === null)('a used platform that moves to other servers', () => {
  const here = Installation.forSuite();
  const assets: string[] = [];
  let database: StoreUnderTest | null = null;
  let node: OpenedStore | null = null;
  beforeAll(async () => {
    database = ferretDb === null ? null : await startFerretDb(ferretDb);
    node = kubo === null ? null : await startKubo(kubo);
    await here.start();
  });
  afterAll(async () => {
    await database?.stop();
    await node?.stop();
  });

  const documents = () => (database === null ? [] : [new URL('lanran', database.uri).href]);
  const files = () => (node === null ? [] : [node.url]);
  const target = () => [
    ...documents().flatMap((place) => ['--documents', place]),
    ...files().flatMap((place) => ['--files', place]),
  ];
  const there = () => ({
    ...Object.fromEntries(documents().map((place) => ['MONGODB_URI', place])),
    ...Object.fromEntries(files().map((place) => ['IPFS_API_URL', place])),
  });
  const log = async () => (await (await here.get('/log/checkpoint')).text()).split('\n\n')[0] ?? '';

  async function publish(name: string): Promise<void> {
    await writeFile(here.path(name), randomBytes(3_500_000));
    const words = ['--kind', 'pattern', '--title', name, '--access', 'licensed'];
    const published = await here.hereAs('institution', 'publish', here.path(name), ...words);
    expect(published).toMatchObject({ exitCode: 0 });
    assets.push(z.object({ assetId: z.string() }).parse(published.document).assetId);
  }

  async function expectWhole(): Promise<void> {
    const trust = here.path('trust.json');
    await writeFile(trust, await (await here.get('/log/trust.json')).text());
    for (const asset of assets) {
      const bundle = here.path('proof.lanran.json');
      await rm(bundle, { force: true });
      expect(await here.hereAs('institution', 'proof', asset, '--out', bundle)).toMatchObject({
        exitCode: 0,
      });
      expect(await here.lanranHere('verify', bundle, '--trust', trust)).toMatchObject({ exitCode: 0 });
    }
    expect(await here.hereAs('operator', 'fixity', 'run')).toMatchObject({ exitCode: 0 });
  }

  it('copies while things are published', { timeout: 5 * MINUTES }, async () => {
    const running = here.begin('move', ...target());
    await publish('meanwhile.bin');

    const { exitCode, stdout, stderr } = await running.ended;

    expect(exitCode, stdout + stderr).toBe(0);
  });

  it('goes on there with the same log, proofs and files', { timeout: 5 * MINUTES }, async () => {
    await publish('since.bin');
    const before = await log();
    await here.platform.end('SIGTERM');

    await here.start(there(), { readyWithinMs: 4 * MINUTES });

    expect(await log()).toBe(before);
    await expectWhole();
  });

  it('comes back with what was recorded there', { timeout: 10 * MINUTES }, async () => {
    const size = await here.leafCount();
    const consent = ['consent', assets[0] ?? '', '--media', 'streaming', '--territory', 'WORLD'];
    const given = await here.hereAs('council', ...consent, '--until', '2028-12-31', '--share-bps', '2000');
    expect(given, JSON.stringify(given)).toMatchObject({ exitCode: 0 });
    await expect.poll(() => here.leafCount(), { timeout: MINUTES }).toBeGreaterThan(size);
    expect(await here.lanran('move', '--clean-up', '--yes')).toMatchObject({ exitCode: 0 });
    const back = target().map((word) => (word.startsWith('--') ? word : 'embedded'));
    const moved = await here.lanran('move', ...back);
    expect(moved, JSON.stringify(moved)).toMatchObject({ exitCode: 0 });
    const before = await log();
    await here.platform.end('SIGTERM');

    await here.start({}, { readyWithinMs: 4 * MINUTES });

    expect(await log()).toBe(before);
    await expectWhole();
  });
});
