import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { OrderedBills } from '../../licensing/ports/ordered-bills.ts';
import type { IdRange } from '../../platform/kernel/id-range.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import type { BillId, InvoiceId } from '../domain/invoice.ts';
import type { PlacedBill, PlacedInvoice } from '../domain/placed-bill.ts';

/** As whom: a holder and a community are shown what the chain has alone. */
export type BillParty =
  | { readonly licensee: OrganizationId }
  | { readonly holder: OrganizationId }
  | { readonly community: OrganizationId };

/** Orders of many licenses as they were placed. */
export interface BillStore extends OrderedBills {
  /** One that is there already stays. */
  place(bill: PlacedBill): Promise<void>;
  find(id: BillId): Promise<PlacedBill | null>;
  /** Of one licensee and set of lines, in the order in which they were placed. */
  listByLines(linesKey: Hex): Promise<PlacedBill[]>;
  findInvoice(id: InvoiceId): Promise<PlacedInvoice | null>;
  /** In which any of these orders is a line. */
  listInvoicesWith(orderIds: readonly LicenseId[]): Promise<PlacedInvoice[]>;
  /** Newest first. */
  list(party: BillParty, page: PageRequest): Promise<Page<PlacedBill>>;
  /** Newest first. */
  listInvoices(party: BillParty, page: PageRequest): Promise<Page<PlacedInvoice>>;
  /** From one id to another, both included, in their order. */
  listIds(range: IdRange, most: number): Promise<BillId[]>;
  listInvoiceIds(range: IdRange, most: number): Promise<InvoiceId[]>;
  end(id: BillId, at: Date): Promise<void>;
  /** Those placed before that time of which the chain never had a line. */
  removeUnordered(placedBefore: Date): Promise<void>;
}
