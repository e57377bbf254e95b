import { LoggedEvent } from '../../log/domain/logged-event.ts';
import { termsOf } from '../domain/logged-terms.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { Order } from '../domain/order.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { OrderedBills } from '../ports/ordered-bills.ts';
import type { OfferStore } from '../ports/license-stores.ts';
import type { OrderStore } from '../ports/order-store.ts';

export interface OrderReadModelOptions {
  readonly assets: AssetStore;
  readonly offers: OfferStore;
  readonly orders: OrderStore;
  readonly bills: OrderedBills;
}

/** Projects orders that are paid by invoice. */
export class OrderReadModel {
  readonly #options: OrderReadModelOptions;

  constructor(options: OrderReadModelOptions) {
    this.#options = options;
  }

  /** What was taken back may be ordered again, and begins anew then. */
  async applyOrdered(logged: LoggedStatement): Promise<void> {
    const { assets, offers, orders, bills } = this.#options;
    const event = LoggedEvent.of(logged);
    const terms = termsOf(event.struct('terms'));
    const [asset, offer] = await Promise.all([
      assets.find(terms.assetId),
      offers.find(terms.offerId.toString()),
    ]);
    if (asset === null || offer === null) return;
    const id = event.licenseId('orderId');
    await orders.project({
      id,
      terms,
      holder: offer.holder,
      community: asset.community,
      isPaid: false,
      isShared: false,
      paidAt: null,
      sharedAt: null,
      state: 'ORDERED',
      canceledAt: null,
      bill: await bills.noteOrdered(id),
      orderedAt: LoggedEvent.positionOf(logged).time,
      orderedIndex: logged.index,
      projectedIndex: logged.index,
    });
  }

  async applyCanceled(logged: LoggedStatement): Promise<void> {
    await this.#change(logged, 'orderId', {
      state: 'CANCELED',
      canceledAt: LoggedEvent.positionOf(logged).time,
    });
  }

  async applyPaid(logged: LoggedStatement): Promise<void> {
    await this.#change(logged, 'orderId', { isPaid: true, paidAt: LoggedEvent.positionOf(logged).time });
  }

  async applyShareReceived(logged: LoggedStatement): Promise<void> {
    await this.#change(logged, 'orderId', {
      isShared: true,
      sharedAt: LoggedEvent.positionOf(logged).time,
    });
  }

  /** The license that was ordered has the order's id; most licenses were bought without one. */
  async applyLicensed(logged: LoggedStatement): Promise<void> {
    const { origin } = termsOf(LoggedEvent.of(logged).struct('terms'));
    if (origin === 'INVOICE') await this.#change(logged, 'licenseId', { state: 'LICENSED' });
  }

  async #change(
    logged: LoggedStatement,
    idName: 'orderId' | 'licenseId',
    change: Partial<Order>,
  ): Promise<void> {
    const { orders } = this.#options;
    const order = await orders.find(LoggedEvent.of(logged).licenseId(idName));
    if (order !== null) await orders.project({ ...order, ...change, projectedIndex: logged.index });
  }
}
