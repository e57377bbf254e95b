import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesMarkerOf } from '@lanran/api/compose-stores';
import { lockDataDirectory } from '@lanran/embedded/directory-lock';
import { parseLogId } from '@lanran/protocol/kernel/ids';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endMove, type Ending, listLeftovers } from '../../../scripts/move/clean-up.ts';
import { ContentServer } from '../../../scripts/move/files/content-server.ts';
import { pinsOf } from '../../../scripts/move/files/copy-files.ts';
import { type Move, MoveFile } from '../../../scripts/move/move-file.ts';
import { loadSecrets } from '../../../scripts/start/secrets.ts';
import { readStartSettings } from '../../../scripts/start/settings.ts';
import { startStore, type StoreUnderTest, TOKEN } from '../../embedded/content-store/store-under-test.ts';
import { temporaryDirectory } from '../../embedded/document-store/under-test.ts';

describe('removing what a move of files leaves behind', () => {
  let dataDir: string;
  let stores: StoreUnderTest[];
  let nodes: ContentServer[];
  beforeEach(async () => {
    dataDir = temporaryDirectory();
    stores = [await startStore(), await startStore()];
    nodes = stores.map(({ url }) => new ContentServer({ apiUrl: url, token: TOKEN }));
    const marker = filesMarkerOf(parseLogId(loadSecrets(dataDir).logId));
    for (const { ipfs } of stores)
      for (const bytes of [marker.bytes, Buffer.from('an original')])
        await ipfs.add(bytes, { pin: true, rawLeaves: true, cidVersion: 1 });
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.remove()));
    await rm(dataDir, { recursive: true });
  });

  const urlOf = (at: number) => stores[at]?.url ?? '';
  const counts = () => Promise.all(nodes.map(async (node) => (await pinsOf(node)).size));

  async function moved(move: Partial<Move>, used: string) {
    const file = new MoveFile(dataDir);
    await mkdir(file.folder, { recursive: true });
    const { logId, ...secrets } = loadSecrets(dataDir);
    file.write({
      logId,
      startedAt: '2026-11-30T00:00:00.000Z',
      state: 'DONE',
      isServed: true,
      documents: null,
      files: { from: urlOf(0), to: urlOf(1) },
      leftBehind: [],
      ...move,
    });
    const services = { mongoUri: 'mongodb://127.0.0.1:1/lanran', ipfsApiUrl: used, embedded: ['documents'] };
    await writeFile(join(dataDir, 'services.json'), JSON.stringify(services));
    const settings = readStartSettings({ LANRAN_DATA_DIR: dataDir });
    return { dataDir, file, settings, secrets: { ...secrets, logId, ipfsToken: TOKEN } };
  }

  it('says that damaged files were left behind in what it removes', async () => {
    const opened = await moved({ leftBehind: ['bafkqaaa', 'bafkqaab'] }, urlOf(1));

    expect(await listLeftovers('CLEAN_UP', opened)).toEqual([
      `all pins at ${urlOf(0)}, with the damaged files that were left behind there (2) and what can still be read of them`,
    ]);
  });

  it('empties the former node of a move that is served', async () => {
    const opened = await moved({}, urlOf(1));

    await endMove('CLEAN_UP', opened);

    expect(await counts()).toEqual([0, 2]);
    expect(opened.file.read()).toBeNull();
  });

  it.each([
    ['CLEAN_UP', 'DONE'],
    ['GIVE_UP', 'COPIED'],
  ] as const)(
    'does not empty the node that the platform uses by another address (%s)',
    async (ending, state) => {
      // One more address of this machine, which no comparison of texts sees through.
      const other = urlOf(0).replace('127.0.0.1', '[::ffff:127.0.0.1]');
      const opened = await moved({ state, files: { from: urlOf(0), to: urlOf(0) } }, other);

      await expect(endMove(ending, opened)).rejects.toThrow('The files of both places are the same');

      expect(await counts()).toEqual([2, 2]);
    },
  );

  it('gives up a move whose new place could not serve, while nothing starts there', async () => {
    const opened = await moved({ isServed: false }, urlOf(1));
    const cleanUp: Ending = 'CLEAN_UP';
    await expect(listLeftovers(cleanUp, opened)).rejects.toThrow('To give up the move, use --give-up.');
    const release = lockDataDirectory(dataDir);
    await expect(endMove('GIVE_UP', opened)).rejects.toThrow('The platform is starting in the new place.');
    release();

    await endMove('GIVE_UP', opened);

    expect(await counts()).toEqual([2, 0]);
  });

  it('does not give up a move that is served', async () => {
    const opened = await moved({}, urlOf(1));

    await expect(endMove('GIVE_UP', opened)).rejects.toThrow('the former one is out of date');
  });
});
