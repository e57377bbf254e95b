import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startChain } from '@lanran/embedded/chain/start-chain';
import { startContentStore } from '@lanran/embedded/content-store/server';
import { startDocumentStore } from '@lanran/embedded/document-store/server';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { Installation } from '../support/installation.ts';
import { type Ending, NotStartedError, startPlatform } from '../support/platform-process.ts';

const Signed = z.object({ origin: z.string(), size: z.number(), root: z.string() });
const OWN_FILES = /^(installation|signed-checkpoint.*)\.json$/;

describe('a start of a used data directory', () => {
  const here = Installation.forSuite();
  const outside: Record<string, string> = {};
  const endings: (() => Promise<unknown>)[] = [];
  let logId = '';

  beforeAll(async () => {
    const documents = await startDocumentStore({ dataDir: here.path('empty-documents') });
    const chain = await startChain({ dataDir: here.path('empty-chain') });
    const files = await startContentStore({
      dataDirectory: here.path('empty-files'),
      sharedDirectory: null,
      token: null,
    });
    endings.push(
      () => documents.close(),
      () => chain.stop(),
      () => files.close(),
    );
    outside['MONGODB_URI'] = `${documents.uri}/lanran`;
    outside['CHAIN_RPC_URL'] = chain.url;
    outside['IPFS_API_URL'] = files.url;
    const secrets = z.object({ logId: z.string() });
    ({ logId } = secrets.parse(JSON.parse(await readFile(join(here.dataDir, 'secrets.json'), 'utf8'))));
  });
  afterAll(() => Promise.all(endings.map((end) => end())));

  const signed = async () => Signed.parse(JSON.parse(await ownFile('signed-checkpoint.json')));
  const ownFile = async (name: string) => readFile(join(here.dataDir, name), 'utf8');

  /** How a start ends that must be refused; one that is not is ended at once. */
  async function refusal(env: Record<string, string>): Promise<Ending> {
    const start = startPlatform({ distDir: inject('distDir'), dataDir: here.dataDir, env });
    const outcome = await start.catch((error: unknown) => error);
    if (outcome instanceof NotStartedError) return outcome.ending;
    if (outcome instanceof Error) throw outcome;
    await (await start).end('SIGTERM');
    throw new Error('The start was not refused.');
  }

  /** One sentence, no stack trace, nothing said to be deployed. */
  function expectRefused({ code, stdout, stderr }: Ending): void {
    expect(code).toBe(1);
    expect(stderr).toContain(logId);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stdout).not.toContain('deploying');
  }

  describe.each([
    ['of this version', false],
    ['of a version before, without its own files', true],
  ])('%s', (_, isOfBefore) => {
    beforeAll(async () => {
      const names = isOfBefore ? await readdir(here.dataDir) : [];
      for (const name of names) if (OWN_FILES.test(name)) await rm(join(here.dataDir, name));
    });

    it.each([
      ['MONGODB_URI', /^The documents at MONGODB_URI are empty, .* set MONGODB_URI/],
      ['CHAIN_RPC_URL', /^The chain at CHAIN_RPC_URL has the id \d+, .* on chain \d+: set CHAIN_RPC_URL/],
      ['IPFS_API_URL', /^The files at IPFS_API_URL lack .* originals .* set IPFS_API_URL/],
    ])('is refused with %s set to an empty store, and writes nothing', async (name, sentence) => {
      const ending = await refusal({ [name]: outside[name] ?? '' });

      expectRefused(ending);
      expect(ending.stderr).toMatch(sentence);
      // Asked a second time it is no more used than before.
      expect((await refusal({ [name]: outside[name] ?? '' })).stderr).toBe(ending.stderr);
      if (isOfBefore)
        expect((await readdir(here.dataDir)).filter((each) => OWN_FILES.test(each))).toEqual([]);
    });
  });

  it('adopts its own stores where the files of its own are missing, and goes on', async () => {
    await here.start();
    const leaves = await here.leafCount();
    await here.platform.end('SIGTERM');

    expect(JSON.parse(await ownFile('installation.json'))).toMatchObject({ logId });
    expect(await signed()).toMatchObject({ origin: `lanran/${logId.slice(2)}`, size: leaves });
  });

  it('is refused while an outside store does not answer, which is not taken for empty', async () => {
    const { code, stderr } = await refusal({ MONGODB_URI: 'mongodb://somebody:secret@127.0.0.1:1/lanran' });

    expect(code).toBe(1);
    expect(stderr).toMatch(/^The documents at MONGODB_URI can't be read \(.*\): check/);
    expect(stderr).not.toContain('secret');
  });

  it('is refused on documents that are older than what it signed last, and goes on with the right ones', async () => {
    const documents = join(here.dataDir, 'document-store');
    await copyStore(documents, here.path('older-documents'));
    await writeFile(here.path('scan.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await here.start({ LANRAN_ANCHOR_SECONDS: '3600' });
    const publish = ['publish', here.path('scan.svg'), '--kind', 'pattern', '--title', 'Fern'];
    expect(await here.hereAs('institution', ...publish)).toMatchObject({ exitCode: 0 });
    await here.platform.end('SIGTERM');
    const { size, root } = await signed();
    await copyStore(documents, here.path('newer-documents'));
    await rm(documents, { recursive: true });
    await copyStore(here.path('older-documents'), documents);

    const ending = await refusal({});

    expectRefused(ending);
    expect(ending.stderr).toMatch(
      new RegExp(
        `hold ${size - 1} leaves of log .* signed ${size} leaves \\(root ${root}\\): restore a newer dump`,
      ),
    );
    await rm(documents, { recursive: true });
    await copyStore(here.path('newer-documents'), documents);
    await here.start();
    expect(await here.leafCount()).toBe(size);
    await here.platform.end('SIGTERM');
  });

  it('is refused with the secrets of another installation', async () => {
    const other = here.path('other');
    const platform = await startPlatform({
      distDir: inject('distDir'),
      dataDir: other,
      env: { LANRAN_DEMO: '0' },
    });
    await platform.end('SIGTERM');
    await cp(join(other, 'installation.json'), join(here.dataDir, 'installation.json'));

    const ending = await refusal({});

    expectRefused(ending);
    expect(ending.stderr).toContain('installation.json is of log');
  });
});

/** Without the socket that a store leaves which was killed because it did not end in time. */
async function copyStore(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, filter: (path) => !path.endsWith('.sock') });
}
