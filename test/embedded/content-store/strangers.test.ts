import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUTHORIZED, collect, list, PROFILE, startStore, type StoreUnderTest } from './store-under-test.ts';

const MIB = 1_048_576;

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
  const unread = async (url: string) => {
    const asking = request(url).end();
    asking.on('error', () => undefined);
    await once(asking, 'response');
    return asking;
  };
  const ask = (command: string) => {
    const body = new FormData();
    body.append('file', new Blob([randomBytes(3_000_000)]), 'a');
    return fetch(`${store.url}/api/v0/${command}`, { method: 'POST', body });
  };

  /** As a client asks who leaves `..` in the path. */
  const statusOf = async (path: string) => {
    const asking = request(store.url, { path, method: 'POST' }).end();
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    response.resume();
    return response.statusCode;
  };

  it.each([
    'add',
    'add?only-hash=true',
    'dag/import',
    'dag/import?pin-roots=false',
    'pin/add?arg=CID',
    'pin/rm?arg=CID',
    'pin/ls',
    'repo/stat',
    'repo/gc',
    'repo/verify',
    'pin/verify',
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

  it('waits for others of its kind, and never keeps the platform from its files', async () => {
    const { cid: large } = await store.ipfs.add(randomBytes(32 * MIB), PROFILE);
    const path = `${store.url}/ipfs/${large.toString()}`;
    // Downloads that nobody reads: they stay under way.
    const slow = await Promise.all(Array.from({ length: 16 }, () => unread(path)));
    const refused = await fetch(path);
    expect([refused.status, await refused.text()]).toEqual([503, expect.stringContaining('Bearer <TOKEN>')]);
    expect((await ask(`cat?arg=${cid}`)).status).toBe(503);
    expect((await ask('version')).status).toBe(200);
    expect((await fetch(path, { headers: { authorization: 'Basic eDp5' } })).status).toBe(503);
    expect(await statusOf(`/api/v0/version/../cat?arg=${cid}`)).toBe(503);
    expect((await fetch(path, { headers: AUTHORIZED })).status).toBe(200);
    for (const request of slow) request.destroy();
    await expect.poll(async () => (await fetch(path, { method: 'HEAD' })).status).toBe(200);
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
