import { type JsonRpcProvider, Transaction, type TransactionResponse } from 'ethers';
import { fromHex, type Hex, toHex } from '@lanran/protocol/kernel/bytes';
import { parseHeader } from '@lanran/protocol/chain/contract-state';
import {
  proveTransaction,
  readTrie,
  type TransactionProof,
  transactionKey,
} from '@lanran/protocol/chain/trie';
import type { ProvenBlock } from '../ports/ledger.ts';

/**
 * Where the transaction lies in its block. Null when the block has transactions that cannot be written as they were hashed, such
 * as a second layer's own types: a bundle does without then.
 */
export async function proveInBlock(
  provider: JsonRpcProvider,
  { blockNumber, header }: Pick<ProvenBlock, 'blockNumber' | 'header'>,
  transaction: Hex,
): Promise<TransactionProof | null> {
  const block = await provider.getBlock(blockNumber, true);
  if (block === null) return null;
  const index = block.transactions.indexOf(transaction);
  const raw = rawTransactions(block.prefetchedTransactions);
  if (raw === null || index < 0) return null;
  const proof = await proveTransaction(raw, index);
  const found = readTrie({
    root: parseHeader(header).transactionsRoot,
    key: transactionKey(index),
    proof: proof.proof,
  });
  const isProven = found.ok && found.value !== null && toHex(found.value) === raw[index];
  return isProven ? proof : null;
}

function rawTransactions(transactions: readonly TransactionResponse[]): readonly Hex[] | null {
  try {
    return transactions.map((response) => toHex(fromHex(Transaction.from(response).serialized)));
  } catch {
    // ethers refuses types it does not know, and such that would not hash to their name.
    return null;
  }
}
