import type { Address } from '@lanran/protocol/kernel/signature';
import { BadInputError, LimitExceededError } from '../../platform/kernel/errors.ts';
import type { SafeWallet } from '../../chain/domain/safe-wallet.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { SafeStore } from '../ports/safe-store.ts';
import type { SafeSpecification, SafeWallets } from '../../chain/ports/safe-wallets.ts';
import type { Mutex } from '../../platform/concurrency/mutex.ts';

const MAX_OWNERS = 20;
const MAX_SAFES_A_DAY = 10;
/** Keys cost nothing: past so many a day, of whomever, Safes are made for members alone. */
const MAX_SAFES_BEFORE_STRANGERS_WAIT = 30;
const DAY_MS = 86_400_000;

export interface SafeRequest extends SafeSpecification {
  /** Is the creator a member of an organization? */
  readonly isMember: boolean;
}

export interface SafeCreationOptions {
  readonly wallets: SafeWallets;
  readonly safes: SafeStore;
  readonly clock: Clock;
  /** One after the other for a key, so that its limit counts. */
  readonly creationTurns: Mutex<Address>;
}

/** Makes Safes, which the relayer pays for. */
export class SafeCreation {
  readonly #options: SafeCreationOptions;

  constructor(options: SafeCreationOptions) {
    this.#options = options;
  }

  /**
   * The creator's Safe of exactly these owners and threshold; made when there is none.
   * @throws BadInputError, LimitExceededError
   */
  async ensure({ creator, owners, threshold, isMember }: SafeRequest): Promise<SafeWallet> {
    const request = { creator, owners: parseOwners(owners), threshold, isMember };
    if (!Number.isInteger(threshold) || threshold < 1 || threshold > owners.length)
      throw new BadInputError('threshold', `must be 1 to ${owners.length}, the number of owners.`);
    return this.#options.creationTurns.take(creator, () => this.#ensure(request));
  }

  async #ensure({ isMember, ...specification }: SafeRequest): Promise<SafeWallet> {
    const { wallets, safes, clock } = this.#options;
    const place = await wallets.locate(specification);
    if (place.wallet !== null) return place.wallet;
    const { creator: createdBy } = specification;
    const createdAt = clock.now();
    const since = new Date(createdAt.getTime() - DAY_MS);
    const recent = await safes.countCreationsSince(createdBy, since);
    if (recent >= MAX_SAFES_A_DAY) {
      throw new LimitExceededError(
        `At most ${MAX_SAFES_A_DAY} Safes a day are made for one key. Use one of them, or wait a day.`,
      );
    }
    if (!isMember && (await safes.countCreationsSince(null, since)) >= MAX_SAFES_BEFORE_STRANGERS_WAIT) {
      throw new LimitExceededError(
        `${MAX_SAFES_BEFORE_STRANGERS_WAIT} Safes were made here within a day; more are made for members of organizations alone. Ask a member to make it, or wait a day.`,
      );
    }
    await safes.recordCreation({ safe: place.address, createdBy, createdAt });
    return wallets.create(specification, place);
  }
}

/** In ascending order, so that the same people make the same Safe. */
function parseOwners(owners: readonly Address[]): Address[] {
  if (owners.length === 0 || owners.length > MAX_OWNERS)
    throw new BadInputError('owners', `name 1 to ${MAX_OWNERS} addresses.`);
  const distinct = new Set(owners);
  if (distinct.size < owners.length) throw new BadInputError('owners', 'name each address once.');
  // Safe's own list of owners begins at 1.
  if (owners.some((owner) => BigInt(owner) <= 1n))
    throw new BadInputError('owners', 'nobody has the key of address 0 or 1.');
  return [...distinct].sort();
}
