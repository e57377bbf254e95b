import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RawDatabase } from '@lanran/api/compose-stores';
import { finishMove } from '../../../scripts/move/finish.ts';
import { type Move, MoveFile } from '../../../scripts/move/move-file.ts';
import { loadSecrets } from '../../../scripts/start/secrets.ts';
import { readStartSettings } from '../../../scripts/start/settings.ts';
import {
  startEmbedded,
  type StoreUnderTest,
  temporaryDirectory,
} from '../../embedded/document-store/under-test.ts';

describe('the start that finishes a move', () => {
  let dataDir: string;
  let stores: StoreUnderTest[];
  let former: RawDatabase;
  let next: RawDatabase;
  beforeEach(async () => {
    dataDir = temporaryDirectory();
    stores = await Promise.all([startEmbedded(), startEmbedded()]);
    former = await RawDatabase.open(uriOf(0), 5_000);
    next = await RawDatabase.open(uriOf(1), 5_000);
    for (const name of ['assets', 'drafts']) await former.put(name, { _id: 'one', is: name });
  });
  afterEach(async () => {
    await Promise.all([former.close(), next.close()]);
    await Promise.all(stores.map((store) => store.stop()));
    await rm(dataDir, { recursive: true });
  });

  const uriOf = (at: number) => `${stores[at]?.uri ?? ''}/lanran`;
  const logId = () => loadSecrets(dataDir).logId;
  const state = () => new MoveFile(dataDir).read()?.state;

  function finish(signal = new AbortController().signal): Promise<void> {
    const move: Move = {
      format: 'lanran-move/1',
      logId: logId(),
      startedAt: '2026-11-30T00:00:00.000Z',
      state: 'COPIED',
      isServed: false,
      documents: { from: uriOf(0), to: uriOf(1) },
      files: null,
    };
    new MoveFile(dataDir).write(move);
    return finishMove({
      move,
      settings: readStartSettings({ LANRAN_DATA_DIR: dataDir }),
      secrets: loadSecrets(dataDir),
      services: { mongoUri: uriOf(1), ipfsApiUrl: '' },
      say: () => undefined,
      signal,
    });
  }

  it('brings what was written since, and takes its mark away', async () => {
    await next.put('lanran_move', { _id: 'move', logId: logId() });
    await next.put('assets', { _id: 'one', is: 'older' });

    await finish();

    expect(await next.find('assets', 'one')).toEqual({ _id: 'one', is: 'assets' });
    expect(await next.collections()).toEqual(['assets', 'drafts']);
    expect(state()).toBe('DONE');
  });

  it('refuses a database that another installation has filled meanwhile, and changes nothing there', async () => {
    await next.put('lanran_move', { _id: 'move', logId: '0xbb' });
    await next.put('theirs', { _id: 'one' });

    await expect(finish()).rejects.toThrow('The move could not be finished: The database of --documents');

    expect(await next.collections()).toEqual(['lanran_move', 'theirs']);
    expect(await next.find('lanran_move', 'move')).toMatchObject({ logId: '0xbb' });
    expect(state()).toBe('COPIED');
  });

  it('ends early when it is asked to, and the next one goes on', async () => {
    const reason = new Error('SIGTERM');

    await expect(finish(AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(state()).toBe('COPIED');

    await finish();
    expect(state()).toBe('DONE');
  });
});
