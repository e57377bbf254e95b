import { parseLicenseId } from '@lanran/protocol/kernel/ids';
import { totalsOf } from '@lanran/protocol/licensing/currencies';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import type { Order } from '../../licensing/domain/order.ts';
import type { OrderStore } from '../../licensing/ports/order-store.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import {
  type Bill,
  type BillId,
  type BillTotal,
  type Invoice,
  type InvoiceId,
  isStanding,
} from '../domain/invoice.ts';
import { type InvoiceDetails, noDetails } from '../domain/invoice-details.ts';
import { aloneBill, aloneInvoice, type PlacedBill, type PlacedInvoice } from '../domain/placed-bill.ts';
import type { BillParty, BillStore } from '../ports/bill-store.ts';
import type { InvoiceDetailsStore } from '../ports/invoice-details-store.ts';
import type { BillFacts } from './bill-facts.ts';
import type { BillParties } from './bill-parties.ts';
import { mergedPage, type TimedList } from './merged-pages.ts';

export interface BillReadingOptions {
  readonly bills: BillStore;
  readonly orders: Pick<OrderStore, 'find' | 'list'>;
  readonly invoiceDetails: Pick<InvoiceDetailsStore, 'findMany'>;
  readonly parties: Pick<BillParties, 'require'>;
  readonly facts: Pick<BillFacts, 'invoices'>;
}

/** Orders and invoices for their parties; a license that was ordered alone is an order of one line. */
export class BillReading {
  readonly #options: BillReadingOptions;

  constructor(options: BillReadingOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError, the same for what does not exist and for what is none of the actor's */
  async bill(actor: Actor, id: BillId): Promise<Bill> {
    const placed = await this.#placed(id);
    const [bill] = placed === null ? [] : await this.#billsOf(actor, [placed]);
    if (bill === undefined) throw new NotFoundError(`Order ${id}`);
    return bill;
  }

  /** By its id, or by that of an order that is a line of it. @throws NotFoundError */
  async invoice(actor: Actor, id: InvoiceId): Promise<Invoice> {
    const placed = await this.#placedInvoice(id);
    const [invoice] = placed === null ? [] : await this.#options.facts.invoices(actor, [placed]);
    if (invoice === undefined) throw new NotFoundError(`Invoice ${id}`);
    return invoice;
  }

  /** Newest first. @throws BadInputError when the party is no organization of the actor's */
  async bills(actor: Actor, party: BillParty, page: PageRequest): Promise<Page<Bill>> {
    const { bills, parties } = this.#options;
    await parties.require(actor, party);
    const stored: TimedList<PlacedBill> = {
      read: (request) => bills.list(party, request),
      timeOf: ({ placedAt }) => placedAt,
    };
    const placed = await mergedPage(page, stored, this.#alone(party));
    const items = placed.items.map(({ item, cursor }) => ({
      item: 'terms' in item ? aloneBill(item) : item,
      cursor,
    }));
    const read = await this.#billsOf(
      actor,
      items.map(({ item }) => ({
        ...item,
        invoices: item.invoices.filter((invoice) => isOf(invoice, party)),
      })),
    );
    return { ...placed, items: found(items, read) };
  }

  /** Newest first. @throws BadInputError when the party is no organization of the actor's */
  async invoices(actor: Actor, party: BillParty, page: PageRequest): Promise<Page<Invoice>> {
    const { bills, parties, facts } = this.#options;
    await parties.require(actor, party);
    const stored: TimedList<PlacedInvoice> = {
      read: (request) => bills.listInvoices(party, request),
      timeOf: ({ placedAt }) => placedAt,
    };
    const placed = await mergedPage(page, stored, this.#alone(party));
    const items = placed.items.map(({ item, cursor }) => ({
      item: 'orderedAt' in item ? aloneInvoice(item) : item,
      cursor,
    }));
    const read = await facts.invoices(
      actor,
      items.map(({ item }) => item),
    );
    return { ...placed, items: found(items, read) };
  }

  /** What accountants need of orders, by the invoice that each is a line of. The caller has made sure that they are the reader's. */
  async detailsOf(orders: readonly Order[]): Promise<InvoiceDetails[]> {
    const listed = orders.filter(({ bill }) => bill !== null).map(({ id }) => id);
    const invoices = listed.length === 0 ? [] : await this.#options.bills.listInvoicesWith(listed);
    const named = orders.map(
      (order) => invoices.find((invoice) => isIn(order, invoice)) ?? aloneInvoice(order),
    );
    const stated = await this.#options.invoiceDetails.findMany(named.map(({ id }) => id));
    return named.map(({ id, lines }) => {
      const details = stated.find(({ invoiceId }) => invoiceId === id) ?? noDetails(id);
      // An amount that was stated is of the whole invoice.
      return lines.length === 1 ? details : { ...details, taxAmount: null };
    });
  }

  #alone(party: BillParty): TimedList<Order> {
    return {
      read: (request) => this.#options.orders.list({ ...party, isAlone: true }, request),
      timeOf: ({ orderedAt }) => orderedAt,
    };
  }

  async #placed(id: BillId): Promise<PlacedBill | null> {
    const found = await this.#options.bills.find(id);
    if (found !== null) return found;
    const order = await this.#options.orders.find(parseLicenseId(id));
    return order === null || order.bill !== null ? null : aloneBill(order);
  }

  async #placedInvoice(id: InvoiceId): Promise<PlacedInvoice | null> {
    const { bills, orders } = this.#options;
    const found = await bills.findInvoice(id);
    if (found !== null) return found;
    const orderId = parseLicenseId(id);
    const order = await orders.find(orderId);
    if (order !== null && order.bill === null) return aloneInvoice(order);
    const invoices = await bills.listInvoicesWith([orderId]);
    if (order !== null) return invoices.find((invoice) => isIn(order, invoice)) ?? null;
    // The chain does not have it yet: the newest that waits for it.
    const waiting = invoices.filter(({ endedAt }) => endedAt === null);
    return waiting.sort((left, right) => right.placedAt.getTime() - left.placedAt.getTime())[0] ?? null;
  }

  /** In their order; what is none of the actor's is left out. */
  async #billsOf(actor: Actor, placed: readonly PlacedBill[]): Promise<Bill[]> {
    const invoices = await this.#options.facts.invoices(
      actor,
      placed.flatMap((bill) => bill.invoices),
    );
    return placed.flatMap(({ id, licensee, placedAt, title }): Bill[] => {
      const own = invoices.filter(({ bill }) => bill === id);
      if (own.length === 0) return [];
      const number = shortNumberOf(id);
      return [{ ...{ id, number, licensee, placedAt, title }, invoices: own, totals: totalsIn(own) }];
    });
  }
}

function isIn(order: Order, { bill, lines }: PlacedInvoice): boolean {
  return bill === order.bill && lines.some(({ orderId }) => orderId === order.id);
}

/** Who is several parties of an order is shown what concerns the one that was named. */
function isOf({ holder, lines }: PlacedInvoice, party: BillParty): boolean {
  if ('holder' in party) return holder === party.holder;
  return 'licensee' in party || lines.some(({ community }) => community === party.community);
}

function found<Item extends { readonly id: string }>(
  placed: readonly { readonly item: { readonly id: string }; readonly cursor: string }[],
  read: readonly Item[],
): { item: Item; cursor: string }[] {
  const byId = new Map(read.map((item) => [item.id, item]));
  return placed.flatMap(({ item: { id }, cursor }) => {
    const item = byId.get(id);
    return item === undefined ? [] : [{ item, cursor }];
  });
}

/** Of the lines that stand. */
function totalsIn(invoices: readonly Invoice[]): BillTotal[] {
  const prices = invoices.flatMap(({ lines, currency }) =>
    lines.filter(isStanding).map(({ terms }) => ({ token: currency.address, amount: terms.price })),
  );
  return totalsOf(prices).flatMap(({ token, amount: units }) => {
    const currency = invoices.find((invoice) => invoice.currency.address === token)?.currency;
    return currency === undefined ? [] : [{ currency, units }];
  });
}
