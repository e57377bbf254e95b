import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect, list, PROFILE, startStore, type StoreUnderTest } from './store-under-test.ts';

describe('a client without the token', () => {
  let store: StoreUnderTest;
  let cid: string;
  beforeAll(async () => {
    store = await startStore();
    cid = (await store.ipfs.add('open to all', PROFILE)).cid.toString();
  });
  afterAll(async () => {
    expect(store.faults).toEqual([]);
    await store.remove();
  });

  const held = async () => ({
    ...(await store.ipfs.repo.stat()),
    pins: (await list(store.ipfs.pin.ls())).map((pin) => pin.cid.toString()),
    files: readdirSync(join(store.directory, 'files'), { recursive: true }),
    incoming: readdirSync(join(store.directory, 'incoming')),
  });
  const ask = (command: string) => {
    const body = new FormData();
    body.append('file', new Blob([randomBytes(3_000_000)]), 'a');
    return fetch(`${store.url}/api/v0/${command}`, { method: 'POST', body });
  };

  it.each([
    'add',
    'add?only-hash=true',
    'dag/import',
    'dag/import?pin-roots=false',
    'pin/add?arg=CID',
    'pin/rm?arg=CID',
    'repo/gc',
    'lanran/adopt?path=/etc/hostname',
    'lanran/locate?arg=CID',
  ])('can not %s: nothing is written, pinned or removed', async (command) => {
    const before = await held();
    const answer = await ask(command.replace('CID', cid));
    expect(answer.status).toBe(401);
    expect(((await answer.json()) as { Message: string }).Message).toContain('Bearer <TOKEN>');
    expect(await held()).toEqual(before);
  });

  it('reads what is open to all', async () => {
    expect((await collect(store.stranger.cat(cid))).toString()).toBe('open to all');
    expect(await (await fetch(`${store.url}/ipfs/${cid}`)).text()).toBe('open to all');
  });

  it('may do all of it where the store was started without one, but adopt and locate', async () => {
    await store.restart({ token: null });
    const { cid: added } = await store.stranger.add('anybody’s', { ...PROFILE, pin: false });
    await store.stranger.pin.add(added);
    await store.stranger.pin.rm(added);
    await list(store.stranger.repo.gc());
    expect((await ask('lanran/adopt?path=/etc/hostname')).status).toBe(401);
    expect((await ask(`lanran/locate?arg=${cid}`)).status).toBe(401);
  });
});
