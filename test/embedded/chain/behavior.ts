import { encodeRlp, getCreateAddress, toBeArray, type JsonRpcProvider, type Log, type Signer } from 'ethers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, SHELF_CODE, storeCall, word } from './accounts.ts';
import { headerHash, provenValue, type BlockFields } from './merkle-patricia.ts';

export interface ChainUnderTest {
  readonly url: string;
  /** Null where nobody asks for one. */
  readonly secret: string | null;
  /** An account that can pay for what the network asks. */
  readonly createSender: (provider: JsonRpcProvider) => Signer;
  readonly stop: () => Promise<unknown>;
}

interface Proof {
  readonly nonce: string;
  readonly balance: string;
  readonly storageHash: string;
  readonly codeHash: string;
  readonly accountProof: string[];
  readonly storageProof: { key: string; value: string; proof: string[] }[];
}

/** What the platform needs of any network it is pointed at. */
export function describeChain(name: string, start: () => Promise<ChainUnderTest>): void {
  describe(name, () => {
    let chain: ChainUnderTest;
    let provider: JsonRpcProvider;
    let sender: Signer;
    let shelf: string;

    beforeAll(async () => {
      chain = await start();
      provider = connect(chain.url, chain.secret);
      sender = chain.createSender(provider);
      const creation = await sender.sendTransaction({ data: SHELF_CODE });
      await creation.wait();
      shelf = getCreateAddress({ from: await sender.getAddress(), nonce: creation.nonce });
    });

    afterAll(async () => {
      provider.destroy();
      await chain.stop();
    });

    it('runs a contract and keeps what it stored and logged', async () => {
      const sent = await sender.sendTransaction({ to: shelf, data: storeCall(1, 11) });
      const receipt = await sent.wait();

      expect(receipt?.status).toBe(1);
      expect(await provider.getStorage(shelf, 1)).toBe(word(11));
      const logs = await provider.getLogs({
        address: shelf,
        topics: [word(1)],
        fromBlock: receipt?.blockNumber ?? 0,
      });
      expect(logs.map((log) => [log.data, log.transactionHash])).toEqual([[word(11), sent.hash]]);
    });

    it('gives a transaction that reverts a receipt with status 0', async () => {
      const sent = await sender.sendTransaction({ to: shelf, gasLimit: 100_000 });

      await expect(sent.wait()).rejects.toMatchObject({ code: 'CALL_EXCEPTION', receipt: { status: 0 } });
    });

    it('gives the bytes of a revert to calls and estimates', async () => {
      const revert = { code: 'CALL_EXCEPTION', data: word(0xaa) };

      await expect(provider.call({ to: shelf })).rejects.toMatchObject(revert);
      await expect(provider.estimateGas({ to: shelf })).rejects.toMatchObject(revert);
    });

    it('answers a call as of an earlier block', async () => {
      const { blockNumber } = await provider.getTransactionReceipt(await storeAndWait(2, 21)).then(present);
      await storeAndWait(2, 22);

      expect(await provider.getStorage(shelf, 2, blockNumber)).toBe(word(21));
      expect(await provider.getStorage(shelf, 2)).toBe(word(22));
    });

    it('refuses a nonce used before', async () => {
      const nonce = (await sender.getNonce()) - 1;

      await expect(sender.sendTransaction({ to: shelf, data: storeCall(3, 3), nonce })).rejects.toMatchObject(
        {
          code: 'NONCE_EXPIRED',
        },
      );
    });

    it('tells a subscriber of new events', async () => {
      const filter = { address: shelf, topics: [word(4)] };
      const seen: string[] = [];
      await provider.on(filter, (log: Log) => seen.push(log.data));
      // Again and again, because the subscription begins some time after `on` returns.
      while (seen.length === 0) await storeAndWait(4, 44);
      await provider.off(filter);

      expect(seen[0]).toBe(word(44));
    });

    it('proves account and storage against the hash of a block', async () => {
      const receipt = await provider.getTransactionReceipt(await storeAndWait(5, 55)).then(present);
      await storeAndWait(5, 56);
      const block = (await provider.send('eth_getBlockByHash', [receipt.blockHash, false])) as BlockFields;
      const slots = [word(5), word(6)];
      const proof = (await provider.send('eth_getProof', [shelf, slots, block['number']])) as Proof;

      expect(headerHash(block)).toBe(receipt.blockHash);
      const account = [
        toBeArray(BigInt(proof.nonce)),
        toBeArray(BigInt(proof.balance)),
        proof.storageHash,
        proof.codeHash,
      ];
      expect(provenValue(block['stateRoot'] ?? '', shelf, proof.accountProof)).toBe(encodeRlp(account));
      const values = proof.storageProof.map((slot) => provenValue(proof.storageHash, slot.key, slot.proof));
      expect(values).toEqual([encodeRlp(toBeArray(55)), null]);
    });

    async function storeAndWait(slot: number, value: number): Promise<string> {
      const sent = await sender.sendTransaction({ to: shelf, data: storeCall(slot, value) });
      await sent.wait();
      return sent.hash;
    }
  });
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error('The chain has no such thing.');
  return value;
}
