import { dataSlice, getAddress, id, toBeHex, Wallet } from 'ethers';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BatchedCall, batchIdOf } from '@lanran/protocol/chain/call-batch';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { IBatchForwarder } from '../../contracts/abi/BatchForwarder.ts';
import { signBatch, type StageBatch } from '../../scripts/stage/batches.ts';
import { setNextTime, startWithOddTokens } from '../../scripts/stage/market.ts';
import { mined, NO_PERMIT, Platform } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';

const SIZE = 7;
/** Each call gives another account its money, so that a balance counts how often the call was done. */
const accountOf = (index: number) => new Wallet(id(`account ${index}`)).address;

describe('BatchForwarder', () => {
  let platform: Platform;
  let calls: readonly BatchedCall[];
  let signed: StageBatch;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    calls = Array.from({ length: SIZE }, (_, index) => mintTo(accountOf(index)));
    signed = await signBatch(platform, platform.people.studio, calls);
  });
  beforeEach(async () => {
    restore = await platform.chain.snapshot();
    return () => restore();
  });

  function mintTo(account: string, amount = 1n): BatchedCall {
    const data = platform.token.interface.encodeFunctionData('mint', [account, amount]);
    // ethers types calldata as string.
    return { to: parseAddress(platform.tokenAddress.toLowerCase()), data: data as Hex };
  }

  const execute = (
    batch: IBatchForwarder.BatchStruct,
    sent: readonly (IBatchForwarder.CallStruct | undefined)[],
  ) =>
    mined(
      platform.forwarder
        .connect(platform.people.stranger)
        .executeCalls(batch, sent as IBatchForwarder.CallStruct[]),
    );
  const doneOf = () =>
    Promise.all(calls.map(async (_, index) => Number(await platform.token.balanceOf(accountOf(index)))));

  it('acts as the signer, in the order that is sent, and tells each call', async () => {
    const { token, people, forwarder } = platform;
    const approve = token.interface.encodeFunctionData('approve', [people.council.address, 5n]) as Hex;
    const own = await signBatch(platform, people.studio, [
      { to: calls[0]?.to ?? parseAddress(''), data: approve },
      ...calls,
    ]);
    const receipt = await execute(own.batch, [own.calls[3], own.calls[0]]);
    const batchId = await forwarder.batchIdOf(own.batch);
    const told = receipt.logs.flatMap((log) => {
      const event = forwarder.interface.parseLog(log);
      return event?.name === 'CallExecuted' ? [event.args.toArray()] : [];
    });
    expect(told).toEqual([
      [batchId, people.studio.address, 3n],
      [batchId, people.studio.address, 0n],
    ]);
    expect(await token.allowance(people.studio, people.council)).toBe(5n);
  });

  it('tells what was done, call by call', async () => {
    await execute(signed.batch, [signed.calls[1], signed.calls[6]]);
    const batchId = await platform.forwarder.batchIdOf(signed.batch);
    const flags = await Promise.all(calls.map((_, index) => platform.forwarder.isCallDone(batchId, index)));
    expect(flags).toEqual([false, true, false, false, false, false, true]);
    expect(await doneOf()).toEqual([0, 1, 0, 0, 0, 0, 1]);
  });

  it('does the same calls again when they are signed again', async () => {
    await execute(signed.batch, signed.calls);
    const again = await signBatch(platform, platform.people.studio, calls, { salt: 2n });
    await execute(again.batch, again.calls);
    expect(await doneOf()).toEqual(calls.map(() => 2));
  });

  it('leaves the numbers of single requests alone', async () => {
    const { forwarder, people, token } = platform;
    const before = await forwarder.nonces(people.studio);
    await execute(signed.batch, signed.calls);
    expect(await forwarder.nonces(people.studio)).toBe(before);
    await platform.relay(people.studio, token, mintTo(accountOf(0)).data);
    expect(await forwarder.nonces(people.studio)).toBe(before + 1n);
  });

  it('names a batch as TypeScript does', async () => {
    const { chainId, contracts } = platform.deployment;
    const forwarder = parseAddress(contracts.ERC2771Forwarder.toLowerCase());
    const { root, size, salt, deadline } = signed.batch;
    const unsigned = {
      from: parseAddress(platform.people.studio.address.toLowerCase()),
      root: root as Hex,
      size: Number(size),
      salt: BigInt(salt),
      deadline: Number(deadline),
    };
    expect(await platform.forwarder.batchIdOf(signed.batch)).toBe(
      batchIdOf({ chainId, forwarder }, unsigned),
    );
  });

  it('does calls up to the second of the deadline, and none after it', async () => {
    const deadline = (await platform.chain.now()) + 600;
    const { batch, calls: sent } = await signBatch(platform, platform.people.studio, calls, { deadline });
    await setNextTime(platform.chain, deadline);
    await execute(batch, [sent[0]]);
    await setNextTime(platform.chain, deadline + 1);
    expect(await refusalOf(execute(batch, [sent[1]]))).toEqual(['BatchForwarderExpired', BigInt(deadline)]);
  });

  it('does nothing that its signer did not sign', async () => {
    const { studio, stranger } = platform.people;
    const { batch } = signed;
    const forged = await signBatch(platform, stranger, calls, { from: studio.address });
    const refusal = await refusalOf(execute(forged.batch, [forged.calls[0]]));
    expect(refusal).toEqual(['BatchForwarderInvalidSigner', stranger.address, studio.address]);
    const none = { ...batch, signature: '0x' };
    const [name, signer] = await refusalOf(execute(none, [signed.calls[0]]));
    expect([name, signer]).toEqual(['BatchForwarderInvalidSigner', `0x${'00'.repeat(20)}`]);
    const changes: Partial<IBatchForwarder.BatchStruct>[] = [
      { from: stranger.address },
      { root: toBeHex(1n, 32) },
      { size: SIZE + 1 },
      { salt: 9n },
      { deadline: Number(batch.deadline) + 1 },
      // With s on the other side of the curve's order.
      { signature: highS(String(batch.signature)) },
    ];
    for (const change of changes)
      expect((await refusalOf(execute({ ...batch, ...change }, [signed.calls[0]])))[0]).toBe(
        'BatchForwarderInvalidSigner',
      );
    expect(await doneOf()).toEqual(calls.map(() => 0));
  });

  it('does no call that was not signed, nor one under the proof of another', async () => {
    const [first, second] = signed.calls;
    if (first === undefined || second === undefined) throw new Error('nothing was signed');
    const wrong: [IBatchForwarder.CallStruct, number][] = [
      [{ ...first, data: second.data }, 0],
      [{ ...first, index: 1 }, 1],
      [{ ...first, index: SIZE }, SIZE],
      [{ ...first, proof: second.proof }, 0],
      [{ ...first, proof: [] }, 0],
      [{ ...first, to: await platform.market.getAddress() }, 0],
    ];
    for (const [call, index] of wrong) {
      const refusal = await refusalOf(execute(signed.batch, [call]));
      expect(refusal).toEqual(['BatchForwarderNotSigned', BigInt(index)]);
    }
    expect(await doneOf()).toEqual(calls.map(() => 0));
  });

  it('calls no contract that does not trust it', async () => {
    const { deployment, people } = platform;
    for (const name of ['Calendar', 'ERC2771Forwarder'] as const) {
      const to = parseAddress(deployment.contracts[name].toLowerCase());
      const own = await signBatch(platform, people.studio, [{ to, data: '0x' }]);
      const refusal = await refusalOf(execute(own.batch, own.calls));
      expect(refusal).toEqual(['BatchForwarderUntrustfulTarget', 0n, getAddress(to)]);
    }
  });

  it('says which call was refused and why, and then none is done', async () => {
    const own = await signBatch(platform, platform.people.studio, [
      mintTo(accountOf(0)),
      mintTo(accountOf(1), 10n ** 12n),
    ]);
    const [name, index, reason] = await refusalOf(execute(own.batch, own.calls));
    expect([name, index]).toEqual(['BatchForwarderCallFailed', 1n]);
    const said = platform.token.interface.parseError(String(reason));
    expect(said?.name).toBe('TestTokenTooMuch');
    expect(await doneOf()).toEqual(calls.map(() => 0));
  });

  it('lets no call repeat itself while it runs', async () => {
    const { platform: odd, tokens } = await startWithOddTokens();
    const { people, forwarder, market } = odd;
    const token = await tokens.hooked.getAddress();
    const assetId = await odd.materializeNew();
    await odd.consent(assetId);
    await odd.offer(assetId, { token });
    const data = market.interface.encodeFunctionData('buy', [
      await odd.purchaseOf(assetId),
      NO_PERMIT,
    ]) as Hex;
    const to = parseAddress((await market.getAddress()).toLowerCase());
    const own = await signBatch(odd, people.studio, [{ to, data }]);
    const again = forwarder.interface.encodeFunctionData('executeCalls', [own.batch, [...own.calls]]);
    const target = await forwarder.getAddress();
    await mined(tokens.hooked.connect(people.stranger).setHooks([{ target, data: again }]));
    await mined(forwarder.connect(people.stranger).executeCalls(own.batch, [...own.calls]));
    const [answer = ''] = await tokens.hooked.answers();
    expect(forwarder.interface.parseError(answer)?.name).toBe('BatchForwarderDone');
  });

  it('does each call at most once, whatever is sent in whatever order', async () => {
    const attempt = fc.record({
      indexes: fc.array(fc.nat(SIZE - 1), { minLength: 1, maxLength: 4 }),
      fault: fc.constantFrom('none', 'none', 'none', 'proof', 'data', 'signer'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(attempt, { minLength: 1, maxLength: 6 }), async (attempts) => {
        const back = await platform.chain.snapshot();
        const expected = calls.map(() => 0);
        for (const { indexes, fault } of attempts) {
          const isDone = await attemptAt(indexes, fault);
          const isFresh =
            new Set(indexes).size === indexes.length && indexes.every((index) => expected[index] === 0);
          expect(isDone).toBe(fault === 'none' && isFresh);
          if (isDone) for (const index of indexes) expected[index] = 1;
        }
        expect(await doneOf()).toEqual(expected);
        await back();
      }),
      { numRuns: 12 },
    );
  });

  async function attemptAt(indexes: readonly number[], fault: string): Promise<boolean> {
    const sent = indexes.map((index) => signed.calls[index]);
    const last = sent.at(-1);
    const other = signed.calls[((indexes.at(-1) ?? 0) + 1) % SIZE];
    if (last === undefined || other === undefined) throw new Error('nothing is sent');
    if (fault === 'proof') sent[sent.length - 1] = { ...last, index: other.index };
    if (fault === 'data') sent[sent.length - 1] = { ...last, data: other.data };
    const { batch } =
      fault === 'signer'
        ? await signBatch(platform, platform.people.stranger, calls, { from: platform.people.studio.address })
        : signed;
    try {
      await execute(batch, sent);
      return true;
    } catch {
      return false;
    }
  }
});

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

function highS(signature: string): string {
  const s = ORDER - BigInt(dataSlice(signature, 32, 64));
  const v = signature.endsWith('1b') ? '1c' : '1b';
  return `${dataSlice(signature, 0, 32)}${toBeHex(s, 32).slice(2)}${v}`;
}
