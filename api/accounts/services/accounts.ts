import { createHash, timingSafeEqual } from 'node:crypto';
import { accountText, parseAccountName } from '@lanran/protocol/accounts/account';
import { fromHex, type Hex, parseBytes32, toHex } from '@lanran/protocol/kernel/bytes';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { type Account, parseDisplayName, requireKeystore } from '../domain/account.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import {
  BadInputError,
  NameTakenError,
  NotFoundError,
  SignInRequiredError,
  TooManyRequestsError,
} from '../../platform/kernel/errors.ts';
import type { AccountStore } from '../ports/account-store.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { Limit } from '../../platform/kernel/limit.ts';
import { requirePersonalSignature } from './personal-signature.ts';

const MAX_NAMED = 100;

export interface AccountsOptions {
  readonly accounts: AccountStore;
  readonly clock: Clock;
  readonly limits: {
    /** Wrong secrets, by network. */
    readonly wrongSecrets: Limit;
    /** New accounts, by network. */
    readonly newAccounts: Limit;
    /** New accounts of everybody: keys cost nothing, and each account is kept for good. */
    readonly newAccountsOfAll: Limit;
  };
}

export interface AccountRequest {
  readonly name: string;
  readonly displayName: string;
  readonly address: string;
  readonly keystore: string;
  readonly retrieval: string;
  readonly signature: string;
}

export interface AccountChanges {
  readonly displayName?: string | null | undefined;
  readonly keystore?: string | null | undefined;
  readonly retrieval?: string | null | undefined;
}

/** Accounts: the ciphertext of a person's key, kept for them under a name (ADR 17). */
export class AccountsService {
  readonly #options: AccountsOptions;

  constructor(options: AccountsOptions) {
    this.#options = options;
  }

  /**
   * The same account again is the same.
   * @param network of the caller
   * @throws NameTakenError, BadInputError, BadSignatureError, TooManyRequestsError
   */
  async create(network: string, input: AccountRequest): Promise<Account> {
    const { accounts, clock, limits } = this.#options;
    if (!(await limits.newAccounts.take(network)))
      throw new TooManyRequestsError(
        'Too many accounts are made from your network. Wait some minutes, then try again.',
      );
    const name = parseAccountName(input.name, 'input.name');
    const address = parseAddress(input.address.toLowerCase(), 'input.address');
    const displayName = parseDisplayName(input.displayName, 'input.displayName');
    const retrievalHash = hashRetrieval(input.retrieval, 'input.retrieval');
    const { keystore, signature } = input;
    requireKeystore(keystore, address, 'input.keystore');
    requirePersonalSignature({
      text: accountText({ name, address, keystore }),
      address,
      signature,
      field: 'input.signature',
    });
    if (!(await limits.newAccountsOfAll.take('all')))
      throw new TooManyRequestsError(
        'Too many accounts are made here at the moment. Wait some minutes, then try again.',
      );
    const account = { name, displayName, address, keystore, retrievalHash, createdAt: clock.now() };
    if (await accounts.insert(account)) return account;
    return this.#sameOrTaken(account);
  }

  /**
   * The right secret always opens: only wrong ones count, so that nobody is locked out by the tries of others (ADR 33).
   * @param network of the caller
   * @throws BadInputError, alike for a name nobody has and for a secret that is not its own; TooManyRequestsError
   */
  async open(
    network: string,
    { name: text, retrieval }: { name: string; retrieval: string },
  ): Promise<Account> {
    const name = parseAccountName(text);
    const given = hashRetrieval(retrieval, 'retrieval');
    const account = await this.#options.accounts.find(name);
    if (account !== null && timingSafeEqual(fromHex(account.retrievalHash), fromHex(given))) return account;
    if (!(await this.#options.limits.wrongSecrets.take(network)))
      throw new TooManyRequestsError(
        'Too many wrong tries from your network. The right name and passphrase still open the account; wait some minutes before you try others.',
      );
    throw new BadInputError('retrieval', 'opens no account of this name. Check the name and the passphrase.');
  }

  /** A new display name, or a new passphrase: keystore and retrieval together. */
  async update(actor: Actor, changes: AccountChanges): Promise<Account> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const { displayName, keystore, retrieval } = changes;
    const address = parseAddress(actor.address);
    if ((keystore == null) !== (retrieval == null))
      throw new BadInputError('input.retrieval', 'comes with a new keystore: send both or none.');
    if (keystore != null) requireKeystore(keystore, address, 'input.keystore');
    const isKnown = await this.#options.accounts.update(address, {
      ...(displayName != null && { displayName: parseDisplayName(displayName, 'input.displayName') }),
      ...(keystore != null && { keystore }),
      ...(retrieval != null && { retrievalHash: hashRetrieval(retrieval, 'input.retrieval') }),
    });
    const account = isKnown ? await this.findByAddress(address) : null;
    if (account === null) throw new NotFoundError(`An account of ${address}`);
    return account;
  }

  async findByAddress(address: Hex): Promise<Account | null> {
    return this.#options.accounts.findByAddress(address);
  }

  /**
   * How the people behind keys call themselves; keys without an account are left out. Who knows a key may know whose it is.
   * @throws SignInRequiredError, BadInputError
   */
  async peopleOf(actor: Actor, addresses: readonly Hex[]): Promise<Account[]> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    if (addresses.length > MAX_NAMED)
      throw new BadInputError('addresses', `may name at most ${MAX_NAMED} keys. Ask in several parts.`);
    return this.#options.accounts.findManyByAddress(addresses);
  }

  async #sameOrTaken(account: Account): Promise<Account> {
    const { accounts } = this.#options;
    const known = await accounts.find(account.name);
    const isSame =
      known?.address === account.address &&
      known.keystore === account.keystore &&
      known.retrievalHash === account.retrievalHash;
    if (known !== null && isSame) return known;
    if (known !== null) throw new NameTakenError('input.name', account.name);
    const { name } = (await accounts.findByAddress(account.address)) ?? account;
    throw new BadInputError('input.address', `has the account ${name} already. Open that one.`);
  }
}

function hashRetrieval(retrieval: string, field: string): Hex {
  const secret = fromHex(parseBytes32(retrieval, field));
  return toHex(createHash('sha256').update(secret).digest());
}
