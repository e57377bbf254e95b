import { encode, prepare } from '@ipld/dag-pb';
import { createHash, randomBytes } from 'node:crypto';
import { UnixFS } from 'ipfs-unixfs';
import { CID, type IPFSHTTPClient } from 'ipfs-http-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect, list, PROFILE, startStore, TOKEN, type StoreUnderTest } from './store-under-test.ts';

/** The client sends it as `lanran-private=true`. */
const PRIVATE = { ...PROFILE, lanranPrivate: true };
const MIB = 1_048_576;

interface Answer {
  status: number;
  body: string;
}

describe('private content', () => {
  let store: StoreUnderTest;
  let stranger: IPFSHTTPClient;
  let platform: IPFSHTTPClient;
  const secret = randomBytes(MIB + 100);
  beforeAll(async () => {
    store = await startStore();
    ({ stranger, ipfs: platform } = store);
  });
  afterAll(async () => {
    expect(store.faults).toEqual([]);
    await store.remove();
  });

  const answerTo = async (method: string, path: string): Promise<Answer> => {
    const answer = await fetch(store.url + path, { method });
    return { status: answer.status, body: await answer.text() };
  };
  const requests: [string, string, (cid: string) => string][] = [
    ['cat', 'POST', (cid) => `/api/v0/cat?arg=${cid}`],
    ['ls', 'POST', (cid) => `/api/v0/ls?arg=${cid}`],
    ['block/get', 'POST', (cid) => `/api/v0/block/get?arg=${cid}`],
    ['block/stat', 'POST', (cid) => `/api/v0/block/stat?arg=${cid}`],
    ['dag/export', 'POST', (cid) => `/api/v0/dag/export?arg=${cid}`],
    ['pin/add', 'POST', (cid) => `/api/v0/pin/add?arg=${cid}`],
    ['pin/rm', 'POST', (cid) => `/api/v0/pin/rm?arg=${cid}`],
    ['pin/ls', 'POST', (cid) => `/api/v0/pin/ls?arg=${cid}`],
    ['the gateway', 'GET', (cid) => `/ipfs/${cid}`],
    ['the gateway, raw', 'GET', (cid) => `/ipfs/${cid}?format=raw`],
    ['the gateway, CAR', 'GET', (cid) => `/ipfs/${cid}?format=car`],
    ['the gateway, CAR, HEAD', 'HEAD', (cid) => `/ipfs/${cid}?format=car`],
    ['the gateway, HEAD', 'HEAD', (cid) => `/ipfs/${cid}`],
  ];

  it.each(['private', 'public'])('stays pinned, when it is %s, whatever a stranger says', async (kind) => {
    const { cid } = await platform.add(randomBytes(100), kind === 'private' ? PRIVATE : undefined);
    expect((await answerTo('POST', `/api/v0/pin/rm?arg=${cid.toString()}`)).status).toBe(401);
    expect((await list(platform.pin.ls({ paths: [cid] })))[0]?.type).toBe('recursive');
  });

  it('is read by who shows the token', async () => {
    const { cid } = await platform.add(secret, PRIVATE);
    expect((await collect(platform.cat(cid))).equals(secret)).toBe(true);
    const served = await fetch(`${store.url}/ipfs/${cid.toString()}`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    expect(Buffer.from(await served.arrayBuffer()).equals(secret)).toBe(true);
    expect(served.headers.get('cache-control')).toBe('private, no-store');
  });

  it.each(requests)('answers %s exactly as for a CID it never had', async (_, method, path) => {
    const { cid } = await platform.add(randomBytes(MIB + 100), PRIVATE);
    const [leaf] = await list(platform.ls(cid));
    const absent = await platform.add(randomBytes(MIB + 100), { ...PROFILE, onlyHash: true });
    const expected = await answerTo(method, path(absent.cid.toString()));
    for (const hidden of [cid.toString(), leaf?.cid.toString() ?? '']) {
      const { status, body } = await answerTo(method, path(hidden));
      expect({ status, body: body.replaceAll(hidden, absent.cid.toString()) }).toEqual(expected);
    }
  });

  it('is neither listed nor counted by a store that was started again without a token', async () => {
    const counted = async () => ({ pins: await list(stranger.pin.ls()), ...(await stranger.repo.stat()) });
    const reopen = async (token: string | null) => {
      await store.restart({ token });
      ({ stranger, ipfs: platform } = store);
    };
    await reopen(null);
    const before = await counted();
    await reopen(TOKEN);
    const { cid } = await platform.add(randomBytes(2 * MIB), PRIVATE);
    await reopen(null);
    expect(await counted()).toEqual(before);
    await reopen(TOKEN);
    const seen = await list(platform.pin.ls({ type: 'recursive' }));
    expect(seen.map((pin) => pin.cid.toString())).toContain(cid.toString());
    expect((await platform.repo.stat()).numObjects).toBeGreaterThan(before.numObjects);
  });

  it('stays private in directories', async () => {
    const added = await list(platform.addAll([{ path: 'd/a', content: randomBytes(10) }], PRIVATE));
    for (const { cid } of added) {
      await expect(list(stranger.ls(cid))).rejects.toThrow('could not find');
    }
    expect(await list(platform.ls(added.at(-1)?.cid ?? ''))).toHaveLength(1);
  });

  it('becomes public with a public add of the same bytes, and stays so', async () => {
    const content = randomBytes(MIB + 1);
    const { cid } = await platform.add(content, PRIVATE);
    await platform.add(content, PROFILE);
    await platform.add(content, PRIVATE);
    expect((await collect(stranger.cat(cid))).equals(content)).toBe(true);
    await store.restart();
    ({ stranger, ipfs: platform } = store);
    expect((await collect(stranger.cat(cid))).equals(content)).toBe(true);
  });

  it('keeps a block public that a public file also has, and no other', async () => {
    const [shared, own] = [randomBytes(MIB), randomBytes(MIB)];
    await platform.add(Buffer.concat([shared, randomBytes(5)]), PROFILE);
    const { cid } = await platform.add(Buffer.concat([shared, own]), PRIVATE);
    const [first, second] = await list(platform.ls(cid));
    expect((await collect(stranger.cat(first?.cid ?? ''))).equals(shared)).toBe(true);
    await expect(collect(stranger.cat(second?.cid ?? ''))).rejects.toThrow('could not find');
  });

  it('is not reached through a public node that somebody made up', async () => {
    const { cid } = await platform.add(secret, PRIVATE);
    const [leaf] = await list(platform.ls(cid));
    const unixfs = new UnixFS({ type: 'file', blockSizes: [BigInt(MIB)] });
    const forged = encode(
      prepare({ Data: unixfs.marshal(), Links: [{ Name: '', Hash: leaf?.cid, Tsize: MIB }] }),
    );
    const added = await platform.add(forged, PROFILE);
    const asNode = CID.createV1(0x70, added.cid.multihash);
    expect(createHash('sha256').update(forged).digest().equals(asNode.multihash.digest)).toBe(true);
    await expect(collect(stranger.cat(asNode))).rejects.toThrow();
    expect((await collect(platform.cat(asNode))).equals(secret.subarray(0, MIB))).toBe(true);
  });

  it('is added by the platform alone', async () => {
    await expect(stranger.add(secret, PRIVATE)).rejects.toThrow('Bearer <TOKEN>');
  });

  it('is also asked for by header', async () => {
    const headers = { 'lanran-private': 'true', authorization: `Bearer ${TOKEN}` };
    const { cid } = await stranger.add(randomBytes(50), { ...PROFILE, headers });
    await expect(collect(stranger.cat(cid))).rejects.toThrow('could not find');
  });
});
