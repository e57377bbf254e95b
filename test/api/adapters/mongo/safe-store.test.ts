import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SafeSignature, SafeTransaction } from '@lanran/api/council/domain/safe';
import { assetIdOf, organizationIdOf, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { newPerson } from '../../../support/people.ts';
import { startStores, type StoresUnderTest } from './stores-under-test.ts';

const NOON = new Date('2026-11-25T12:00:00Z');
const later = (seconds: number) => new Date(NOON.getTime() + seconds * 1000);

function buildTransaction(overrides: Partial<SafeTransaction> = {}): SafeTransaction {
  return {
    hash: randomBytes32(),
    safe: newPerson().address,
    to: newPerson().address,
    data: '0x1234',
    nonce: 2n ** 255n - 19n,
    contract: 'ConsentRegistry',
    functionName: 'grant',
    assetIds: [assetIdOf(organizationIdOf('museum'), randomBytes32())],
    versions: [],
    proposedAt: NOON,
    sinceBlock: 7,
    state: 'OPEN',
    transaction: null,
    ...overrides,
  };
}

function buildSignature(overrides: Partial<SafeSignature> = {}): SafeSignature {
  const { address } = newPerson();
  const { hash } = buildTransaction();
  return { hash, signer: address, signature: '0xaa', sentBy: address, sentAt: NOON, ...overrides };
}

describe('the council desk in MongoDB', () => {
  let under: StoresUnderTest;
  beforeAll(async () => {
    under = await startStores();
  });
  afterAll(() => under.stop());

  it('gives back a proposal as written, and the first of two with one hash', async () => {
    const { safes } = under.stores;
    const proposal = buildTransaction();
    await safes.propose(proposal);
    await safes.propose({ ...proposal, data: '0x99', state: 'EXECUTED' });
    expect(await safes.find(proposal.hash)).toStrictEqual(proposal);
    expect(await safes.find(randomBytes32())).toBeNull();
  });

  it('lists what was proposed since a time, for any Safe', async () => {
    const { safes } = under.stores;
    const [first, second, third] = [86_400, 86_401, 86_402].map((at) =>
      buildTransaction({ proposedAt: later(at) }),
    );
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('three were built');
    for (const proposal of [third, first, second]) await safes.propose(proposal);
    expect(await safes.listProposed(second.proposedAt, 10)).toEqual([second, third]);
    expect(await safes.listProposed(first.proposedAt, 2)).toEqual([first, second]);
  });

  it('lists a Safe’s proposals newest first, and those that wait in the order they came', async () => {
    const { safes } = under.stores;
    const { address: safe } = newPerson();
    const [first, second, third] = [0, 1, 2].map((at) => buildTransaction({ safe, proposedAt: later(at) }));
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('three were built');
    for (const proposal of [second, third, first, buildTransaction()]) await safes.propose(proposal);
    expect(await safes.list(safe, 2)).toEqual([third, second]);
    await safes.markRefused(second.hash);
    await safes.settle(first.hash, { state: 'OVERTAKEN', transaction: null });
    expect((await safes.listWaiting(safe)).map(({ hash, state }) => [hash, state])).toEqual([
      [second.hash, 'REFUSED'],
      [third.hash, 'OPEN'],
    ]);
  });

  it('changes nothing of a proposal that is settled', async () => {
    const { safes } = under.stores;
    const proposal = buildTransaction();
    const transaction = randomBytes32();
    await safes.propose(proposal);
    await safes.markSent(proposal.hash, randomBytes32());
    await safes.settle(proposal.hash, { state: 'EXECUTED', transaction });
    await safes.markSent(proposal.hash, randomBytes32());
    await safes.markRefused(proposal.hash);
    await safes.settle(proposal.hash, { state: 'OVERTAKEN', transaction: null });
    expect(await safes.find(proposal.hash)).toEqual({ ...proposal, state: 'EXECUTED', transaction });
  });

  it('keeps one signature a signer and transaction, the first', async () => {
    const { safes } = under.stores;
    const signature = buildSignature();
    const { hash, signer } = signature;
    const other = buildSignature({ hash });
    const elsewhere = buildSignature({ signer });
    await Promise.all([
      safes.addSignature(signature),
      safes.addSignature(other),
      safes.addSignature(elsewhere),
    ]);
    await safes.addSignature({ ...signature, signature: '0xbb' });
    const found = await safes.listSignatures([hash]);
    expect(new Set(found)).toEqual(new Set([signature, other]));
    expect(await safes.listSignatures([])).toEqual([]);
  });

  it('counts by key and time what a limit is on', async () => {
    const { safes } = under.stores;
    const { address } = newPerson();
    for (const seconds of [0, 10, 20]) {
      await safes.addSignature(buildSignature({ sentBy: address, sentAt: later(seconds) }));
      const { address: safe } = newPerson();
      await safes.recordCreation({ safe, createdBy: address, createdAt: later(seconds) });
      await safes.recordCreation({ safe, createdBy: address, createdAt: later(seconds) });
    }
    expect(await safes.countSignaturesSince(address, later(10))).toBe(2);
    expect(await safes.countCreationsSince(address, later(10))).toBe(2);
    expect(await safes.countCreationsSince(newPerson().address, NOON)).toBe(0);
    expect(await safes.countCreationsSince(null, later(10))).toBeGreaterThanOrEqual(2);
  });
});
