import type { Address } from '@lanran/protocol/kernel/signature';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { RoleLedger } from '../../chain/ports/role-ledger.ts';
import type { SafeWallets } from '../../chain/ports/safe-wallets.ts';
import type { TransactionParties, TransactionReader } from '../../chain/ports/transaction-reader.ts';

export interface ChainSendersOptions {
  readonly organizations: Pick<OrganizationStore, 'listByKey'>;
  readonly roles: Pick<RoleLedger, 'hasRole'>;
  readonly wallets: Pick<SafeWallets, 'find'>;
  readonly transactions: TransactionReader;
}

/**
 * Who may send transactions of their own to the embedded chain. They cost nothing there and are replayed at every start, so
 * that only those who take part may: keys of organizations, councils, holders of roles, and owners of a Safe that is one of
 * these, for that Safe's transactions.
 */
export class ChainSenders {
  readonly #options: ChainSendersOptions;

  constructor(options: ChainSendersOptions) {
    this.#options = options;
  }

  /** The sender, where it is a key of an organization; null for others, and for what is no signed transaction. */
  async findMember(raw: unknown): Promise<Address | null> {
    const sender = this.#partiesOf(raw)?.sender ?? null;
    if (sender === null) return null;
    return (await this.#options.organizations.listByKey(sender)).length > 0 ? sender : null;
  }

  /** Why a transaction is not taken; null when it may be sent on, and when it is none: the chain says what is wrong with it. */
  async findRefusal(raw: unknown): Promise<string | null> {
    const parties = this.#partiesOf(raw);
    if (parties === null) return null;
    const { sender, to } = parties;
    if ((await this.#takesPart(sender)) || (to !== null && (await this.#isOwnerOf(sender, to)))) return null;
    return `${sender} takes no part here, and this chain takes transactions of its members, councils and role holders only. Let the platform relay your signed act, or join an organization first.`;
  }

  #partiesOf(raw: unknown): TransactionParties | null {
    return typeof raw === 'string' ? this.#options.transactions.parties(raw) : null;
  }

  async #takesPart(address: Address): Promise<boolean> {
    const organizations = await this.#options.organizations.listByKey(address);
    return organizations.length > 0 || (await this.#options.roles.hasRole(address));
  }

  /** Anybody can have a Safe made, so that the Safe must take part itself. */
  async #isOwnerOf(sender: Address, to: Address): Promise<boolean> {
    const safe = await this.#options.wallets.find(to);
    return safe !== null && safe.owners.includes(sender) && (await this.#takesPart(to));
  }
}
