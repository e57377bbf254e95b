import { joinSafeSignatures } from '@lanran/protocol/accounts/safe';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Actor } from '../../platform/kernel/actor.ts';
import { LedgerRefusedError } from '../../platform/kernel/errors.ts';
import { isSettled, type SafeSignature, type SafeTransaction } from '../domain/safe.ts';
import type { SafeWallet } from '../../chain/domain/safe-wallet.ts';
import type { FailPoints } from '../../platform/kernel/fail-points.ts';
import type { Ledger } from '../../chain/ports/ledger.ts';
import type { SafeStore } from '../ports/safe-store.ts';
import type { SafeWallets } from '../../chain/ports/safe-wallets.ts';
import type { ActPreparation } from '../../relay/services/act-preparation.ts';
import type { Mutex } from '../../platform/concurrency/mutex.ts';

export interface SafeExecutionOptions {
  readonly ledger: Ledger;
  readonly wallets: SafeWallets;
  readonly safes: SafeStore;
  readonly preparation: ActPreparation;
  /** Resolves when the read models show everything up to the block. */
  readonly follower: { followTo(blockNumber: number): Promise<void> };
  readonly failPoints: FailPoints;
  /** A Safe's transactions go one after the other: they share its nonce. */
  readonly executionTurns: Mutex<Address>;
}

/** Sends Safes' transactions once they have their signatures, and tells what became of them. */
export class SafeExecution {
  readonly #options: SafeExecutionOptions;

  constructor(options: SafeExecutionOptions) {
    this.#options = options;
  }

  /**
   * Executes the transaction if it is the Safe's next and has its signatures, and then those that waited behind it. Else nothing
   * happens. Harmless to repeat, also after a crash: the chain is asked first what became of it.
   * @throws LedgerRefusedError when the contracts refused it
   */
  async run(actor: Actor, hash: Hex, safe: Address): Promise<void> {
    return this.#options.executionTurns.take(safe, () => this.#runInTurn(actor, hash, safe));
  }

  /** The transaction as the chain knows it now; what is settled there is recorded. */
  async refresh(known: SafeTransaction, wallet: SafeWallet): Promise<SafeTransaction> {
    if (isSettled(known)) return known;
    const { ledger, wallets, safes, follower } = this.#options;
    const { hash, safe, nonce, sinceBlock } = known;
    const receipt = known.transaction === null ? null : await ledger.findReceipt(known.transaction);
    if (receipt !== null) {
      await follower.followTo(receipt.blockNumber);
      return this.#settle(known, { state: 'EXECUTED', transaction: receipt.transaction });
    }
    if (wallet.nonce <= nonce) return known;
    const transaction = await wallets.findExecution(safe, { hash, sinceBlock });
    if (transaction === null) return this.#settle(known, { state: 'OVERTAKEN', transaction });
    // Somebody else sent it: the read models follow the chain in their own time.
    await safes.settle(hash, { state: 'EXECUTED', transaction });
    return { ...known, state: 'EXECUTED', transaction };
  }

  async #runInTurn(actor: Actor, hash: Hex, safe: Address): Promise<void> {
    if (!(await this.#execute(actor, hash, safe))) return;
    while (await this.#executeNext(actor, safe));
  }

  /** What waited behind an executed transaction. A refusal of it is its own and not that of the act that went before. */
  async #executeNext(actor: Actor, safe: Address): Promise<boolean> {
    const wallet = await this.#options.wallets.find(safe);
    const waiting = await this.#options.safes.listWaiting(safe);
    for (const { hash, nonce, state } of waiting) {
      if (nonce !== wallet?.nonce || state !== 'OPEN') continue;
      try {
        if (await this.#execute(actor, hash, safe)) return true;
      } catch (error) {
        if (!(error instanceof LedgerRefusedError)) throw error;
      }
    }
    return false;
  }

  /** True when the transaction was executed now. */
  async #execute(actor: Actor, hash: Hex, safe: Address): Promise<boolean> {
    const { wallets, safes } = this.#options;
    const [wallet, known] = await Promise.all([wallets.find(safe), safes.find(hash)]);
    if (wallet === null || known === null) return false;
    const transaction = await this.refresh(known, wallet);
    if (isSettled(transaction) || transaction.nonce !== wallet.nonce) return false;
    const signatures = countingSignatures(await safes.listSignatures([hash]), wallet);
    if (signatures.length < wallet.threshold) return false;
    await this.#options.preparation.prepare(actor, transaction);
    try {
      await this.#send(transaction, joinSafeSignatures(signatures));
    } catch (error) {
      if (error instanceof LedgerRefusedError) await safes.markRefused(hash);
      throw error;
    }
    return true;
  }

  async #send(transaction: SafeTransaction, signatures: Hex): Promise<void> {
    const { wallets, safes, failPoints, follower } = this.#options;
    const { hash, safe, to, data, nonce } = transaction;
    const receipt = await wallets.execute(
      { safe, to, data, nonce, signatures },
      {
        signed: (sent) => safes.markSent(hash, sent),
        sent: async () => failPoints.reach('after-safe-act-sent'),
      },
    );
    await safes.settle(hash, { state: 'EXECUTED', transaction: receipt.transaction });
    await follower.followTo(receipt.blockNumber);
  }

  async #settle(
    known: SafeTransaction,
    outcome: { readonly state: 'EXECUTED' | 'OVERTAKEN'; readonly transaction: Hex | null },
  ): Promise<SafeTransaction> {
    await this.#options.safes.settle(known.hash, outcome);
    return { ...known, ...outcome };
  }
}

/** Those of present owners: who was put out since has no say. */
export function countingSignatures(
  signatures: readonly SafeSignature[],
  { owners }: SafeWallet,
): SafeSignature[] {
  return signatures.filter(({ signer }) => owners.includes(signer));
}
