import type { Hex } from '@lanran/protocol/kernel/bytes';
import { originOf } from '@lanran/protocol/log/checkpoint';
import type { LogId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Address } from '@lanran/protocol/kernel/signature';
import { currencyAt, type PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { FORMER_RIGHTS, formatRights, type RightsBits } from '@lanran/protocol/licensing/rights';
import { BadInputError } from '../../platform/kernel/errors.ts';
import type { Credit, Ledger, PaymentAccount } from '../ports/ledger.ts';

export interface InstallationOptions {
  readonly logId: LogId;
  /** vkey that signs checkpoints. */
  readonly checkpointKey: string;
  readonly ledger: Ledger;
  /** Does anybody get play money for nothing? So beside demo data. */
  readonly givesPlayMoney: boolean;
}

/** What a client has to know of this installation before it signs anything. */
export interface Installation {
  readonly logId: LogId;
  readonly origin: string;
  readonly checkpointKey: string;
  readonly chainId: bigint;
  readonly contracts: readonly { readonly name: string; readonly address: Hex }[];
  /** What prices are named in, what one buys with at once first. */
  readonly currencies: readonly PlatformCurrency[];
  readonly givesPlayMoney: boolean;
}

/** The installation, and what its chain says of a key or an organization: all that is needed to build acts and permits. */
export class InstallationService {
  readonly #options: InstallationOptions;

  constructor(options: InstallationOptions) {
    this.#options = options;
  }

  describe(): Installation {
    const { logId, checkpointKey, ledger, givesPlayMoney } = this.#options;
    const { chainId, contracts, currencies } = ledger.deployment();
    return {
      logId,
      origin: originOf(logId),
      checkpointKey,
      chainId,
      contracts: Object.entries(contracts).map(([name, at]) => ({ name, address: at })),
      currencies,
      givesPlayMoney,
    };
  }

  get currencies(): readonly PlatformCurrency[] {
    return this.#options.ledger.deployment().currencies;
  }

  /** Whether many acts take one signature (BatchForwarder). */
  async canBatch(): Promise<boolean> {
    return this.#options.ledger.batches.canBatch();
  }

  /** The rights that licenses can have here; installations with the contracts of before know fewer. */
  async knownRights(): Promise<RightsBits> {
    return this.#options.ledger.quotes.knownRights();
  }

  /** @throws BadInputError naming the rights that no contract of this installation can write */
  async requireKnownRights(rights: RightsBits, field: string): Promise<void> {
    // The chain is asked only of what it may not know.
    if ((rights & ~FORMER_RIGHTS) === 0) return;
    const unknown = rights & ~(await this.knownRights());
    if (unknown !== 0)
      throw new BadInputError(
        field,
        `${formatRights(unknown)} is not known to the contracts that this platform began with; see \`deployment.rights\`.`,
      );
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

  /** @throws BadInputError for what is none of the installation's currencies */
  async paymentAccount(address: Address, token: Address): Promise<PaymentAccount> {
    if (currencyAt(this.currencies, token) === null)
      throw new BadInputError('token', 'is none of this platform’s currencies; see `deployment`.');
    return this.#options.ledger.paymentAccount(address, token);
  }

  /** What the organization can claim now; anybody may have it paid out to its payout address. */
  async creditsOf(organizationId: OrganizationId): Promise<Credit[]> {
    return this.#options.ledger.creditsOf(organizationId);
  }

  async areSalesPaused(): Promise<boolean> {
    return this.#options.ledger.areSalesPaused();
  }
}
