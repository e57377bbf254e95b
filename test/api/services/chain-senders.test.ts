import { Wallet } from 'ethers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EthersTransactionReader } from '@lanran/api/chain/adapters/transaction-reader';
import { ChainSenders } from '@lanran/api/relay/services/chain-senders';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import { startStack, type Stack } from '../../support/stack.ts';

describe('who may send transactions to the embedded chain', () => {
  const [member, owner, stranger] = [Wallet.createRandom(), Wallet.createRandom(), Wallet.createRandom()];
  const safeOf = (digit: string) => parseAddress(`0x${digit.repeat(40)}`);
  /** A Safe that is a community's council, and one that anybody had made. */
  const [council, anybodys] = [safeOf('a'), safeOf('b')];
  const parties = [parseAddress(member.address.toLowerCase()), council];
  let stack: Stack;
  let senders: ChainSenders;

  beforeAll(async () => {
    stack = await startStack();
    senders = new ChainSenders({
      organizations: {
        listByKey: async (key: Hex) => (parties.includes(key as Address) ? [{} as never] : []),
      },
      roles: stack.ledger.roles,
      wallets: {
        find: async (address) => {
          const owners = [parseAddress(owner.address.toLowerCase())];
          return [council, anybodys].includes(address) ? { address, owners, threshold: 1, nonce: 0n } : null;
        },
      },
      transactions: new EthersTransactionReader(),
    });
  });
  afterAll(() => stack.stop());

  const sign = (wallet: Pick<Wallet, 'signTransaction'>, to: string | null = safeOf('c')) =>
    wallet.signTransaction({ type: 0, chainId: 1, nonce: 0, gasPrice: 0, gasLimit: 100_000, to });

  it('is a member of an organization, and a holder of a role', async () => {
    expect(await senders.findRefusal(await sign(member))).toBeNull();
    expect(await senders.findRefusal(await sign(stack.accreditor))).toBeNull();
  });

  it('is known as a member before anything else is asked, so that others use up no share of its own', async () => {
    const address = parseAddress(member.address.toLowerCase());

    expect(await senders.findMember(await sign(member))).toBe(address);
    for (const raw of [await sign(stranger), '0x00', 7]) expect(await senders.findMember(raw)).toBeNull();
  });

  it('is an owner of a council, for transactions of the council', async () => {
    expect(await senders.findRefusal(await sign(owner, council))).toBeNull();
    expect(await senders.findRefusal(await sign(owner))).toContain('takes no part');
  });

  it('is not an owner of a Safe that takes no part', async () => {
    expect(await senders.findRefusal(await sign(owner, anybodys))).toContain('takes no part');
  });

  it('is no stranger, who is told what to do', async () => {
    const refusal = await senders.findRefusal(await sign(stranger));

    expect(refusal).toContain('Let the platform relay your signed act, or join an organization first.');
    expect(await senders.findRefusal(await sign(stranger, council))).not.toBeNull();
    expect(await senders.findRefusal(await sign(stranger, null))).not.toBeNull();
  });

  it.each([null, 7, '', '0x', '0x00', '0x02c0'])(
    'leaves to the chain what is no transaction: %s',
    async (raw) => {
      expect(await senders.findRefusal(raw)).toBeNull();
    },
  );
});
