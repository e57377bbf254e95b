import type { Hex } from '@lanran/protocol/kernel/bytes';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import type { Actor } from '../../platform/kernel/actor.ts';
import { MAX_PAGE } from '../../platform/kernel/page.ts';
import type { Organization } from '../domain/organization.ts';
import type { SafeWallet } from '../../chain/domain/safe-wallet.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { OrganizationStore } from '../ports/organization-store.ts';
import type { SafeWallets } from '../../chain/ports/safe-wallets.ts';

/** Which communities there are, and whether an address is a Safe, and whose, changes seldom; every page asks often. */
const REMEMBERED_MS = 5_000;
const ASKED_AT_ONCE = 8;

export interface CouncilSeatsOptions {
  readonly organizations: Pick<OrganizationStore, 'list'>;
  readonly wallets: Pick<SafeWallets, 'find'>;
  readonly clock: Clock;
}

/** How a key speaks for a community. */
export interface CouncilSeat {
  readonly community: Organization;
  /** The Safe whose owner the key is; null when the key itself is meant. */
  readonly safe: SafeWallet | null;
  /** Named to follow the council, and not seated yet. */
  readonly isNamed: boolean;
}

interface Remembered {
  readonly wallet: Promise<SafeWallet | null>;
  readonly at: number;
}

/** For which communities a key speaks: as their council, or as an owner of the Safe that is it. */
export class CouncilSeats {
  readonly #options: CouncilSeatsOptions;
  readonly #wallets = new Map<Hex, Remembered>();
  #communities: { readonly list: Promise<Organization[]>; readonly at: number } | null = null;

  constructor(options: CouncilSeatsOptions) {
    this.#options = options;
  }

  /** Also those that the key, or a Safe of its owner, is named for. By name. */
  async seatsOf(actor: Actor): Promise<CouncilSeat[]> {
    if (actor.kind === 'anonymous') return [];
    const communities = await this.#findCommunities();
    const places = communities.flatMap((community) => [
      { community, seat: community.council, isNamed: false },
      { community, seat: community.succession?.candidate ?? null, isNamed: true },
    ]);
    const seats: CouncilSeat[] = [];
    for (let from = 0; from < places.length; from += ASKED_AT_ONCE) {
      const asked = places.slice(from, from + ASKED_AT_ONCE).map(async ({ community, seat, isNamed }) => {
        const speaker = seat === null ? null : await this.#speakerOf(actor.address, seat);
        return speaker === null ? [] : [{ community, safe: speaker.safe, isNamed }];
      });
      seats.push(...(await Promise.all(asked)).flat());
    }
    return seats;
  }

  /** The log says more: communities may have other councils now. */
  forgetCommunities(): void {
    this.#communities = null;
  }

  /** Speaks the key for the community now? */
  async isSpeaker(actor: Actor, { council }: Pick<Organization, 'council'>): Promise<boolean> {
    if (actor.kind === 'anonymous' || council === null) return false;
    return (await this.#speakerOf(actor.address, council)) !== null;
  }

  async #speakerOf(key: Hex, seat: Hex): Promise<Pick<CouncilSeat, 'safe'> | null> {
    if (seat === key) return { safe: null };
    const wallet = await this.#findWallet(parseAddress(seat));
    const isOwner = wallet !== null && wallet.owners.some((owner) => owner === key);
    return isOwner ? { safe: wallet } : null;
  }

  #findWallet(address: Address): Promise<SafeWallet | null> {
    const now = this.#options.clock.now().getTime();
    const known = this.#wallets.get(address);
    if (known !== undefined && now - known.at < REMEMBERED_MS) return known.wallet;
    const wallet = this.#options.wallets.find(address);
    this.#wallets.set(address, { wallet, at: now });
    wallet.catch(() => this.#wallets.delete(address));
    return wallet;
  }

  #findCommunities(): Promise<Organization[]> {
    const now = this.#options.clock.now().getTime();
    if (this.#communities !== null && now - this.#communities.at < REMEMBERED_MS)
      return this.#communities.list;
    const list = this.#listCommunities();
    this.#communities = { list, at: now };
    list.catch(() => (this.#communities = null));
    return list;
  }

  async #listCommunities(): Promise<Organization[]> {
    const communities: Organization[] = [];
    let after: string | null = null;
    do {
      const page = await this.#options.organizations.list('COMMUNITY', { first: MAX_PAGE, after });
      communities.push(...page.items.map(({ item }) => item).filter(({ isAdmitted }) => isAdmitted));
      after = page.hasNextPage ? (page.items.at(-1)?.cursor ?? null) : null;
    } while (after !== null);
    return communities;
  }
}
