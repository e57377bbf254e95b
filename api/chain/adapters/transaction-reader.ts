import { Transaction } from 'ethers';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { TransactionParties, TransactionReader } from '../ports/transaction-reader.ts';

export class EthersTransactionReader implements TransactionReader {
  parties(raw: string): TransactionParties | null {
    const transaction = decode(raw);
    if (transaction === null) return null;
    const { from, to } = transaction;
    if (from === null) return null;
    return {
      sender: parseAddress(from.toLowerCase()),
      to: to === null ? null : parseAddress(to.toLowerCase()),
    };
  }
}

function decode(raw: string): Pick<Transaction, 'from' | 'to'> | null {
  try {
    const transaction = Transaction.from(raw);
    // The sender is recovered when first read, which fails for a signature that no key can have made.
    return { from: transaction.from, to: transaction.to };
  } catch {
    return null;
  }
}
