import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import type { AssetStore } from '../assets/ports/asset-store.ts';
import type { CatalogService } from '../assets/services/catalog.ts';
import type { EarningStore } from '../licensing/ports/earning-store.ts';
import type { OfferStore } from '../licensing/ports/license-stores.ts';
import type { OrderStore } from '../licensing/ports/order-store.ts';
import type { OrganizationStore } from '../organizations/ports/organization-store.ts';
import type { CouncilSeats } from '../organizations/services/council-seats.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { BillStore } from './ports/bill-store.ts';
import type { InvoiceDetailsStore } from './ports/invoice-details-store.ts';
import type { ReminderStore } from './ports/reminder-store.ts';
import { BillFacts } from './services/bill-facts.ts';
import { BillParties } from './services/bill-parties.ts';
import { BillPlacing } from './services/bill-placing.ts';
import { BillReading } from './services/bill-reading.ts';
import { BillingService } from './services/billing.ts';
import { StatementsOfAccount } from './services/statements-of-account.ts';

export interface BillingStores {
  readonly bills: BillStore;
  readonly invoiceDetails: InvoiceDetailsStore;
  readonly reminders: ReminderStore;
  readonly orders: OrderStore;
  readonly earnings: Pick<EarningStore, 'list'>;
  readonly offers: Pick<OfferStore, 'listOpen'>;
  readonly assets: Pick<AssetStore, 'findMany'>;
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
}

export interface BillingParts {
  readonly catalog: Pick<CatalogService, 'findMany'>;
  readonly councilSeats: Pick<CouncilSeats, 'isSpeaker'>;
  readonly currencies: () => readonly PlatformCurrency[];
  readonly clock: Clock;
  readonly nudge: (job: string) => void;
}

/** Orders of many licenses, their invoices and what accountants need. */
export function composeBilling(stores: BillingStores, parts: BillingParts) {
  const parties = new BillParties({ ...stores, seats: parts.councilSeats });
  const facts = new BillFacts({ ...stores, ...parts, parties });
  const reading = new BillReading({ ...stores, ...parts, parties, facts });
  return {
    statementsOfAccount: new StatementsOfAccount({
      ...stores,
      reading,
      seats: parts.councilSeats,
      currencies: parts.currencies,
    }),
    billing: new BillingService({
      ...stores,
      ...parts,
      placing: new BillPlacing({ ...stores, ...parts, facts }),
      reading,
      onReminded: () => parts.nudge('desk-inbox'),
    }),
  };
}
