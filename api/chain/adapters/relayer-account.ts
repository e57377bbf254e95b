import {
  type JsonRpcProvider,
  type TransactionReceipt,
  type TransactionRequest,
  Wallet,
  keccak256,
} from 'ethers';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import {
  FORWARD_BATCH,
  type ForwarderDomain,
  forwarderDomain,
  type UnsignedBatch,
} from '@lanran/protocol/chain/call-batch';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { Mutex, Turn } from '../../platform/concurrency/mutex.ts';
import { UnavailableError } from '../../platform/kernel/errors.ts';
import type { SignedBatch } from '../ports/batch-ledger.ts';
import type { RelayProgress } from '../ports/ledger.ts';

const RECEIPT_WITHIN_MS = 60_000;

export const NOBODY: RelayProgress = { signed: async () => undefined, sent: async () => undefined };

/**
 * The key that pays. Sends one transaction after the other, whichever process it is that sends, so that nonces have no gaps; waits for
 * receipts side by side. What a process that stood still signed before has a nonce that another used: the chain refuses it.
 */
export class RelayerAccount {
  readonly #provider: JsonRpcProvider;
  readonly #wallet: Wallet;
  readonly #turns: Mutex<'send'>;

  constructor(provider: JsonRpcProvider, privateKey: string, turns: Mutex<'send'>) {
    this.#provider = provider;
    this.#wallet = new Wallet(privateKey);
    this.#turns = turns;
  }

  get address(): string {
    return this.#wallet.address;
  }

  /** Signs calls that the relayer makes itself, together. */
  async signBatch(domain: ForwarderDomain, batch: Omit<UnsignedBatch, 'from'>): Promise<SignedBatch> {
    // ethers types addresses and signatures as strings.
    const message: UnsignedBatch = { ...batch, from: this.#wallet.address.toLowerCase() as Address };
    const signature = await this.#wallet.signTypedData(forwarderDomain(domain), FORWARD_BATCH, message);
    return { ...message, signature: signature as Hex };
  }

  /** Sends and waits for the receipt. Throws UnavailableError when none is seen in time; the transaction may still count. */
  async send(request: TransactionRequest, progress: RelayProgress = NOBODY): Promise<TransactionReceipt> {
    const transaction = await this.#turns.take('send', (turn) =>
      this.#signAndSend(request, { progress, turn }),
    );
    const receipt = await this.#provider.waitForTransaction(transaction, 1, RECEIPT_WITHIN_MS);
    if (receipt === null) throw new UnavailableError('chain');
    return receipt;
  }

  /** The receipt of a transaction that was sent earlier; null when the chain does not have it. */
  async waitIfPending(transaction: Hex): Promise<TransactionReceipt | null> {
    if ((await this.#provider.getTransaction(transaction)) === null) return null;
    return this.#provider.waitForTransaction(transaction, 1, RECEIPT_WITHIN_MS);
  }

  async #signAndSend(
    request: TransactionRequest,
    { progress, turn }: { readonly progress: RelayProgress; readonly turn: Turn },
  ): Promise<Hex> {
    const [{ chainId }, nonce, price, gasLimit] = await Promise.all([
      this.#provider.getNetwork(),
      this.#provider.getTransactionCount(this.#wallet.address, 'pending'),
      this.#price(),
      request.gasLimit ?? this.#provider.estimateGas({ ...request, from: this.#wallet.address }),
    ]);
    const raw = await this.#wallet.signTransaction({ ...request, ...price, chainId, nonce, gasLimit });
    // ethers hashes to lower-case hex.
    const transaction = keccak256(raw) as Hex;
    await progress.signed(transaction);
    await turn.require();
    await this.#provider.broadcastTransaction(raw);
    await progress.sent();
    return transaction;
  }

  /** The embedded chain asks for nothing and its accounts hold nothing, so the price must be a stated 0. */
  async #price(): Promise<TransactionRequest> {
    const block = await this.#provider.getBlock('latest');
    if (block?.baseFeePerGas === 0n) return { type: 0, gasPrice: 0n };
    const { maxFeePerGas, maxPriorityFeePerGas, gasPrice } = await this.#provider.getFeeData();
    if (maxFeePerGas === null) return { type: 0, gasPrice };
    return { type: 2, maxFeePerGas, maxPriorityFeePerGas };
  }
}
