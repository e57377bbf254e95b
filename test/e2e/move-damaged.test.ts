import { randomBytes } from 'node:crypto';
import { chmod, copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startContentStore } from '@lanran/embedded/content-store/server';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Installation } from '../support/installation.ts';

const Secrets = z.object({ ipfsToken: z.string() });

/** The acts follow each other. */
describe('a platform with a damaged file that moves to another server', () => {
  const here = Installation.forSuite();
  let node: Awaited<ReturnType<typeof startContentStore>>;
  let asset = '';
  let cid = '';

  beforeAll(async () => {
    const { ipfsToken: token } = Secrets.parse(
      JSON.parse(await readFile(join(here.dataDir, 'secrets.json'), 'utf8')),
    );
    node = await startContentStore({ dataDirectory: here.path('node'), sharedDirectory: null, token });
    await here.start();
    await publish('whole.bin');
    asset = await publish('damaged.bin');
    cid = await cidOf('damaged.bin');
    await copyFile(here.path('damaged.bin'), here.path('copy.bin'));
    const files = join(here.dataDir, 'content-store', 'files');
    const name = (await readdir(files, { recursive: true })).find((each) => each.endsWith(cid)) ?? '';
    await chmod(join(files, name), 0o600);
    await writeFile(join(files, name), randomBytes(2_500_000));
  });
  afterAll(() => node.close());

  async function publish(name: string): Promise<string> {
    await writeFile(here.path(name), randomBytes(2_500_000));
    const words = ['--kind', 'pattern', '--title', name, '--access', 'open', '--community', 'none'];
    const published = await here.hereAs('institution', 'publish', here.path(name), ...words);
    expect(published, JSON.stringify(published)).toMatchObject({ exitCode: 0 });
    return z.object({ assetId: z.string() }).parse(published.document).assetId;
  }

  async function cidOf(path: string): Promise<string> {
    const { mongoUri } = await here.services();
    await using client = await new MongoClient(mongoUri).connect();
    const entry = await client.db().collection('manifest_entries').findOne({ path });
    return z.object({ cid: z.string() }).parse(entry).cid;
  }

  it('is refused by the name of that file, with all others copied', async () => {
    const { exitCode, document } = await here.lanran('move', '--files', node.url);

    expect(exitCode).toBe(1);
    expect(document).toMatchObject({
      error: {
        code: 'MOVE_REFUSED',
        message: expect.stringMatching(
          new RegExp(`^Some stored files are damaged .*: ${cid} \\(.*All others were copied`),
        ),
      },
    });
    expect((await fetch(`${node.url}/ipfs/${await cidOf('whole.bin')}`)).status).toBe(200);
  });

  it('leaves it behind with --leave-damaged, and switches', { timeout: 120_000 }, async () => {
    const moved = await here.lanran('move', '--files', node.url, '--leave-damaged');
    expect(moved, JSON.stringify(moved)).toMatchObject({
      exitCode: 0,
      document: { state: 'COPIED', leftBehind: [cid] },
    });
    await here.platform.end('SIGTERM');

    await here.start({ IPFS_API_URL: node.url });

    expect(here.platform.said).toContain('but for the damaged files that were left behind (1)');
    expect((await here.get('/readyz')).status).toBe(200);
  });

  it('takes a whole copy of it in the new place', async () => {
    await here.hereAs('operator', 'fixity', 'check', asset);
    const { document } = await here.hereAs('institution', 'fixity', 'status', asset);
    expect(document['damagedFiles']).toMatchObject([{ path: 'damaged.bin', state: 'MISSING' }]);

    const repaired = await here.hereAs('institution', 'fixity', 'repair', asset, here.path('copy.bin'));

    expect(repaired, JSON.stringify(repaired)).toMatchObject({ exitCode: 0 });
    expect(await here.hereAs('operator', 'fixity', 'run')).toMatchObject({ exitCode: 0 });
    expect((await fetch(`${node.url}/ipfs/${cid}`)).status).toBe(200);
  });
});
