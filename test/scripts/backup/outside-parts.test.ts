import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDocumentStore } from '@lanran/embedded/document-store/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContentStore } from '../../../embedded/content-store/content-store.ts';
import { backUp } from '../../../scripts/backup/backup.ts';
import { outsideParts } from '../../../scripts/backup/manifest.ts';
import { readStartSettings } from '../../../scripts/start/settings.ts';
import { embeddedStores } from '../../../scripts/start/store-places.ts';

const ALL_EMBEDDED = { documents: 'EMBEDDED', files: 'EMBEDDED', chain: 'EMBEDDED' };

describe('the parts of a backup, of a data directory with a folder of every store', () => {
  let dir: string;
  let dataDir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'lanran-outside-'));
    dataDir = join(dir, 'data');
    await mkdir(join(dataDir, 'chain'), { recursive: true });
    await writeFile(join(dataDir, 'secrets.json'), '{}');
    await writeFile(join(dataDir, 'chain', 'journal'), 'blocks');
    await (await startDocumentStore({ dataDir: join(dataDir, 'document-store') })).close();
    await (await ContentStore.open(join(dataDir, 'content-store'))).close();
  });
  afterEach(() => rm(dir, { recursive: true }));

  const writeServices = (text: string) => writeFile(join(dataDir, 'services.json'), text);
  const makeBackup = async () => {
    const { manifest } = await backUp({ dataDir, out: join(dir, 'backup.tar'), recipient: null });
    return manifest;
  };
  const folders = (files: readonly { readonly path: string }[]) =>
    [...new Set(files.map(({ path }) => path.split('/')[0]))].sort();

  it('are outside where services.json says so, and the folders left behind are not in the backup', async () => {
    await writeServices(JSON.stringify({ mongoUri: 'mongodb://db.example/lanran', embedded: ['files'] }));

    const { parts, files } = await makeBackup();

    expect(parts).toEqual({ documents: 'OUTSIDE', files: 'EMBEDDED', chain: 'OUTSIDE' });
    expect(outsideParts({ parts }).join()).toMatch(/MONGODB_URI.*CHAIN_RPC_URL/);
    expect(folders(files)).toEqual(['content-store', 'secrets.json']);
  });

  it('are outside for the files too', async () => {
    await writeServices(JSON.stringify({ embedded: ['documents', 'chain'] }));

    const { parts, files } = await makeBackup();

    expect(parts).toEqual({ ...ALL_EMBEDDED, files: 'OUTSIDE' });
    expect(folders(files)).toEqual(['chain', 'document-store', 'secrets.json']);
  });

  it('are embedded where services.json says so', async () => {
    await writeServices(JSON.stringify({ embedded: ['documents', 'files', 'chain'] }));

    expect((await makeBackup()).parts).toEqual(ALL_EMBEDDED);
  });

  it('are outside where the start of the platform was told of a server', async () => {
    const settings = readStartSettings({ MONGODB_URI: 'mongodb://db.example/lanran' });
    await writeServices(JSON.stringify({ embedded: embeddedStores(settings) }));

    expect((await makeBackup()).parts).toEqual({ ...ALL_EMBEDDED, documents: 'OUTSIDE' });
  });

  it.each([
    ['there is no services.json', null],
    ['services.json is of a version that did not say', '{ "mongoUri": "mongodb://db.example/lanran" }'],
  ])('are what lies there where %s', async (_, text) => {
    if (text !== null) await writeServices(text);

    expect((await makeBackup()).parts).toEqual(ALL_EMBEDDED);
  });

  it('are unknown where services.json is damaged: there is no backup then', async () => {
    await writeServices('{ "embedded": [');

    await expect(makeBackup()).rejects.toThrow(/services\.json can't be read.*Start the platform once/);
  });
});
