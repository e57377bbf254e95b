import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockDataDirectory } from '@lanran/embedded/directory-lock';
import { startContentStore } from '@lanran/embedded/content-store/server';
import { startDocumentStore } from '@lanran/embedded/document-store/server';
import { tcpUri } from '@lanran/embedded/document-store/uris';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { Installation } from '../support/installation.ts';
import {
  type Ending,
  NotStartedError,
  type StartOptions,
  startPlatform,
} from '../support/platform-process.ts';

const PASSWORD = 'a password for documents';
const Secrets = z.object({ logId: z.string(), ipfsToken: z.string() });

/** The acts follow each other. */
describe('a platform that moves to other servers and back', () => {
  const here = Installation.forSuite();
  const endings: (() => Promise<unknown>)[] = [];
  const assets: string[] = [];
  let documents = '';
  let files = '';
  let checkpoint = '';

  beforeAll(async () => {
    const { ipfsToken } = Secrets.parse(
      JSON.parse(await readFile(join(here.dataDir, 'secrets.json'), 'utf8')),
    );
    const store = await startDocumentStore({
      dataDir: here.path('documents'),
      tcp: { host: '127.0.0.1', port: 0, password: PASSWORD },
    });
    const node = await startContentStore({
      dataDirectory: here.path('files'),
      sharedDirectory: null,
      token: ipfsToken,
    });
    endings.push(
      () => store.close(),
      () => node.close(),
    );
    documents = `${tcpUri({ port: store.port ?? 0, password: PASSWORD })}/lanran`;
    files = node.url;
    await here.start();
  });
  afterAll(() => Promise.all(endings.map((end) => end())));

  const target = () => ['--documents', documents, '--files', files];
  const there = () => ({ MONGODB_URI: documents, IPFS_API_URL: files });

  async function publish(name: string, access: 'licensed' | 'open' = 'licensed'): Promise<void> {
    await writeFile(here.path(name), randomBytes(2_500_000));
    // What is open has no community: its council would have to consent first.
    const community = access === 'open' ? ['--community', 'none'] : [];
    const words = ['--kind', 'pattern', '--title', name, '--access', access, ...community];
    const published = await here.hereAs('institution', 'publish', here.path(name), ...words);
    expect(published, JSON.stringify(published)).toMatchObject({ exitCode: 0 });
    assets.push(z.object({ assetId: z.string() }).parse(published.document).assetId);
  }

  async function refusal(env: Record<string, string>, onSaid?: StartOptions['onSaid']): Promise<Ending> {
    const outcome = await startPlatform({
      distDir: inject('distDir'),
      dataDir: here.dataDir,
      env,
      ...(onSaid && { onSaid }),
    }).then(
      (platform) => platform.end('SIGTERM').then(() => null),
      (error: unknown) => error,
    );
    if (outcome instanceof NotStartedError) return outcome.ending;
    throw outcome instanceof Error ? outcome : new Error('The start was not refused.');
  }

  /** Size and root of the log, and that every asset of this test has its proofs and its files. */
  async function expectWhole(): Promise<void> {
    const trust = here.path('trust.json');
    await writeFile(trust, await (await here.get('/log/trust.json')).text());
    for (const [number, asset] of assets.entries()) {
      const bundle = here.path(`${number}.lanran.json`);
      await rm(bundle, { force: true });
      expect(await here.hereAs('institution', 'proof', asset, '--out', bundle)).toMatchObject({
        exitCode: 0,
      });
      const verified = await here.lanranHere('verify', bundle, '--trust', trust);
      expect(verified, JSON.stringify(verified)).toMatchObject({ exitCode: 0 });
    }
    const fixity = await here.hereAs('operator', 'fixity', 'run');
    expect(fixity, JSON.stringify(fixity)).toMatchObject({ exitCode: 0 });
  }

  /** What the embedded node answers to who has no token and asks for an original. */
  async function statusForStrangers(name: string): Promise<number> {
    const { mongoUri, ipfsApiUrl } = await here.services();
    await using client = await new MongoClient(mongoUri).connect();
    const entry = await client.db().collection('manifest_entries').findOne({ path: name });
    const { cid } = z.object({ cid: z.string() }).parse(entry);
    return (await fetch(`${ipfsApiUrl}/ipfs/${cid}`)).status;
  }

  const signedLog = async () => (await (await here.get('/log/checkpoint')).text()).split('\n\n')[0] ?? '';

  it('says how much there is, and writes nothing on the other side', async () => {
    const { exitCode, document } = await here.lanran('move', ...target(), '--dry-run');

    expect(exitCode).toBe(0);
    const found = z
      .object({ documents: z.object({ count: z.number(), missing: z.number() }) })
      .parse(document);
    expect(found.documents.count).toBeGreaterThan(100);
    expect(found.documents.missing).toBe(found.documents.count);
    await using client = await new MongoClient(documents).connect();
    expect(await client.db('lanran').listCollections().toArray()).toEqual([]);
  });

  it('refuses a database that is not empty', async () => {
    await using client = await new MongoClient(documents).connect();
    await client.db('other').collection('theirs').insertOne({});

    const { exitCode, document } = await here.lanran(
      'move',
      '--documents',
      documents.replace(/lanran$/, 'other'),
    );

    expect(exitCode).toBe(1);
    expect(document).toMatchObject({ error: { code: 'MOVE_REFUSED' } });
    expect(JSON.stringify(document)).toContain('is not empty: it has theirs');
  });

  it('refuses to start on a copy that was killed before it was whole, and one start on the former place goes on', async () => {
    const running = here.begin('move', ...target());
    await untilThere(join(here.dataDir, 'move', 'move.json'));
    running.interrupt();
    await running.ended;
    await here.platform.end('SIGTERM');

    const { code, stderr } = await refusal(there());

    expect(code).toBe(1);
    expect(stderr).toMatch(/has not copied everything yet: unset MONGODB_URI and unset IPFS_API_URL/);
    expect(stderr).not.toContain(PASSWORD.replaceAll(' ', '%20'));
    await here.start();
  });

  it('gives up what was not switched, with what was copied', async () => {
    expect(await here.lanran('move', '--clean-up', '--yes')).toMatchObject({ exitCode: 1 });

    const given = await here.lanran('move', '--give-up', '--yes');

    expect(given, JSON.stringify(given)).toMatchObject({ exitCode: 0 });
    expect(existsSync(join(here.dataDir, 'move'))).toBe(false);
    await using client = await new MongoClient(documents).connect();
    expect(await client.db('lanran').listCollections().toArray()).toEqual([]);
  });

  it('refuses a second move at once', async () => {
    const release = lockDataDirectory(join(here.dataDir, 'move'));

    const { exitCode, document } = await here.lanran('move', ...target());

    expect(exitCode).toBe(1);
    expect(JSON.stringify(document)).toContain('Another move of this data directory is under way');
    release();
  });

  it('copies while things are published', { timeout: 120_000 }, async () => {
    const running = here.begin('move', ...target());
    await publish('meanwhile.bin');

    const { exitCode, stdout, stderr } = await running.ended;

    expect(exitCode, stdout + stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ state: 'COPIED' });
  });

  it('copies what was published since while the platform is stopped', { timeout: 120_000 }, async () => {
    await publish('before the stop.bin', 'open');
    expect(await statusForStrangers('before the stop.bin')).toBe(200);
    expect(await statusForStrangers('meanwhile.bin')).toBe(404);
    await here.platform.end('SIGTERM');

    const moved = await here.lanran('move', ...target());

    expect(moved, JSON.stringify(moved)).toMatchObject({ exitCode: 0, document: { state: 'COPIED' } });
    expect(z.number().parse(moved.document['verifiedProofs'])).toBeGreaterThan(10);
    await here.start();
  });

  it('ends the last pass of the switch when it is asked to', async () => {
    await publish('since.bin');
    checkpoint = await signedLog();
    await here.platform.end('SIGTERM');
    let isAsked = false;

    const { signal, stderr } = await refusal(there(), (said, pid) => {
      if (isAsked || !said.includes('moving ')) return;
      isAsked = true;
      process.kill(pid, 'SIGTERM');
    });

    expect(signal).toBe('SIGTERM');
    expect(stderr).toBe(
      'SIGTERM: the last pass of the move was stopped. Nothing is lost, and the next start goes on with it.\n',
    );
  });

  it('takes at the switch what was published since the copy', { timeout: 120_000 }, async () => {
    await here.start(there());

    expect(await signedLog()).toBe(checkpoint);
    expect(here.platform.said).toMatch(/moved {5}\d+ changes since the copy/);
    await expectWhole();
  });

  it('refuses to start on the former place', async () => {
    await here.platform.end('SIGTERM');

    expect((await refusal({})).stderr).toMatch(/^The documents were moved to .*: set MONGODB_URI to/);

    await here.start(there());
  });

  it('removes the former place when it is asked to', async () => {
    expect(existsSync(join(here.dataDir, 'document-store'))).toBe(true);
    expect(await here.lanran('move', '--clean-up')).toMatchObject({ exitCode: 2 });

    expect(await here.lanran('move', '--clean-up', '--yes')).toMatchObject({ exitCode: 0 });

    expect(existsSync(join(here.dataDir, 'document-store'))).toBe(false);
    expect(existsSync(join(here.dataDir, 'content-store'))).toBe(false);
  });

  it('moves back the same way', { timeout: 120_000 }, async () => {
    await publish('there.bin');
    const moved = await here.lanran('move', '--documents', 'embedded', '--files', 'embedded');
    expect(moved, JSON.stringify(moved)).toMatchObject({ exitCode: 0 });
    checkpoint = await signedLog();
    await here.platform.end('SIGTERM');

    await here.start();

    expect(await signedLog()).toBe(checkpoint);
    await expectWhole();
    expect(await statusForStrangers('before the stop.bin')).toBe(200);
    expect(await statusForStrangers('meanwhile.bin')).toBe(404);
    expect(await here.lanran('move', '--clean-up', '--yes')).toMatchObject({ exitCode: 0 });
    await using client = await new MongoClient(documents).connect();
    expect(await client.db('lanran').listCollections().toArray()).toEqual([]);
  });
});

async function untilThere(path: string): Promise<void> {
  await expect.poll(() => existsSync(path), { interval: 5, timeout: 20_000 }).toBe(true);
}
