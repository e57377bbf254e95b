import type { LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { licenseIdOf, type Terms } from '@lanran/protocol/licensing/terms';
import { canView } from '../../assets/domain/asset.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { Offer } from '../../licensing/domain/license.ts';
import type { OfferStore } from '../../licensing/ports/license-stores.ts';
import type { OrderStore } from '../../licensing/ports/order-store.ts';
import { type Actor, canActFor } from '../../platform/kernel/actor.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import { BadInputError, ConflictError, ForbiddenError } from '../../platform/kernel/errors.ts';
import { parseLanguage, requireLine } from '../../platform/kernel/localized-text.ts';
import type { BillId } from '../domain/invoice.ts';
import {
  type InvoiceDetailsInput,
  LICENSEE_FIELDS,
  noDetails,
  parseDetails,
} from '../domain/invoice-details.ts';
import { linesKeyOf, newBill, type NewLine, type PlacedBill } from '../domain/placed-bill.ts';
import type { BillStore } from '../ports/bill-store.ts';
import type { InvoiceDetailsStore } from '../ports/invoice-details-store.ts';
import { type BillFacts, stateOf } from './bill-facts.ts';

export const MOST_LINES = 500;
const MAX_TITLE = 200;

export interface BillPlacingOptions {
  readonly bills: BillStore;
  readonly orders: Pick<OrderStore, 'findMany'>;
  readonly offers: Pick<OfferStore, 'listOpen'>;
  readonly assets: Pick<AssetStore, 'findMany'>;
  readonly invoiceDetails: Pick<InvoiceDetailsStore, 'put'>;
  readonly facts: Pick<BillFacts, 'orders'>;
  readonly clock: Clock;
}

export interface BillRequest extends Pick<InvoiceDetailsInput, 'purchaseOrder' | 'billTo'> {
  readonly licensee: OrganizationId;
  readonly title: string;
  /** Ids that the licenses will have, with the terms whose hashes they are. */
  readonly lines: readonly { readonly orderId: LicenseId; readonly terms: Terms }[];
}

/** Writes down what is ordered together, before the chain has any of it. */
export class BillPlacing {
  readonly #options: BillPlacingOptions;

  constructor(options: BillPlacingOptions) {
    this.#options = options;
  }

  /**
   * The same lines for the same licensee are the same order, until it is ended or all of it is taken back.
   * @throws BadInputError, ForbiddenError; ConflictError for a line that is ordered or licensed already
   */
  async place(actor: Actor, request: BillRequest): Promise<BillId> {
    const { licensee, lines } = request;
    if (!canActFor(actor, licensee))
      throw new ForbiddenError('licensee: orders are for editors of the licensee to place.');
    requireLines(request);
    const title = parseLanguage(request.title, 'title', MAX_TITLE) ?? '';
    requireLine(title, 'title');
    const orderIds = lines.map(({ orderId }) => orderId);
    const earlier = await this.#options.bills.listByLines(linesKeyOf(licensee, orderIds));
    const placed =
      (await this.#going(earlier)) ?? (await this.#new(actor, { ...request, title }, earlier.length));
    await this.#describe(placed, request);
    await this.#options.bills.place(placed);
    return placed.id;
  }

  /** The one that is not over. */
  async #going(earlier: readonly PlacedBill[]): Promise<PlacedBill | null> {
    const orders = await this.#options.facts.orders(earlier.flatMap(({ invoices }) => invoices));
    const isOver = ({ invoices }: PlacedBill) =>
      invoices.every((invoice) =>
        invoice.lines.every((line) => stateOf(line, invoice, orders).state === 'CANCELED'),
      );
    return (
      earlier.find((bill) => !isOver(bill) && bill.invoices.every(({ endedAt }) => endedAt === null)) ?? null
    );
  }

  async #new(actor: Actor, { licensee, title, lines }: BillRequest, before: number): Promise<PlacedBill> {
    const { orders, offers, assets, clock } = this.#options;
    const assetIds = [...new Set(lines.map(({ terms }) => terms.assetId))];
    const [found, open, ordered] = await Promise.all([
      assets.findMany(assetIds),
      offers.listOpen(assetIds),
      orders.findMany(lines.map(({ orderId }) => orderId)),
    ]);
    for (const [at, { orderId }] of lines.entries())
      if (ordered.some(({ id, state }) => id === orderId && state !== 'CANCELED'))
        throw new ConflictError(
          `${placeOf(at, lines)}: it is ordered already, as ${orderId}. Leave it out, or take that order back first.`,
        );
    const named = lines.map(({ orderId, terms }, at): NewLine => {
      const asset = found.find(({ id }) => id === terms.assetId);
      const offer = open.find((candidate) => isOffer(candidate, terms));
      if (asset === undefined || !canView(actor, asset) || offer === undefined)
        throw new BadInputError(
          'lines',
          `${placeOf(at, lines)}: its offer is not open. Nothing was ordered.`,
        );
      const afterIndex = ordered.find(({ id }) => id === orderId)?.projectedIndex ?? -1;
      return { orderId, terms, holder: offer.holder, community: asset.community, afterIndex };
    });
    return newBill({ licensee, title, placedAt: clock.now(), lines: named, before });
  }

  async #describe({ invoices }: PlacedBill, request: BillRequest): Promise<void> {
    const fields = LICENSEE_FIELDS.filter((field) => request[field] != null);
    if (fields.length === 0) return;
    for (const { id } of invoices) {
      const input = { purchaseOrder: request.purchaseOrder, billTo: request.billTo };
      await this.#options.invoiceDetails.put(parseDetails(input, noDetails(id), 0n), fields);
    }
  }
}

/** @throws BadInputError */
function requireLines({ licensee, lines }: BillRequest): void {
  if (lines.length === 0 || lines.length > MOST_LINES)
    throw new BadInputError('lines', `has ${lines.length} lines. One order has 1 to ${MOST_LINES}.`);
  const seen = new Set<LicenseId>();
  for (const [at, { orderId, terms }] of lines.entries()) {
    const place = placeOf(at, lines);
    if (licenseIdOf(terms) !== orderId)
      throw new BadInputError('lines', `${place}: its id is not the hash of its terms.`);
    if (terms.licensee !== licensee || terms.origin !== 'INVOICE')
      throw new BadInputError('lines', `${place}: its terms are not those of an order of this licensee.`);
    if (seen.has(orderId)) throw new BadInputError('lines', `${place}: it is there twice.`);
    seen.add(orderId);
  }
}

function isOffer({ id, assetId }: Offer, { offerId, assetId: of }: Terms): boolean {
  return id === offerId.toString() && assetId === of;
}

function placeOf(at: number, { length }: readonly unknown[]): string {
  return `${at + 1} of ${length}`;
}
