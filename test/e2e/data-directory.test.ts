import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MongoClient } from 'mongodb';
import { describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { startDocumentStore } from '@lanran/embedded/document-store/server';
import { FORMER_RIGHTS } from '@lanran/protocol/licensing/rights';
import { connect } from '@lanran/sdk/accounts/connect';
import { readKeyFile } from '@lanran/sdk/node/key-file';
import { FORMER_CONTRACTS, hashContracts } from '../../scripts/deploy/hash-contracts.ts';
import { DATA_FORMAT } from '../../scripts/start/data-format.ts';
import { stepsAfter } from '../../scripts/upgrade/steps.ts';
import { Installation } from '../support/installation.ts';
import { NotStartedError, startPlatform } from '../support/platform-process.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');

const Contents = z.object({
  asset: z.string(),
  license: z.string(),
  request: z.string().optional(),
  draft: z.string().optional(),
});

/** Made by test/fixtures/make-data-directory.sh with the first and with the last version of data format 1: never made anew. */
const ARCHIVES = ['data-directory-1.tar.gz', 'data-directory-1-last.tar.gz'];
const STARTS_EMPTY = { LANRAN_DEMO: '0' };

describe.each(ARCHIVES)('the data directory %s', (name) => {
  const here = Installation.ofArchive(join(FIXTURES, name));
  const contents = () => Contents.parse(JSON.parse(readFileSync(here.path('contents.json'), 'utf8')));
  const as = (who: string, ...args: readonly string[]) =>
    here.lanranHere(...args, '--key-file', here.path(`keys/${who}.key`));

  it('began with contracts that this version deploys or goes on with', async () => {
    const text = await readFile(join(here.dataDir, 'format.json'), 'utf8');
    const { contracts } = z.object({ contracts: z.record(z.string(), z.string()) }).parse(JSON.parse(text));
    const now = hashContracts();
    for (const [name, hash] of Object.entries(contracts))
      expect([now[name], ...(FORMER_CONTRACTS[name] ?? [])], name).toContain(hash);
  });

  it('is upgraded, though kill -9 ends the start at each line that it says of the upgrade', async () => {
    const lines = new Set<string>();
    while (await isKilledAtNext(lines));
    expect(lines.size).toBeGreaterThan(stepsAfter(1).length);
    const upgrade: unknown = JSON.parse(await readFile(join(here.dataDir, 'upgrade.json'), 'utf8'));
    expect(upgrade).toMatchObject({ from: 1, to: DATA_FORMAT, endedAt: expect.any(String) });
  });

  /** Ends a start at the first line that no start has said; false when one is ready without it. */
  async function isKilledAtNext(lines: Set<string>): Promise<boolean> {
    const onSaid = (stdout: string, pid: number) => {
      const next = stdout.split('\n').find((line) => line.startsWith('upgrade ') && !lines.has(line));
      if (next === undefined) return;
      lines.add(next);
      process.kill(pid, 'SIGKILL');
    };
    try {
      await here.start(STARTS_EMPTY, { onSaid });
      return false;
    } catch (error) {
      if (error instanceof NotStartedError && error.ending.signal === 'SIGKILL') return true;
      throw error;
    }
  }

  it('opens, with its asset in two versions', async () => {
    const { document } = await as('museum', 'show', contents().asset);
    expect(document).toMatchObject({ asset: { version: 2 } });
  });

  it('delivers to its licensee the version that was sold', async () => {
    const out = here.path('package');
    expect(await as('studio', 'download', contents().license, '--out', out)).toMatchObject({ exitCode: 0 });
    const files = await readdir(out, { recursive: true });
    const pattern = files.find((path) => path.endsWith('pattern.txt'));
    expect(await readFile(join(out, pattern ?? ''), 'utf8')).toBe('The first version.\n');
  });

  it('has the request, with its thread, and the draft, if there were any', async () => {
    const { request, draft } = contents();
    if (request === undefined || draft === undefined) return;
    expect(await as('studio', 'requests', 'show', request)).toMatchObject({
      document: { entries: [{ text: 'May we cut it?' }, { text: 'Into how many pieces?' }] },
    });
    const museum = await connect(here.platform.url, await readKeyFile(here.path('keys/museum.key')));
    const { draft: found } = await museum.api.request({
      query: 'query ($id: ID!) { draft(id: $id) { title { en } files { path } } }',
      variables: { id: draft },
      answer: z.object({ draft: z.unknown() }),
    });
    expect(found).toMatchObject({ title: { en: 'A fixture draft' }, files: [{ path: 'waiting.txt' }] });
  });

  it('sells on', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const use = ['--media', 'EXHIBITION', '--territory', 'FR', '--from', today, '--to', today];
    const sold = await as('studio', 'license', contents().asset, ...use);
    expect(sold).toMatchObject({ exitCode: 0, document: { licenseId: expect.stringMatching(/^0x/) } });
  });

  it('goes on without the rights that films need, and refuses them before anything is signed', async () => {
    const museum = await connect(here.platform.url, await readKeyFile(here.path('keys/museum.key')));
    expect(museum.deployment.rights).toBe(FORMER_RIGHTS);
    const until = ['--from', '2030-01-01', '--to', '2030-12-31', '--price', '1 TCNY'];
    const terms = ['--media', 'STREAMING', '--territory', 'FR', ...until];
    const refused = await as('museum', 'offer', contents().asset, ...terms, '--rights', 'ENDURING');
    expect(refused).toMatchObject({ exitCode: 1, document: { error: { code: 'RIGHTS_UNKNOWN' } } });
    const asked = await as(
      'studio',
      'request',
      contents().asset,
      '--message',
      'May we?',
      ...terms.slice(0, 8),
      '--rights',
      'RENEWABLE,ADAPTABLE',
    );
    expect(asked).toMatchObject({ exitCode: 1, document: { error: { code: 'RIGHTS_UNKNOWN' } } });
  });

  it.each(['asset.lanran.json', 'license.lanran.json'])(
    'has a proof from then, %s, that verifies',
    async (proof) => {
      const verified = await here.lanranHere('verify', here.path(proof));
      expect(verified).toMatchObject({ exitCode: 0, document: { ok: true } });
    },
  );

  it('goes back by the backup that the start made, to what it was, and can be upgraded again', async () => {
    await here.platform.end('SIGTERM');
    const backup = join(here.dataDir, 'backups', `before-format-${DATA_FORMAT}.tar`);
    const former = here.path('former');
    expect(await here.lanranHere('restore', backup, '--data-dir', former)).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(await readFile(join(former, 'format.json'), 'utf8'))).toMatchObject({ format: 1 });
    expect(await storedDocuments(former)).toEqual(await storedDocuments(await unpacked(name)));

    const again = await startPlatform({ distDir: inject('distDir'), dataDir: former, env: STARTS_EMPTY });
    expect(again.said).toContain(`upgrade   done: data format ${DATA_FORMAT}`);
    await again.end('SIGTERM');
  });

  it('is refused when a newer version wrote it, and left as it was', async () => {
    const path = join(here.path('former'), 'format.json');
    const newer = JSON.stringify({ format: DATA_FORMAT + 1 });
    await writeFile(path, newer);
    await expect(startPlatform({ distDir: inject('distDir'), dataDir: here.path('former') })).rejects.toThrow(
      `has data format ${DATA_FORMAT + 1}, and this version opens formats up to ${DATA_FORMAT}`,
    );
    expect(await readFile(path, 'utf8')).toBe(newer);
  });

  async function unpacked(archive: string): Promise<string> {
    const folder = here.path('unpacked');
    await mkdir(folder);
    await promisify(execFile)('tar', ['-xzf', join(FIXTURES, archive), '-C', folder]);
    return join(folder, 'data');
  }
});

/** All documents of a data directory that nobody uses. */
async function storedDocuments(dataDir: string): Promise<unknown> {
  const store = await startDocumentStore({ dataDir: join(dataDir, 'document-store') });
  const client = await new MongoClient(store.uri).connect();
  try {
    const names = (await client.db('lanran').listCollections().toArray()).map((each) => each.name).sort();
    const documents = names.map((each) =>
      client.db('lanran').collection(each).find().sort({ _id: 1 }).toArray(),
    );
    return Object.fromEntries((await Promise.all(documents)).map((found, at) => [names[at], found]));
  } finally {
    await client.close();
    await store.close();
  }
}
