import type { LogId } from '@lanran/protocol/kernel/ids';
import type { AssetStore } from '../assets/ports/asset-store.ts';
import type { CatalogService } from '../assets/services/catalog.ts';
import type { TakeDowns } from '../assets/services/take-downs.ts';
import type { BillStore } from '../billing/ports/bill-store.ts';
import type { BillingService } from '../billing/services/billing.ts';
import type { StatementsOfAccount } from '../billing/services/statements-of-account.ts';
import type { InstallationService } from '../chain/services/installation.ts';
import type { ConsentsInForce } from '../consent/services/consents-in-force.ts';
import type { DisputesService } from '../disputes/services/disputes.ts';
import type { FileDescriptions } from '../files/services/file-descriptions.ts';
import type { RenditionsService } from '../files/services/renditions.ts';
import type { LicenseStore } from '../licensing/ports/license-stores.ts';
import type { OrderStore } from '../licensing/ports/order-store.ts';
import type { LicenseChecks } from '../licensing/services/license-checks.ts';
import type { LicenseVersions } from '../licensing/services/license-versions.ts';
import type { LicensingService } from '../licensing/services/licensing.ts';
import type { OrdersService } from '../licensing/services/orders.ts';
import type { LeafStore } from '../log/ports/leaf-store.ts';
import type { OrganizationStore } from '../organizations/ports/organization-store.ts';
import type { ProfilesService } from '../organizations/services/profiles.ts';
import type { ProvenanceService } from '../provenance/services/provenance.ts';
import type { PaperPrinter } from './ports/paper-printer.ts';
import { AccountPapers } from './services/account-papers.ts';
import { AssetPictures } from './services/asset-pictures.ts';
import { InvoicePapers } from './services/invoice-papers.ts';
import { Letterheads } from './services/letterheads.ts';
import { LicenseCertificates } from './services/license-certificates.ts';
import { NumberedThings } from './services/numbered-things.ts';
import { PrintedPapers } from './services/printed-papers.ts';
import { Registrations } from './services/registrations.ts';
import { SchedulePapers } from './services/schedule-papers.ts';

export interface PaperStores {
  readonly licenses: Pick<LicenseStore, 'listIds'>;
  readonly orders: Pick<OrderStore, 'listIds'>;
  readonly assets: Pick<AssetStore, 'listIds'>;
  readonly bills: Pick<BillStore, 'listIds' | 'listInvoiceIds'>;
  readonly leaves: Pick<LeafStore, 'listByKinds' | 'findByStatementHash'>;
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
}

export interface PaperParts {
  readonly logId: LogId;
  readonly printer: PaperPrinter;
  readonly consents: ConsentsInForce;
  readonly disputes: DisputesService;
  readonly catalog: CatalogService;
  readonly takeDownRules: Pick<TakeDowns, 'countMissing'>;
  readonly licensing: LicensingService;
  readonly licenseChecks: LicenseChecks;
  readonly licenseVersions: LicenseVersions;
  readonly ordersService: OrdersService;
  readonly billing: BillingService;
  readonly statementsOfAccount: StatementsOfAccount;
  readonly provenance: ProvenanceService;
  readonly profiles: ProfilesService;
  readonly installation: InstallationService;
  readonly descriptions: FileDescriptions;
  readonly renditions: RenditionsService;
  readonly publicUrl: () => URL;
}

/** Papers: certificates, invoices and registrations as PDF, and the numbers on them. */
export function composePapers(stores: PaperStores, parts: PaperParts) {
  const letterheads = new Letterheads({ ...stores, ...parts });
  const pictures = new AssetPictures(parts);
  const papers = new PrintedPapers(parts);
  const shared = { ...parts, takeDowns: parts.takeDownRules, letterheads, pictures, papers };
  return {
    numbered: new NumberedThings({ ...stores, ...parts }),
    certificates: new LicenseCertificates(shared),
    invoices: new InvoicePapers(shared),
    accountPapers: new AccountPapers(shared),
    schedulePapers: new SchedulePapers(shared),
    registrations: new Registrations({ ...stores, ...shared }),
  };
}
