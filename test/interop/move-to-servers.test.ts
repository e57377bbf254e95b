import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Db, MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { OpenedStore } from '../embedded/content-store/behavior.ts';
import type { StoreUnderTest } from '../embedded/document-store/under-test.ts';
import { type Account, type CommandOutcome, Installation } from '../support/installation.ts';
import { findFerretDb, startFerretDb } from './ferretdb.ts';
import { findKubo, startKubo } from './kubo.ts';

const MINUTES = 60_000;
/** Half of them while the platform is moved. */
const IMPORTED = 1_000;
const Unavailable = z.object({ error: z.object({ code: z.literal('UNAVAILABLE') }) });
/** Of the imported assets, whose proofs are verified after each switch. */
const SAMPLED = 20;
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
  async function log(): Promise<string> {
    const answer = await here.get('/log/checkpoint');
    if (answer.status === 503) return log();
    return (await answer.text()).split('\n\n')[0] ?? '';
  }

  /** FerretDB on SQLite looks through a collection for each question: with a thousand assets some take longer than the platform waits. */
  async function repeated(act: () => Promise<CommandOutcome>): Promise<CommandOutcome> {
    const outcome = await act();
    const { success } = Unavailable.safeParse(outcome.document);
    return success ? repeated(act) : outcome;
  }

  async function publish(name: string): Promise<void> {
    await writeFile(here.path(name), randomBytes(3_500_000));
    const words = ['--kind', 'pattern', '--title', name, '--access', 'licensed'];
    const published = await here.hereAs('institution', 'publish', here.path(name), ...words);
    expect(published).toMatchObject({ exitCode: 0 });
    assets.push(z.object({ assetId: z.string() }).parse(published.document).assetId);
  }

  const keyOf = (account: Account) => ['--key-file', here.keyFile(account)];

  /** Every second one is open. */
  async function makeFolder(name: string, records: number): Promise<string> {
    const folder = here.path(name);
    await mkdir(folder);
    const rows = ['externalId,title,kind,access,community,files'];
    for (let at = 0; at < records; at += 1) {
      await writeFile(join(folder, `${name}-${at}.bin`), randomBytes(2_000));
      rows.push(
        `${name}:${at},${name} ${at},film,${at % 2 === 0 ? 'OPEN' : 'LICENSED'},none,${name}-${at}.bin`,
      );
    }
    await writeFile(join(folder, 'metadata.csv'), rows.join('\n'));
    return folder;
  }

  async function withDocuments<T>(work: (database: Db) => Promise<T>): Promise<T> {
    const client = await MongoClient.connect((await here.services()).mongoUri);
    try {
      return await work(client.db());
    } finally {
      await client.close();
    }
  }

  const importedAssets = () =>
    withDocuments(async (database) => {
      const drafts = await database
        .collection('drafts')
        .find({ externalId: /^(before|during):/ })
        .toArray();
      return drafts.map(({ assetId }) => String(assetId)).sort();
    });

  /** What the embedded node answers to who has no token and asks for an original. */
  async function statusForStrangers(path: string): Promise<number> {
    const entry = await withDocuments((database) =>
      database.collection('manifest_entries').findOne({ path }),
    );
    return (await fetch(`${(await here.services()).ipfsApiUrl}/ipfs/${String(entry?.['cid'])}`)).status;
  }

  async function expectWhole(): Promise<void> {
    const imported = await importedAssets();
    expect(imported).toHaveLength(IMPORTED);
    const sampled = imported.filter((_, at) => at % (IMPORTED / SAMPLED) === 0);
    const trust = here.path('trust.json');
    await writeFile(trust, await (await here.get('/log/trust.json')).text());
    for (const asset of [...assets, ...sampled]) {
      const bundle = here.path('proof.lanran.json');
      await rm(bundle, { force: true });
      const proof = await repeated(() => here.hereAs('institution', 'proof', asset, '--out', bundle));
      expect(proof, JSON.stringify(proof)).toMatchObject({ exitCode: 0 });
      expect(await here.lanranHere('verify', bundle, '--trust', trust)).toMatchObject({ exitCode: 0 });
    }
    const fixity = await repeated(() => here.hereAs('operator', 'fixity', 'run'));
    expect(fixity, JSON.stringify(fixity)).toMatchObject({ exitCode: 0 });
  }

  it('copies while records are imported and things are published', { timeout: 10 * MINUTES }, async () => {
    const before = await makeFolder('before', IMPORTED / 2);
    const during = await makeFolder('during', IMPORTED / 2);
    const first = await here.begin('import', before, ...keyOf('institution')).ended;
    expect(first.exitCode, first.stderr).toBe(0);
    const running = here.begin('move', ...target());
    const importing = here.begin('import', during, ...keyOf('institution'));
    await publish('meanwhile.bin');

    const { exitCode, stdout, stderr } = await running.ended;

    expect(exitCode, stdout + stderr).toBe(0);
    const second = await importing.ended;
    expect(second.exitCode, second.stderr).toBe(0);
  });

  it('goes on there with the same log, proofs and files', { timeout: 10 * MINUTES }, async () => {
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
    const given = await repeated(() =>
      here.hereAs('council', ...consent, '--until', '2028-12-31', '--share-bps', '2000'),
    );
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
    if (node === null) return;
    expect(await statusForStrangers('during-0.bin')).toBe(200);
    expect(await statusForStrangers('during-1.bin')).toBe(404);
  });
});
