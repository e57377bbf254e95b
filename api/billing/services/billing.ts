import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Order } from '../../licensing/domain/order.ts';
import { type Actor, canActFor } from '../../platform/kernel/actor.ts';
import { type Clock, DAY_MS } from '../../platform/kernel/clock.ts';
import { ConflictError, ForbiddenError } from '../../platform/kernel/errors.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import {
  type Bill,
  type BillId,
  type Invoice,
  type InvoiceId,
  isDue,
  isStanding,
} from '../domain/invoice.ts';
import {
  HOLDER_FIELDS,
  type InvoiceDetails,
  type InvoiceDetailsInput,
  LICENSEE_FIELDS,
  parseDetails,
} from '../domain/invoice-details.ts';
import type { BillParty, BillStore } from '../ports/bill-store.ts';
import type { InvoiceDetailsStore } from '../ports/invoice-details-store.ts';
import type { ReminderStore } from '../ports/reminder-store.ts';
import type { BillPlacing, BillRequest } from './bill-placing.ts';
import type { BillReading } from './bill-reading.ts';

export interface BillingOptions {
  readonly placing: Pick<BillPlacing, 'place'>;
  readonly reading: Pick<BillReading, 'bill' | 'bills' | 'invoice' | 'invoices' | 'detailsOf'>;
  readonly bills: Pick<BillStore, 'end' | 'removeUnordered'>;
  readonly invoiceDetails: Pick<InvoiceDetailsStore, 'put'>;
  readonly reminders: Pick<ReminderStore, 'add'>;
  readonly clock: Clock;
  /** Somebody is to be told. */
  readonly onReminded: () => void;
}

/** Orders of one or many licenses and their invoices, for licensee, holders and communities. */
export class BillingService {
  readonly #options: BillingOptions;

  constructor(options: BillingOptions) {
    this.#options = options;
  }

  /** Before the chain has any of its lines; the same again is the same order. @throws BadInputError, ForbiddenError, ConflictError */
  async place(actor: Actor, request: BillRequest): Promise<Bill> {
    return this.bill(actor, await this.#options.placing.place(actor, request));
  }

  /** @throws NotFoundError for whoever is no party of it */
  async bill(actor: Actor, id: BillId): Promise<Bill> {
    return this.#options.reading.bill(actor, id);
  }

  /** Newest first. @throws BadInputError when the party is no organization of the actor's */
  async bills(actor: Actor, party: BillParty, page: PageRequest): Promise<Page<Bill>> {
    return this.#options.reading.bills(actor, party, page);
  }

  /** By its id, or by that of an order that is a line of it. @throws NotFoundError for whoever is no party of it */
  async invoice(actor: Actor, id: InvoiceId): Promise<Invoice> {
    return this.#options.reading.invoice(actor, id);
  }

  /** Newest first. @throws BadInputError when the party is no organization of the actor's */
  async invoices(actor: Actor, party: BillParty, page: PageRequest): Promise<Page<Invoice>> {
    return this.#options.reading.invoices(actor, party, page);
  }

  async detailsOf(orders: readonly Order[]): Promise<InvoiceDetails[]> {
    return this.#options.reading.detailsOf(orders);
  }

  /**
   * Number and address by editors of the licensee, tax, due day and tax invoice by those of the holder.
   * @throws NotFoundError, ForbiddenError, BadInputError
   */
  async describeInvoice(actor: Actor, id: InvoiceId, input: InvoiceDetailsInput): Promise<Invoice> {
    const invoice = await this.invoice(actor, id);
    const given = (fields: readonly (keyof InvoiceDetailsInput)[]) =>
      fields.filter((field) => input[field] !== undefined);
    const [ofLicensee, ofHolder] = [given(LICENSEE_FIELDS), given(HOLDER_FIELDS)];
    requireEditor(actor, { organization: invoice.licensee, fields: ofLicensee, who: 'licensee' });
    requireEditor(actor, { organization: invoice.holder, fields: ofHolder, who: 'holder' });
    const present = { ...invoice, invoiceId: invoice.id };
    const details = parseDetails(input, present, totalOf(invoice));
    // A new rate changes the amount too.
    const fields = new Set([...ofLicensee, ...ofHolder]);
    if (fields.has('taxRateBps')) fields.add('taxAmount');
    if (fields.size > 0) await this.#options.invoiceDetails.put(details, [...fields]);
    return this.invoice(actor, invoice.id);
  }

  /** The holder asks for payment again, once a day. @throws NotFoundError, ForbiddenError, ConflictError */
  async remind(actor: Actor, id: InvoiceId): Promise<Invoice> {
    const invoice = await this.invoice(actor, id);
    if (!canActFor(actor, invoice.holder))
      throw new ForbiddenError('It is for editors of the holder to ask for payment again.');
    if (!invoice.lines.some(isDue))
      throw new ConflictError(`Nothing of invoice ${invoice.number} waits for payment.`);
    const isNew = await this.#options.reminders.add({ invoice: invoice.id, at: this.#options.clock.now() });
    if (!isNew)
      throw new ConflictError(
        `The licensee was asked for the payment of invoice ${invoice.number} today. Ask again tomorrow.`,
      );
    this.#options.onReminded();
    return this.invoice(actor, id);
  }

  /** No more lines of it come; those that the chain has stay ordered. @throws NotFoundError, ForbiddenError */
  async end(actor: Actor, id: BillId): Promise<Bill> {
    const bill = await this.bill(actor, id);
    if (!canActFor(actor, bill.licensee))
      throw new ForbiddenError('It is for editors of the licensee to end its order.');
    await this.#options.bills.end(id, this.#options.clock.now());
    return this.bill(actor, id);
  }

  /** Drops orders whose client ended before the chain had any line of them, a day after. */
  async sweep(): Promise<void> {
    await this.#options.bills.removeUnordered(new Date(this.#options.clock.now().getTime() - DAY_MS));
  }
}

function totalOf({ lines }: Invoice): bigint {
  return lines.filter(isStanding).reduce((sum, { terms }) => sum + terms.price, 0n);
}

interface Editing {
  readonly organization: OrganizationId;
  readonly fields: readonly string[];
  readonly who: string;
}

function requireEditor(actor: Actor, { organization, fields: [field], who }: Editing): void {
  if (field !== undefined && !canActFor(actor, organization))
    throw new ForbiddenError(`input.${field}: it is for editors of the ${who} of this order to state.`);
}
