import type { CatalogService } from '../services/catalog.ts';
import type { CouncilDesk } from '../services/council-desk.ts';
import type { DisputesService } from '../services/disputes.ts';
import type { CollectionsService } from '../services/collections.ts';
import type { ConsentsInForce } from '../services/consents-in-force.ts';
import type { DraftsService } from '../services/drafts.ts';
import type { InstallationService } from '../services/installation.ts';
import type { LicenseChecks } from '../services/license-checks.ts';
import type { LicensingService } from '../services/licensing.ts';
import type { LogStatusService } from '../services/log-status.ts';
import type { Materialization } from '../services/materialization.ts';
import type { OrdersService } from '../services/orders.ts';
import type { OrganizationsService } from '../services/organizations.ts';
import type { ProfilesService } from '../services/profiles.ts';
import type { ProvenanceService } from '../services/provenance.ts';
import type { PublishingService } from '../services/publishing.ts';
import type { ReasonsService } from '../services/reasons.ts';
import type { RelayService } from '../services/relay.ts';
import type { RevisionsService } from '../services/revisions.ts';
import type { SignInService } from '../services/sign-in.ts';
import type { StatementHistory } from '../services/statement-history.ts';
import type { VersionsService } from '../services/versions.ts';

/** The services behind the schema. Each resolver takes those it needs. */
export interface GraphqlServices {
  readonly signIn: SignInService;
  readonly installation: InstallationService;
  readonly organizations: OrganizationsService;
  readonly profiles: ProfilesService;
  readonly catalog: CatalogService;
  readonly disputes: DisputesService;
  readonly reasons: ReasonsService;
  readonly drafts: DraftsService;
  readonly publishing: PublishingService;
  readonly revisions: RevisionsService;
  readonly versions: VersionsService;
  readonly licensing: LicensingService;
  readonly licenseChecks: LicenseChecks;
  readonly orders: OrdersService;
  readonly consents: ConsentsInForce;
  readonly collections: CollectionsService;
  readonly provenance: ProvenanceService;
  readonly history: StatementHistory;
  readonly logStatus: LogStatusService;
  readonly relay: RelayService;
  readonly councilDesk: CouncilDesk;
  readonly materialization: Materialization;
}
