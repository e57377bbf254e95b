import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EthersLedger } from '@lanran/api/chain/adapters/ethers-ledger';
import { openStores, type Stores } from '@lanran/api/stores';
import { randomBytes32 } from '@lanran/protocol/kernel/ids';
import { FreezableProxy } from '../../support/freezable-proxy.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const ANSWER_WITHIN_MS = 700;
/** Room for one repeated attempt and a loaded machine. */
const BOUND_MS = 6_000;

describe('backing services that are away', () => {
  let stack: Stack;
  let toDocuments: FreezableProxy;
  let toChain: FreezableProxy;
  let stores: Stores;
  let ledger: EthersLedger;

  beforeAll(async () => {
    stack = await startStack();
    toDocuments = await FreezableProxy.to(stack.mongoUri);
    toChain = await FreezableProxy.to(stack.rpcUrl);
    stores = await openStores({
      uri: toDocuments.via(stack.mongoUri),
      answerWithinMs: ANSWER_WITHIN_MS,
    });
    ledger = new EthersLedger({
      rpcUrl: toChain.via(stack.rpcUrl),
      deployment: { chainId: stack.chainId, contracts: stack.contracts, currencies: [] },
      relayerKey: randomBytes32(),
      timeoutMs: ANSWER_WITHIN_MS,
    });
  });
  afterAll(async () => {
    ledger.close();
    await stores.close();
    await Promise.all([toDocuments.close(), toChain.close()]);
    await stack.stop();
  });

  async function expectAway(call: () => Promise<unknown>, service: string): Promise<void> {
    const began = performance.now();
    await expect(call()).rejects.toMatchObject({ code: 'UNAVAILABLE', service });
    expect(performance.now() - began).toBeLessThan(BOUND_MS);
  }

  it('names a database that falls silent, and goes on when it is back', async () => {
    expect(await stores.leaves.size()).toBe(0);
    toDocuments.freeze();
    await expectAway(() => stores.leaves.size(), 'documents');
    await expectAway(() => stores.nonces.use('n', new Date()), 'documents');
    await expectAway(() => stores.check(), 'documents');
    toDocuments.thaw();
    await expect.poll(() => stores.leaves.size().catch(() => -1), { timeout: 10_000 }).toBe(0);
  });

  it('names a chain that falls silent, and goes on when it is back', async () => {
    const block = await ledger.latestBlock();
    toChain.freeze();
    await expectAway(() => ledger.latestBlock(), 'chain');
    await expectAway(() => ledger.anchoredCheckpoint(), 'chain');
    await expectAway(() => ledger.anchor({ size: 1, root: randomBytes32(), proof: [] }), 'chain');
    toChain.thaw();
    await expect.poll(() => ledger.latestBlock().catch(() => -1), { timeout: 10_000 }).toBe(block);
  });

  it('names a database and a chain that are gone', async () => {
    const uri = toDocuments.via(stack.mongoUri);
    await Promise.all([toDocuments.close(), toChain.close()]);
    await expectAway(() => stores.leaves.size(), 'documents');
    await expectAway(() => stores.drafts.find('x'), 'documents');
    await expectAway(() => ledger.check(), 'chain');
    await expectAway(() => openStores({ uri, answerWithinMs: ANSWER_WITHIN_MS }), 'documents');
  });
});
