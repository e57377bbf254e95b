import { createMerkleProof, createMPT, type MerklePatriciaTrie } from '@ethereumjs/mpt';
import { RLP } from '@ethereumjs/rlp';
import { Wallet } from 'ethers';
import { bytesUint, fromHex, toHex, uintBytes, type Hex } from '@lanran/protocol/kernel/bytes';
import type { ContractProof } from '@lanran/protocol/chain/contract-state';
import { keccak256 } from '@lanran/protocol/kernel/hash';
import { parseAddress, type Address } from '@lanran/protocol/kernel/signature';
import { proveTransaction, type TransactionProof } from '@lanran/protocol/chain/trie';

/** A block whose state holds exactly the given contracts; proofs are made by @ethereumjs/mpt, not by the code under test. */
export interface SimulatedBlock {
  readonly header: Hex;
  readonly hash: Hex;
  readonly number: bigint;
  readonly transaction: TransactionProof;
  prove(address: Address, slots: readonly Hex[]): Promise<ContractProof>;
}

export type Storage = Readonly<Record<Hex, Hex>>;

const path = (hex: Hex): Uint8Array => fromHex(keccak256(fromHex(hex)));
const minimal = (value: bigint): Uint8Array => (value === 0n ? new Uint8Array(0) : fromHex(evenHex(value)));
const evenHex = (value: bigint): string => {
  const digits = value.toString(16);
  return `0x${digits.length % 2 === 1 ? '0' : ''}${digits}`;
};

export async function simulateBlock(options: {
  readonly chainId: bigint;
  readonly number: bigint;
  readonly timestamp: number;
  readonly parentHash?: Hex;
  readonly contracts: Readonly<Record<Address, Storage>>;
  readonly transactions?: number;
  /** How transactions are made: of EIP-1559 and this chain unless given. */
  readonly signed?: SigningForm;
}): Promise<SimulatedBlock> {
  const state = await createMPT();
  const storages = new Map<string, MerklePatriciaTrie>();
  for (const [address, storage] of Object.entries(options.contracts)) {
    const trie = await storageTrie(storage);
    storages.set(address, trie);
    const account = RLP.encode([
      minimal(1n),
      minimal(0n),
      trie.root(),
      fromHex(keccak256(new Uint8Array(0))),
    ]);
    await state.put(path(parseAddress(address)), account);
  }
  // Other accounts, so that proofs are several nodes deep.
  for (let at = 0; at < 200; at++)
    await state.put(path(toHex(uintBytes(at, 20))), RLP.encode([minimal(BigInt(at + 1))]));

  const transactions = await signTransactions(
    options.signed ?? { type: 2, chainId: options.chainId },
    options.transactions ?? 3,
  );
  const transactionTrie = await createMPT();
  for (const [at, raw] of transactions.entries()) await transactionTrie.put(RLP.encode(at), fromHex(raw));
  const header = RLP.encode(headerFields(options, state.root(), transactionTrie.root()));
  return {
    header: toHex(header),
    hash: keccak256(header),
    number: options.number,
    transaction: await proveTransaction(transactions, transactions.length > 1 ? 1 : 0),
    async prove(address, slots) {
      const trie = storages.get(address) ?? (await createMPT());
      return {
        address,
        accountProof: (await createMerkleProof(state, path(address))).map(toHex),
        storageProof: await Promise.all(
          slots.map(async (key) => ({
            key,
            value: options.contracts[address]?.[key] ?? toHex(new Uint8Array(32)),
            proof: (await createMerkleProof(trie, path(key))).map(toHex),
          })),
        ),
      };
    },
  };
}

async function storageTrie(storage: Storage): Promise<MerklePatriciaTrie> {
  const trie = await createMPT();
  for (const [slot, word] of Object.entries(storage)) {
    await trie.put(path(toHex(fromHex(slot))), RLP.encode(minimal(bytesUint(fromHex(word)))));
  }
  return trie;
}

/** Legacy transactions (type 0) of chain 0 name no chain: their v is 27 or 28. */
export interface SigningForm {
  readonly type: 0 | 2;
  readonly chainId: bigint;
}

async function signTransactions({ type, chainId }: SigningForm, count: number): Promise<Hex[]> {
  const wallet = new Wallet(`0x${'21'.repeat(32)}`);
  return Promise.all(
    Array.from({ length: count }, async (_, nonce) => {
      const request = {
        type,
        chainId,
        nonce,
        to: wallet.address,
        gasLimit: 21_000,
        ...(type === 0 ? { gasPrice: 0 } : { maxFeePerGas: 0, maxPriorityFeePerGas: 0 }),
      };
      return toHex(fromHex(await wallet.signTransaction(request)));
    }),
  );
}

function headerFields(
  { number, timestamp, parentHash }: { number: bigint; timestamp: number; parentHash?: Hex },
  stateRoot: Uint8Array,
  transactionsRoot: Uint8Array,
): Uint8Array[] {
  const word = new Uint8Array(32).fill(0xee);
  const upTo = [
    parentHash === undefined ? word : fromHex(parentHash),
    word,
    new Uint8Array(20),
    stateRoot,
    transactionsRoot,
    word,
    new Uint8Array(256),
    new Uint8Array(0),
  ];
  return [
    ...upTo,
    minimal(number),
    minimal(30_000_000n),
    minimal(21_000n),
    minimal(BigInt(timestamp)),
    word,
    word,
    new Uint8Array(8),
  ];
}
