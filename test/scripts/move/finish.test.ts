import { rm } from 'node:fs/promises';
import { BSON } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RawDatabase } from '@lanran/api/compose-stores';
import { finishMove, markServed, requireNoCopy, takeBack } from '../../../scripts/move/finish.ts';
import { type Move, MoveFile } from '../../../scripts/move/move-file.ts';
import { loadSecrets } from '../../../scripts/start/secrets.ts';
import { readStartSettings } from '../../../scripts/start/settings.ts';
import { UpgradeFile } from '../../../scripts/upgrade/upgrade-file.ts';
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
    vi.restoreAllMocks();
    await Promise.all([former.close(), next.close()]);
    await Promise.all(stores.map((store) => store.stop()));
    await rm(dataDir, { recursive: true });
  });

  const uriOf = (at: number) => `${stores[at]?.uri ?? ''}/lanran`;
  const logId = () => loadSecrets(dataDir).logId;
  const state = () => new MoveFile(dataDir).read()?.state;

  function finish(signal = new AbortController().signal, to = uriOf(1)): Promise<void> {
    const move: Move = {
      format: 'lanran-move/1',
      logId: logId(),
      startedAt: '2026-11-30T00:00:00.000Z',
      state: 'COPIED',
      isServed: false,
      documents: { from: uriOf(0), to },
      files: null,
      leftBehind: [],
    };
    new MoveFile(dataDir).write(move);
    return finishMove({
      move,
      settings: readStartSettings({ LANRAN_DATA_DIR: dataDir }),
      secrets: loadSecrets(dataDir),
      services: { mongoUri: to, ipfsApiUrl: '' },
      say: () => undefined,
      signal,
    });
  }

  it('brings what was written since, and keeps its mark until the platform serves', async () => {
    await next.put('lanran_move', { _id: 'move', logId: logId() });
    await next.put('assets', { _id: 'one', is: 'older' });

    await finish();

    expect(await next.find('assets', 'one')).toEqual({ _id: 'one', is: 'assets' });
    expect(await next.collections()).toEqual(['assets', 'drafts', 'lanran_move']);
    expect(state()).toBe('DONE');

    await requireNoCopy(dataDir, { mongoUri: uriOf(1) });
    await markServed(dataDir, { mongoUri: uriOf(1) });
    expect(await next.collections()).toEqual(['assets', 'drafts']);
    expect(new MoveFile(dataDir).read()).toMatchObject({ state: 'DONE', isServed: true });
  });

  it('goes on after an end between the mark and the record of it', async () => {
    await finish();
    await next.drop('lanran_move');

    await markServed(dataDir, { mongoUri: uriOf(1) });

    expect(new MoveFile(dataDir).read()).toMatchObject({ isServed: true });
  });

  it('brings what the former place took when it was taken again', async () => {
    await finish();
    const move = new MoveFile(dataDir).read();
    new UpgradeFile(dataDir).write({
      from: 1,
      to: 2,
      startedAt: '2026-12-01T00:00:00.000Z',
      backup: null,
      done: ['a step'],
      endedAt: '2026-12-01T00:00:00.000Z',
    });
    if (move !== null) takeBack(dataDir, move);
    expect(state()).toBe('COPIED');
    expect(new UpgradeFile(dataDir).read()).toMatchObject({ done: [], endedAt: null });
    await former.put('drafts', { _id: 'two' });

    await finish();

    expect(await next.find('drafts', 'two')).toEqual({ _id: 'two' });
  });

  it('is refused on a copy that no start has finished, whatever names it', async () => {
    await next.put('lanran_move', { _id: 'move', logId: logId(), startedAt: '2026-11-30T00:00:00.000Z' });

    await expect(requireNoCopy(dataDir, { mongoUri: uriOf(1) })).rejects.toThrow(
      'is the copy of a move that no start has finished (begun at 2026-11-30T00:00:00.000Z)',
    );
    await expect(requireNoCopy(dataDir, { mongoUri: uriOf(0) })).resolves.toBeUndefined();
  });

  it('is refused where the new place is the former one by another address', async () => {
    await former.put('lanran_move', { _id: 'move', logId: logId() });

    await expect(finish(undefined, uriOf(0).replace('127.0.0.1', 'localhost'))).rejects.toThrow(
      'The documents of both places are the same',
    );

    expect(await former.collections()).toEqual(['assets', 'drafts', 'lanran_move']);
    expect(state()).toBe('COPIED');
  });

  it('refuses a database that another installation has filled meanwhile, and changes nothing there', async () => {
    await next.put('lanran_move', { _id: 'move', logId: '0xbb' });
    await next.put('theirs', { _id: 'one' });

    await expect(finish()).rejects.toThrow('The move could not be finished: The database of --documents');

    expect(await next.collections()).toEqual(['lanran_move', 'theirs']);
    expect(await next.find('lanran_move', 'move')).toMatchObject({ logId: '0xbb' });
    expect(state()).toBe('COPIED');
  });

  it('is refused where the new place changes what it is given', async () => {
    await finish();
    await former.put('assets', { _id: 'two', is: 'new' });
    const write = vi
      .spyOn(RawDatabase.prototype, 'write')
      .mockImplementation(async (collection, { added }) => {
        for (const bytes of added)
          await next.put(collection, { ...BSON.deserialize(bytes), _id: 'two', is: '' });
        return [];
      });

    await expect(finish()).rejects.toThrow('The documents of assets are not byte for byte the same');

    write.mockRestore();
    expect(state()).toBe('COPIED');
    await finish();
    expect(await next.find('assets', 'two')).toEqual({ _id: 'two', is: 'new' });
  });

  it('ends early when it is asked to, and the next one goes on', async () => {
    const reason = new Error('SIGTERM');

    await expect(finish(AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(state()).toBe('COPIED');

    await finish();
    expect(state()).toBe('DONE');
  });
});
