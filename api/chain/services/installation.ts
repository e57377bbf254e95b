import type { Hex } from '@lanran/protocol/kernel/bytes';
import { originOf } from '@lanran/protocol/log/checkpoint';
import type { LogId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { Credit, Ledger, PaymentAccount } from '../ports/ledger.ts';

export interface InstallationOptions {
  readonly logId: LogId;
  /** vkey that signs checkpoints. */
  readonly checkpointKey: string;
  readonly ledger: Ledger;
}

/** What a client has to know of this installation before it signs anything. */
export interface Installation {
  readonly logId: LogId;
  readonly origin: string;
  readonly checkpointKey: string;
  readonly chainId: bigint;
  readonly contracts: readonly { readonly name: string; readonly address: Hex }[];
  /** Whether many acts take one signature (BatchForwarder). */
  readonly canBatch: boolean;
  readonly paymentToken: { readonly address: Hex; readonly symbol: string; readonly decimals: number };
}

const NOBODY: Hex = '0x0000000000000000000000000000000000000000';

/** The installation, and what its chain says of a key or an organization: all that is needed to build acts and permits. */
export class InstallationService {
  readonly #options: InstallationOptions;
  /** A token's symbol and decimals never change. */
  #paymentToken: Installation['paymentToken'] | null = null;

  constructor(options: InstallationOptions) {
    this.#options = options;
  }

  async describe(): Promise<Installation> {
    const { logId, checkpointKey, ledger } = this.#options;
    const { chainId, contracts } = ledger.deployment();
    return {
      logId,
      origin: originOf(logId),
      checkpointKey,
      chainId,
      contracts: Object.entries(contracts).map(([name, at]) => ({ name, address: at })),
      canBatch: await ledger.batches.canBatch(),
      paymentToken: await this.#readPaymentToken(),
    };
  }

  async isAccreditor(address: Address): Promise<boolean> {
    return this.#options.ledger.roles.isAccreditor(address);
  }

  /** Null until the first start is complete. */
  async accreditor(): Promise<Hex | null> {
    return this.#options.ledger.roles.accreditor();
  }

  /** Null unless the accreditor is handing its role on. */
  async accreditorSuccessor(): Promise<Hex | null> {
    return this.#options.ledger.roles.accreditorSuccessor();
  }

  async forwarderNonce(address: Address): Promise<bigint> {
    return this.#options.ledger.forwarderNonce(address);
  }

  async paymentAccount(address: Address): Promise<PaymentAccount> {
    return this.#options.ledger.paymentAccount(address);
  }

  /** What the organization can claim now; anybody may have it paid out to its payout address. */
  async creditsOf(organizationId: OrganizationId): Promise<Credit[]> {
    return this.#options.ledger.creditsOf(organizationId);
  }

  async areSalesPaused(): Promise<boolean> {
    return this.#options.ledger.areSalesPaused();
  }

  async #readPaymentToken(): Promise<Installation['paymentToken']> {
    if (this.#paymentToken === null) {
      const { token: address, symbol, decimals } = await this.#options.ledger.paymentAccount(NOBODY);
      this.#paymentToken = { address, symbol, decimals };
    }
    return this.#paymentToken;
  }
}
