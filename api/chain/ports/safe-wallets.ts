import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { SafeCall } from '@lanran/protocol/accounts/safe';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { SafeWallet } from '../domain/safe-wallet.ts';
import type { DecodedAct, RelayProgress, RelayReceipt } from './ledger.ts';

export interface SafeSpecification {
  /** Who asked for it: the same key asking for the same Safe means the same one. */
  readonly creator: Address;
  /** Each once, in ascending order. */
  readonly owners: readonly Address[];
  readonly threshold: number;
}

/** Where a Safe of a specification is, or would be made. */
export interface SafePlace {
  readonly address: Address;
  readonly salt: Hex;
  /** Null when it is still to be made. */
  readonly wallet: SafeWallet | null;
}

/** A Safe's act with the signatures it needs. */
export interface SignedSafeCall extends SafeCall {
  readonly safe: Address;
  /** As `execTransaction` takes them. */
  readonly signatures: Hex;
}

/** Safes of the installation's own kind: proxies of its factory's code before its `SafeL2`. */
export interface SafeWallets {
  /** Null when there is nothing, or something else: the relayer pays for no contract it does not know. */
  find(address: Address): Promise<SafeWallet | null>;
  locate(specification: SafeSpecification): Promise<SafePlace>;
  create(specification: SafeSpecification, place: SafePlace): Promise<SafeWallet>;
  /** Decodes the call; null when it is no act of ours that may be relayed, nor lets the market take payment (ERC-20 `approve`). */
  decodeAct(call: { readonly to: Address; readonly data: Hex }): Promise<DecodedAct | null>;
  /** Simulates first, so that what would fail is refused with its reasons and not sent. Throws LedgerRefusedError. */
  execute(call: SignedSafeCall, progress: RelayProgress): Promise<RelayReceipt>;
  /** The transaction in which a Safe executed a hash, from a block on; null when it did not. */
  findExecution(
    safe: Address,
    executed: { readonly hash: Hex; readonly sinceBlock: number },
  ): Promise<Hex | null>;
}
