import { tokenOf } from '../../../support/sales.ts';
import { JsonRpcProvider, Wallet } from 'ethers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authority__factory } from '../../../../contracts/abi/factories/Authority__factory.ts';
import { createOrganizationsInterface } from '../../../../contracts/abi/interfaces/Organizations.ts';
import { EthersLedger } from '@lanran/api/chain/adapters/ethers-ledger';
import { forwardRequestKey } from '@lanran/api/relay/domain/forward-request-key';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { randomBytes32 } from '@lanran/protocol/kernel/ids';
import { mintAct } from '@lanran/sdk/licensing/licensing-acts';
import { actorOf, admit, newPerson, type Person, signAct } from '../../../support/people.ts';
import { startPruningNode } from '../../../support/pruning-node.ts';
import { openServices, type Services } from '../../../support/services.ts';
import { type Stack, startStack } from '../../../support/stack.ts';

describe('the contracts over JSON-RPC', () => {
  let stack: Stack;
  let services: Services;
  let provider: JsonRpcProvider;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    provider = new JsonRpcProvider(stack.rpcUrl, undefined, { cacheTimeout: -1, pollingInterval: 50 });
  });
  afterAll(async () => {
    provider.destroy();
    await stack.stop();
  });

  /** Play money is for members alone. */
  async function newMember(slug: string): Promise<Person> {
    const person = newPerson();
    await admit(services, { slug, kind: 'STUDIO', owner: person });
    return person;
  }

  /** A transaction that is in a block and failed there. */
  async function sendFailing(): Promise<Hex> {
    const sender = new Wallet(Wallet.createRandom().privateKey, provider);
    const to = stack.contracts['LicenseMarket'] ?? null;
    const request = { to, data: '0xdeadbeef', gasLimit: 100_000, gasPrice: 0, type: 0, nonce: 0 };
    const { chainId } = await provider.getNetwork();
    const raw = await sender.signTransaction({ ...request, chainId });
    const { hash } = await provider.broadcastTransaction(raw);
    const receipt = await provider.waitForTransaction(hash);
    expect(receipt?.status).toBe(0);
    return hash as Hex;
  }

  it('has no receipt of what it does not know, and none of what failed', async () => {
    expect(await stack.ledger.findReceipt(randomBytes32())).toBeNull();
    expect(await stack.ledger.findReceipt(await sendFailing())).toBeNull();
  });

  it('does an act again whose transaction was lost or failed on chain', async () => {
    const person = await newMember('again');
    const actor = await actorOf(services, person);
    for (const transaction of [randomBytes32(), await sendFailing()]) {
      const request = await signAct(services, person, { act: mintAct(person.address, 10n) });
      const key = forwardRequestKey(request);
      await stack.stores.relayedRequests.record({ key, request, receivedAt: services.clock.now() });
      await stack.stores.relayedRequests.markSigned(key, transaction);
      const done = await services.relay.relay(actor, request);
      expect(done).toMatchObject({ contract: 'TestToken', functionName: 'mint' });
      expect(done.transaction).not.toBe(transaction);
      expect(await services.relay.relay(actor, request)).toEqual(done);
    }
    expect((await stack.ledger.paymentAccount(person.address, tokenOf(stack))).balance).toBe(20n);
  });

  it('names only the acts people sign', () => {
    const token = stack.contracts['TestToken'] ?? '0x';
    const mint = mintAct(newPerson().address, 1n).data;
    const decode = (to: Hex, data: Hex) => stack.ledger.decodeAct({ to, data });
    expect(decode(token, mint)).toEqual({
      contract: 'TestToken',
      functionName: 'mint',
      assetIds: [],
      versions: [],
    });
    expect(decode(token.toLowerCase() as Hex, mint)).not.toBeNull();
    expect(decode(stack.contracts['LicenseMarket'] ?? '0x', mint)).toBeNull();
    expect(decode(newPerson().address, mint)).toBeNull();
    for (const data of ['0x', '0x12', mint.slice(0, 20), mint.slice(0, 10)] as Hex[]) {
      expect(decode(token, data)).toBeNull();
    }
  });

  it('relays a change of keys together with a payout address, and nothing else together', () => {
    const organizations = stack.contracts['Organizations'] ?? '0x';
    const coder = createOrganizationsInterface();
    const id = `0x${'01'.repeat(32)}`;
    const { address } = newPerson();
    const payout = coder.encodeFunctionData('setPayout', [id, address]);
    const removal = coder.encodeFunctionData('removeMember', [id, address]);
    const addition = coder.encodeFunctionData('addMember', [id, address, 3]);
    const decode = (calls: readonly string[]) =>
      stack.ledger.decodeAct({
        to: organizations,
        // ethers types hex as string.
        data: coder.encodeFunctionData('multicall', [[...calls]]) as Hex,
      });
    expect(decode([payout, removal])).toEqual({
      contract: 'Organizations',
      functionName: 'multicall',
      assetIds: [],
      versions: [],
    });
    expect(decode([])).toBeNull();
    expect(decode([payout, addition])).toBeNull();
    expect(decode([coder.encodeFunctionData('multicall', [[payout]])])).toBeNull();
  });

  it('sends several transactions at once without a gap in nonces', async () => {
    const people: Person[] = [];
    for (let place = 0; place < 6; place++) people.push(await newMember(`at-once-${place}`));
    const done = await Promise.all(
      people.map(async (person) =>
        services.relay.relay(
          await actorOf(services, person),
          await signAct(services, person, { act: mintAct(person.address, 3n) }),
        ),
      ),
    );
    expect(new Set(done.map(({ transaction }) => transaction)).size).toBe(people.length);
    for (const { address } of people) {
      expect((await stack.ledger.paymentAccount(address, tokenOf(stack))).balance).toBe(3n);
    }
  });

  it('names the accreditor, and who is to follow while both have the role', async () => {
    const { roles } = stack.ledger;
    const first = stack.accreditor.connect(provider);
    const second = new Wallet(Wallet.createRandom().privateKey, provider);
    const address = stack.contracts['Authority'] ?? '0x';
    const accreditorRole = 1n;
    const free = { gasPrice: 0 };
    expect(await roles.accreditor()).toBe(first.address.toLowerCase());
    expect(await roles.accreditorSuccessor()).toBeNull();
    const granted = Authority__factory.connect(address, first).grantRole(
      accreditorRole,
      second.address,
      0,
      free,
    );
    await (await granted).wait();
    const named = async () => [await roles.accreditor(), await roles.accreditorSuccessor()];
    expect(await named()).toEqual([first.address.toLowerCase(), second.address.toLowerCase()]);
    const renounced = Authority__factory.connect(address, first).renounceRole(
      accreditorRole,
      first.address,
      free,
    );
    await (await renounced).wait();
    expect(await named()).toEqual([second.address.toLowerCase(), null]);
    const back = Authority__factory.connect(address, second).grantRole(
      accreditorRole,
      first.address,
      0,
      free,
    );
    await (await back).wait();
    expect(await named()).toEqual([second.address.toLowerCase(), first.address.toLowerCase()]);
    const gone = Authority__factory.connect(address, second).renounceRole(
      accreditorRole,
      second.address,
      free,
    );
    await (await gone).wait();
    expect(await named()).toEqual([first.address.toLowerCase(), null]);
  });

  it('proves nothing of a size the contract does not hold', async () => {
    const question = { at: 'latest', size: 123_456, member: null, license: null } as const;
    expect(await stack.ledger.proveState(question)).toBeNull();
  });

  it('proves an anchor by a later block when the node has pruned the state of its own', async () => {
    const node = await startPruningNode(stack.rpcUrl);
    const pruned = new EthersLedger({
      rpcUrl: node.url,
      deployment: stack.ledger.deployment(),
      relayerKey: randomBytes32(),
      timeoutMs: 5_000,
    });
    try {
      const person = await newMember('pruned');
      const anchor = await services.sealer.sealNow();
      if (anchor === null) throw new Error('nothing was anchored');
      const act = mintAct(person.address, 1n);
      await services.relay.relay(await actorOf(services, person), await signAct(services, person, { act }));
      const question = { size: anchor.size, member: null, license: null };
      expect(await pruned.proveState({ ...question, at: anchor.blockNumber })).toBeNull();
      const latest = await pruned.latestBlock();
      expect(await pruned.proveState({ ...question, at: 'latest' })).toMatchObject({ blockNumber: latest });
      expect(await pruned.readAnchor()).toMatchObject({
        size: anchor.size,
        root: anchor.root,
        blockNumber: latest,
        transactionProof: null,
      });
      expect(await stack.ledger.readAnchor()).toEqual(anchor);
    } finally {
      pruned.close();
      await node.stop();
    }
  });
});
