import { todayOf } from '@lanran/protocol/kernel/day';
import type { AssetId, LicenseId } from '@lanran/protocol/kernel/ids';
import { creditorReferenceOf } from '@lanran/protocol/billing/creditor-reference';
import { currencyOrUnits, type PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { pricePartsOf } from '@lanran/protocol/licensing/price-parts';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import type { Asset } from '../../assets/domain/asset.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { Order } from '../../licensing/domain/order.ts';
import type { OrderStore } from '../../licensing/ports/order-store.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import type { Invoice, InvoiceLine } from '../domain/invoice.ts';
import { type InvoiceDetails, noDetails } from '../domain/invoice-details.ts';
import type { PlacedInvoice, PlacedLine } from '../domain/placed-bill.ts';
import type { InvoiceDetailsStore } from '../ports/invoice-details-store.ts';
import type { ReminderStore } from '../ports/reminder-store.ts';
import type { BillParties } from './bill-parties.ts';

/** Unless the holder states another day. */
const DAYS_TO_PAY = 30;

export interface BillFactsOptions {
  readonly orders: Pick<OrderStore, 'findMany'>;
  readonly invoiceDetails: Pick<InvoiceDetailsStore, 'findMany'>;
  readonly reminders: Pick<ReminderStore, 'listOf'>;
  readonly catalog: Pick<CatalogService, 'findMany'>;
  readonly parties: Pick<BillParties, 'shown'>;
  readonly currencies: () => readonly PlatformCurrency[];
}

type Orders = ReadonlyMap<LicenseId, Order>;

/** Reads what became of invoices that were placed. */
export class BillFacts {
  readonly #options: BillFactsOptions;

  constructor(options: BillFactsOptions) {
    this.#options = options;
  }

  /** In their order, with the lines that are for the actor; those without one are left out. */
  async invoices(actor: Actor, placed: readonly PlacedInvoice[]): Promise<Invoice[]> {
    const { parties, catalog, invoiceDetails, reminders, currencies } = this.#options;
    const orders = await this.orders(placed);
    const shown = await parties.shown(
      actor,
      placed,
      (line, invoice) => stateOf(line, invoice, orders).state !== 'PLACING',
    );
    const ids = shown.map(({ id }) => id);
    const assetIds = [...new Set(shown.flatMap(({ lines }) => lines.map(({ terms }) => terms.assetId)))];
    const [details, reminded, assets] = await Promise.all([
      invoiceDetails.findMany(ids),
      reminders.listOf(ids),
      catalog.findMany(actor, assetIds),
    ]);
    const titled = new Map(
      assets.flatMap((asset): [AssetId, Asset][] => (asset === null ? [] : [[asset.id, asset]])),
    );
    const isPart = ({ id, lines }: PlacedInvoice) =>
      placed.some(
        (whole) =>
          whole.id === id &&
          whole.lines.some(
            (line) =>
              stateOf(line, whole, orders).state !== 'PLACING' &&
              lines.every(({ orderId }) => orderId !== line.orderId),
          ),
      );
    return shown.map((invoice) => ({
      ...headOf(invoice, details.find(({ invoiceId }) => invoiceId === invoice.id) ?? noDetails(invoice.id)),
      // An amount that was stated is of the whole invoice.
      ...(isPart(invoice) && { taxAmount: null }),
      currency: { ...currencyOrUnits(currencies(), invoice.token), address: invoice.token },
      lines: invoice.lines.map((line) =>
        lineOf(line, stateOf(line, invoice, orders), titled.get(line.terms.assetId)),
      ),
      remindedAt: reminded.filter((reminder) => reminder.invoice === invoice.id).map(({ at }) => at),
    }));
  }

  /** The orders of the lines, as far as the chain has them. */
  async orders(placed: readonly PlacedInvoice[]): Promise<Orders> {
    const ids = placed.flatMap(({ lines }) => lines.map(({ orderId }) => orderId));
    const found = ids.length === 0 ? [] : await this.#options.orders.findMany(ids);
    return new Map(found.map((order) => [order.id, order]));
  }
}

type LineStanding = Pick<
  InvoiceLine,
  'state' | 'isPaid' | 'isShared' | 'paidAt' | 'sharedAt' | 'orderedAt' | 'canceledAt'
>;

/** What a line stands for by its order, which may be a line of another order by now, or be ordered alone. */
export function stateOf(
  { orderId, afterIndex }: Pick<PlacedLine, 'orderId' | 'afterIndex'>,
  { id, bill, placedAt, endedAt }: Pick<PlacedInvoice, 'id' | 'bill' | 'placedAt' | 'endedAt'>,
  orders: Orders,
): LineStanding {
  const order = orders.get(orderId);
  const isAlone = id === (orderId as string);
  if (order !== undefined && (isAlone || order.bill === bill)) {
    const { state, isPaid, isShared, paidAt, sharedAt, orderedAt, canceledAt } = order;
    return { state, isPaid, isShared, paidAt, sharedAt, orderedAt, canceledAt };
  }
  // It is ordered elsewhere by now.
  const isOver = endedAt !== null || (order !== undefined && order.projectedIndex > afterIndex);
  return {
    state: isOver ? 'CANCELED' : 'PLACING',
    ...{ isPaid: false, isShared: false, paidAt: null, sharedAt: null, orderedAt: placedAt },
    canceledAt: isOver ? (endedAt ?? placedAt) : null,
  };
}

function lineOf(
  { orderId, terms, community }: PlacedLine,
  standing: LineStanding,
  asset: Asset | undefined,
): InvoiceLine {
  const isShown = asset !== undefined && !asset.isTakenDown;
  return {
    ...{ orderId, assetId: terms.assetId, terms, community },
    title: isShown ? asset.metadata.title : null,
    identifier: isShown ? (asset.metadata.identifier ?? null) : null,
    parts: pricePartsOf(terms),
    ...standing,
  };
}

function headOf({ id, bill, holder, licensee, placedAt }: PlacedInvoice, details: InvoiceDetails) {
  const { invoiceId: _, dueOn, ...stated } = details;
  const number = shortNumberOf(id);
  const issuedOn = todayOf(Math.floor(placedAt.getTime() / 1_000));
  return {
    ...{ id, number, bill, holder, licensee, issuedOn, ...stated },
    reference: creditorReferenceOf(number),
    billNumber: shortNumberOf(bill),
    dueOn: dueOn ?? issuedOn + DAYS_TO_PAY,
  };
}
