import type { LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { type Actor, membershipIn } from '../../platform/kernel/actor.ts';
import { canView } from '../../assets/domain/asset.ts';
import { BadInputError, NotFoundError } from '../../platform/kernel/errors.ts';
import type { Order, OrderFilter } from '../domain/order.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { CouncilSeats } from '../../organizations/services/council-seats.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';

export interface OrdersServiceOptions {
  readonly catalog: Pick<CatalogService, 'find'>;
  readonly orders: OrderStore;
  readonly organizations: Pick<OrganizationStore, 'find'>;
  readonly seats: Pick<CouncilSeats, 'isSpeaker'>;
}

/**
 * Orders that are paid by invoice, for those who have to do with them: members of licensee, holder and community, and its council, which
 * is a key or any owner of its Safe.
 */
export class OrdersService {
  readonly #options: OrdersServiceOptions;

  constructor(options: OrdersServiceOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError, the same for what does not exist and for what is none of the actor's */
  async order(actor: Actor, id: LicenseId): Promise<Order> {
    const order = await this.#options.orders.find(id);
    if (order === null || !(await this.#isParty(actor, order))) throw new NotFoundError(`Order ${id}`);
    return order;
  }

  /** @throws BadInputError when the filter names no organization of the actor's */
  async list(actor: Actor, filter: OrderFilter, page: PageRequest): Promise<Page<Order>> {
    const { licensee, holder, community } = filter;
    const named = [licensee, holder, community].filter((id) => id !== undefined);
    const isOwn =
      named.some((id) => membershipIn(actor, id) !== null) ||
      (community !== undefined && (await this.#isCouncil(actor, community)));
    if (!isOwn) {
      throw new BadInputError(
        'licensee',
        'name an organization of yours as `licensee`, `holder` or `community`; orders are shown to their parties.',
      );
    }
    return this.#options.orders.list(filter, page);
  }

  async #isParty(actor: Actor, { terms, holder, community }: Order): Promise<boolean> {
    const asset = await this.#options.catalog.find(terms.assetId);
    if (asset === null || !canView(actor, asset)) return false;
    const isMember = [terms.licensee, holder, community].some(
      (id) => id !== null && membershipIn(actor, id) !== null,
    );
    return isMember || (community !== null && (await this.#isCouncil(actor, community)));
  }

  async #isCouncil(actor: Actor, community: OrganizationId): Promise<boolean> {
    const organization = await this.#options.organizations.find(community);
    return organization !== null && this.#options.seats.isSpeaker(actor, organization);
  }
}
