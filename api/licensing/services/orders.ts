import type { LicenseId } from '@lanran/protocol/kernel/ids';
import { type Actor, membershipIn } from '../../platform/kernel/actor.ts';
import { canView } from '../../assets/domain/asset.ts';
import { BadInputError, NotFoundError } from '../../platform/kernel/errors.ts';
import type { Order, OrderFilter } from '../domain/order.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';

export interface OrdersServiceOptions {
  readonly catalog: Pick<CatalogService, 'find'>;
  readonly orders: OrderStore;
}

/** Orders that are paid by invoice, for those who have to do with them: licensee, holder and the community's council. */
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
    const named = [licensee, holder, community];
    if (!named.some((id) => id !== undefined && membershipIn(actor, id) !== null)) {
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
    return [terms.licensee, holder, community].some((id) => id !== null && membershipIn(actor, id) !== null);
  }
}
