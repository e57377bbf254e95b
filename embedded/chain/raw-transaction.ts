import { Transaction } from 'ethers/transaction';
import { toQuantity } from 'ethers/utils';
import { gasLimitFor } from './gas-limits.ts';
import { RPC_CODE, RpcError } from './json-rpc.ts';

/** What Geth's pool takes at most. */
const MAX_BYTES = 131_072;

export interface RawTransaction {
  readonly bytes: Uint8Array;
  readonly sender: string;
  /** Null for a creation. */
  readonly to: string | null;
  readonly nonce: number;
  /** The most that the sender may have to pay, in wei. */
  readonly maxCost: bigint;
  readonly gasLimit: bigint;
  /** The same as `eth_call` takes it. */
  readonly call: Readonly<Record<string, string>>;
}

/** Throws RpcError when these are not the bytes of a transaction signed for this chain. */
export function parseRawTransaction(value: unknown, chainId: number): RawTransaction {
  if (typeof value !== 'string' || !/^0x(?:[0-9a-f]{2})+$/i.test(value)) {
    throw invalid('eth_sendRawTransaction takes one signed transaction as 0x-prefixed hexadecimal bytes.');
  }
  const length = value.length / 2 - 1;
  if (length > MAX_BYTES) {
    throw invalid(`The transaction has ${length} bytes; at most ${MAX_BYTES} are taken. Split it.`);
  }
  const { transaction, sender } = decode(value);
  if (sender === null) throw invalid('The transaction is not signed. Sign it before sending it.');
  if (transaction.chainId !== BigInt(chainId)) {
    throw invalid(
      `The transaction is signed for chain ${transaction.chainId}; this chain is ${chainId}. Sign it again.`,
    );
  }
  const gasLimit = gasLimitFor(transaction.to);
  if (transaction.gasLimit > gasLimit) {
    throw refused(
      `exceeds block gas limit: the transaction asks for ${transaction.gasLimit} gas of at most ${gasLimit}.`,
    );
  }
  const price = transaction.maxFeePerGas ?? transaction.gasPrice ?? 0n;
  const { to, data } = transaction;
  return {
    bytes: Buffer.from(value.slice(2), 'hex'),
    sender,
    to,
    nonce: transaction.nonce,
    gasLimit: transaction.gasLimit,
    maxCost: transaction.value + transaction.gasLimit * price,
    call: {
      from: sender,
      ...(to !== null && { to }),
      data,
      value: toQuantity(transaction.value),
      gas: toQuantity(transaction.gasLimit),
    },
  };
}

/** The phrases `nonce too low`, `nonce too high` and `insufficient funds` are those that clients recognize. */
export function nonceRefusal({ sender, nonce }: RawTransaction, expected: number): RpcError {
  const way = nonce < expected ? 'low' : 'high';
  return refused(
    `nonce too ${way}: the next transaction of ${sender} has nonce ${expected}, this one has ${nonce}.`,
  );
}

export function fundsRefusal({ sender, maxCost }: RawTransaction, balance: bigint): RpcError {
  return refused(
    `insufficient funds: the transaction may cost ${maxCost} wei and ${sender} has ${balance}. Gas is free here: send a gas price of 0.`,
  );
}

export function guestGasRefusal({ gasLimit }: RawTransaction, limit: number): RpcError {
  return refused(
    `exceeds block gas limit: the transaction asks for ${gasLimit} gas of at most ${limit}. Let the platform relay a larger act.`,
  );
}

export function targetRefusal({ to }: RawTransaction): RpcError {
  if (to === null) {
    return refused(
      'Only the deployer creates contracts on this chain. Start a node of your own for experiments.',
    );
  }
  return refused(
    `${to} is no contract of this platform. Transactions go to its contracts and to the Safes that its factory made.`,
  );
}

interface Decoded {
  readonly transaction: Transaction;
  /** Null when the transaction is not signed. */
  readonly sender: string | null;
}

function decode(value: string): Decoded {
  try {
    const transaction = Transaction.from(value);
    // Recovered when first read, which fails for a signature that no key can have made.
    return { transaction, sender: transaction.from };
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/ \(.*/s, '') : String(error);
    throw invalid(`These bytes are not a signed transaction: ${reason}.`);
  }
}

function invalid(message: string): RpcError {
  return new RpcError(RPC_CODE.invalidParams, message);
}

function refused(message: string): RpcError {
  return new RpcError(RPC_CODE.refused, message);
}
