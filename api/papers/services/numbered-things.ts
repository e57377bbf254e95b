import { type Hex, parseBytes32 } from '@lanran/protocol/kernel/bytes';
import { type AssetId, type LicenseId, parseAssetId, parseLicenseId } from '@lanran/protocol/kernel/ids';
import {
  idsOf,
  looksLikeShortNumber,
  parseShortNumber,
  type ShortNumber,
  shortNumberOf,
} from '@lanran/protocol/licensing/short-number';
import { FormatError } from '@lanran/protocol/kernel/errors';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import {
  type BillId,
  billIdOfOrder,
  type InvoiceId,
  invoiceIdOfOrder,
} from '../../billing/domain/invoice.ts';
import type { BillStore } from '../../billing/ports/bill-store.ts';
import type { BillingService } from '../../billing/services/billing.ts';
import type { LicenseStore } from '../../licensing/ports/license-stores.ts';
import type { OrderStore } from '../../licensing/ports/order-store.ts';
import type { OrdersService } from '../../licensing/services/orders.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import { BadInputError, ConflictError, NotFoundError } from '../../platform/kernel/errors.ts';

export interface NumberedThingsOptions {
  readonly licenses: Pick<LicenseStore, 'listIds'>;
  readonly orders: Pick<OrderStore, 'listIds'>;
  readonly assets: Pick<AssetStore, 'listIds'>;
  readonly catalog: Pick<CatalogService, 'findMany'>;
  readonly ordersService: Pick<OrdersService, 'order'>;
  readonly bills: Pick<BillStore, 'listIds' | 'listInvoiceIds'>;
  readonly billing: Pick<BillingService, 'bill' | 'invoice'>;
}

/** What has a number, as far as it exists for the reader. An order and its license have the same. */
export interface Numbered {
  readonly number: ShortNumber;
  readonly licenses: readonly LicenseId[];
  readonly orders: readonly LicenseId[];
  readonly assets: readonly AssetId[];
  /** Orders of many licenses. */
  readonly bills: readonly BillId[];
  /** Of such orders; the invoice of a license that was ordered alone has the number of its order. */
  readonly invoices: readonly InvoiceId[];
}

/** Two have a number in common once among many thousands; more than these never come. */
const MOST = 10;

/** Finds licenses, orders, invoices and assets by the short numbers that papers show. */
export class NumberedThings {
  readonly #options: NumberedThingsOptions;

  constructor(options: NumberedThingsOptions) {
    this.#options = options;
  }

  /** Licenses for anybody, as their ids are; orders for their parties; assets for whom they exist. @throws BadInputError */
  async find(actor: Actor, text: string): Promise<Numbered> {
    const number = parseInput(() => parseShortNumber(text));
    const { licenses, orders, assets, catalog, bills, ordersService, billing } = this.#options;
    const range = idsOf(number);
    const [licenseIds, orderIds, assetIds, billIds, invoiceIds] = await Promise.all([
      licenses.listIds(range, MOST),
      orders.listIds(range, MOST),
      assets.listIds(range, MOST),
      bills.listIds(range, MOST),
      bills.listInvoiceIds(range, MOST),
    ]);
    const [seen, ownOrders, ownBills, ownInvoices] = await Promise.all([
      catalog.findMany(actor, assetIds),
      existing(orderIds, (id) => ordersService.order(actor, id)),
      existing(billIds, (id) => billing.bill(actor, id)),
      existing(invoiceIds, (id) => billing.invoice(actor, id)),
    ]);
    return {
      number,
      licenses: licenseIds,
      orders: ownOrders,
      assets: seen.flatMap((asset) => (asset === null ? [] : [asset.id])),
      bills: ownBills,
      invoices: ownInvoices,
    };
  }

  /** Of a license, by its id or number. @throws BadInputError, NotFoundError, ConflictError */
  async licenseId(actor: Actor, text: string): Promise<LicenseId> {
    if (!looksLikeShortNumber(text)) return parseInput(() => parseLicenseId(text));
    const { number, licenses } = await this.find(actor, text);
    return only(licenses, `License ${number}`);
  }

  /** Of an order of the reader's, by its id or number. @throws BadInputError, NotFoundError, ConflictError */
  async orderId(actor: Actor, text: string): Promise<LicenseId> {
    if (!looksLikeShortNumber(text)) return parseInput(() => parseLicenseId(text, 'orderId'));
    const { number, orders } = await this.find(actor, text);
    return only(orders, `Order ${number}`);
  }

  /**
   * Of an invoice of the reader's: by its own id or number, by that of an order it is the only invoice of, or by that of one of its
   * lines. @throws BadInputError, NotFoundError, ConflictError
   */
  async invoiceId(actor: Actor, text: string): Promise<InvoiceId> {
    const isNumber = looksLikeShortNumber(text);
    const named = isNumber ? await this.find(actor, text) : null;
    const invoices = named?.invoices ?? [];
    const bills = named?.bills ?? [parseInput(() => parseBytes32(text, 'invoice')) as BillId];
    if (invoices.length > 0) return only(invoices, `Invoice ${text}`);
    const orders = named?.orders ?? [];
    if (orders.length > 0) return invoiceIdOfOrder(only(orders, `Order ${text}`));
    const id = only(bills, `Invoice ${text}`);
    return (await this.#onlyInvoiceOf(actor, id)) ?? (id as string as InvoiceId);
  }

  /** Of an order of the reader's, of one license or many, by its id or number. @throws BadInputError, NotFoundError, ConflictError */
  async billId(actor: Actor, text: string): Promise<BillId> {
    if (!looksLikeShortNumber(text)) return parseInput(() => parseBytes32(text, 'order')) as BillId;
    const { number, bills, orders } = await this.find(actor, text);
    return only([...bills, ...orders.map(billIdOfOrder)], `Order ${number}`);
  }

  /** Null where it is no order of many licenses. @throws ConflictError when it has several invoices */
  async #onlyInvoiceOf(actor: Actor, id: BillId): Promise<InvoiceId | null> {
    const [bill] = await existing([id], async () => this.#options.billing.bill(actor, id));
    if (bill === undefined) return null;
    const { invoices } = await this.#options.billing.bill(actor, bill);
    const [invoice, ...others] = invoices;
    if (others.length > 0)
      throw new ConflictError(
        `Order ${shortNumberOf(id)} has ${invoices.length} invoices: ${invoices.map(({ number }) => number).join(', ')}. Name one of them.`,
      );
    return invoice?.id ?? null;
  }

  /** Of an asset that exists for the reader, by its id or number. @throws BadInputError, NotFoundError, ConflictError */
  async assetId(actor: Actor, text: string): Promise<AssetId> {
    if (!looksLikeShortNumber(text)) return parseInput(() => parseAssetId(text.toLowerCase()));
    const { number, assets } = await this.find(actor, text);
    return only(assets, `Asset ${number}`);
  }
}

/** Those that are there for the reader. */
async function existing<Id extends Hex>(
  ids: readonly Id[],
  read: (id: Id) => Promise<unknown>,
): Promise<Id[]> {
  const found = await Promise.all(
    ids.map(async (id) => {
      try {
        await read(id);
        return [id];
      } catch (error) {
        if (error instanceof NotFoundError) return [];
        throw error;
      }
    }),
  );
  return found.flat();
}

function only<Id extends Hex>([id, other]: readonly Id[], what: string): Id {
  if (id === undefined) throw new NotFoundError(what);
  if (other !== undefined)
    throw new ConflictError(`${what}: several have this number. Use the whole id, 0x and 64 hex digits.`);
  return id;
}

/** @throws BadInputError for what the protocol can't read */
function parseInput<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new BadInputError(error.field, error.message.replace(`${error.field}: `, ''));
  }
}
