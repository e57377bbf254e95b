import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ForwardRequest } from '@lanran/api/chain/ports/ledger';
import { randomBytes32 } from '@lanran/protocol/kernel/ids';
import { startStores, type StoresUnderTest } from './stores-under-test.ts';

const NOW = new Date(1_790_000_000_000);
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);

describe('nonces, sessions and relayed requests in MongoDB', () => {
  let under: StoresUnderTest;

  beforeAll(async () => {
    under = await startStores();
  });
  afterAll(() => under.stop());

  it('lets exactly one of many use a nonce', async () => {
    const { nonces } = under.stores;
    const used = await Promise.all(Array.from({ length: 20 }, () => nonces.use('once', after(10))));
    expect(used.filter(Boolean)).toHaveLength(1);
    expect(await nonces.use('once', after(10))).toBe(false);
  });

  it('keeps a used nonce until it is swept, which is not before it expires', async () => {
    const { nonces } = under.stores;
    await nonces.use('short', after(10));
    await nonces.sweep(after(9));
    expect(await nonces.use('short', after(10))).toBe(false);
    await nonces.sweep(after(10));
    expect(await nonces.use('short', after(10))).toBe(true);
  });

  it('keeps sessions until they are deleted or swept', async () => {
    const { sessions } = under.stores;
    const address = `0x${'ab'.repeat(20)}` as const;
    const [one, two] = [5, 10].map((seconds) => ({
      tokenHash: randomBytes32(),
      address,
      expiresAt: after(seconds),
    }));
    if (one === undefined || two === undefined) throw new Error('no sessions');
    await sessions.insert(one);
    await sessions.insert(two);
    expect(await sessions.find(one.tokenHash)).toEqual(one);
    await sessions.sweep(after(5));
    expect(await sessions.find(one.tokenHash)).toBeNull();
    expect(await sessions.find(two.tokenHash)).toEqual(two);
    await sessions.delete(two.tokenHash);
    expect(await sessions.find(two.tokenHash)).toBeNull();
  });

  it('keeps a relayed request as it first came, with the transaction it was signed into', async () => {
    const { relayedRequests } = under.stores;
    const key = randomBytes32();
    const request: ForwardRequest = {
      from: `0x${'Ab'.repeat(20)}`,
      to: `0x${'cd'.repeat(20)}`,
      value: 0n,
      gas: 2_000_000n,
      nonce: 2n ** 200n,
      deadline: 1_790_000_600,
      data: '0x1234',
      signature: '0x5678',
    };
    await relayedRequests.record({ key, request, receivedAt: NOW });
    expect(await relayedRequests.find(key)).toEqual({ key, request, receivedAt: NOW, transaction: null });
    const transaction = randomBytes32();
    await relayedRequests.markSigned(key, transaction);
    await relayedRequests.record({ key, request: { ...request, gas: 1n }, receivedAt: after(60) });
    expect(await relayedRequests.find(key)).toEqual({ key, request, receivedAt: NOW, transaction });
    expect(await relayedRequests.countSince(`0x${'aB'.repeat(20)}`, NOW)).toBe(1);
    expect(await relayedRequests.countSince(request.from, after(1))).toBe(0);
    expect(await relayedRequests.countSince(request.to, NOW)).toBe(0);
    expect(await relayedRequests.find(randomBytes32())).toBeNull();
  });
});
