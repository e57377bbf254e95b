import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Account } from '../domain/account.ts';

/** Accounts by name; each key has one at most. */
export interface AccountStore {
  find(name: string): Promise<Account | null>;
  findByAddress(address: Hex): Promise<Account | null>;
  /** In no order; keys without an account are left out. */
  findManyByAddress(addresses: readonly Hex[]): Promise<Account[]>;
  /** False when the name or the key has an account already. */
  insert(account: Account): Promise<boolean>;
  /** False when the key has none. */
  update(
    address: Hex,
    changes: Partial<Pick<Account, 'displayName' | 'keystore' | 'retrievalHash'>>,
  ): Promise<boolean>;
}
