import 'reflect-metadata';
import { AccountResolver } from './accounts/graphql/account-resolver.ts';
import { FirstStartResolver } from './accounts/graphql/first-start-resolver.ts';
import { InvitationResolver } from './accounts/graphql/invitation-resolver.ts';
import { OperatorOfficeResolver } from './accounts/graphql/operator-office-resolver.ts';
import { SessionResolver } from './accounts/graphql/session-resolver.ts';
import type { AccountsService } from './accounts/services/accounts.ts';
import type { DemoAccountsService } from './accounts/services/demo-accounts.ts';
import type { FirstStartService } from './accounts/services/first-start.ts';
import type { InvitationsService } from './accounts/services/invitations.ts';
import type { OperatorOfficeService } from './accounts/services/operator-office.ts';
import type { SignInService } from './accounts/services/sign-in.ts';
import { AssetResolver } from './assets/graphql/asset-resolver.ts';
import { OriginResolver } from './assets/graphql/origin-resolver.ts';
import { TermResolver } from './assets/graphql/term-resolver.ts';
import { VersionResolver } from './assets/graphql/version-resolver.ts';
import type { CatalogService } from './assets/services/catalog.ts';
import type { ReasonsService } from './assets/services/reasons.ts';
import type { TakeDowns } from './assets/services/take-downs.ts';
import type { VersionsService } from './assets/services/versions.ts';
import { InstallationResolver } from './chain/graphql/installation-resolver.ts';
import type { InstallationService } from './chain/services/installation.ts';
import { AssetConsentResolver } from './consent/graphql/asset-fields.ts';
import { BillResolver } from './billing/graphql/bill-resolver.ts';
import { InvoiceLineResolver, InvoiceResolver } from './billing/graphql/invoice-resolver.ts';
import { OrderInvoiceResolver } from './billing/graphql/order-invoice-resolver.ts';
import { StatementOfAccountResolver } from './billing/graphql/statement-of-account-resolver.ts';
import type { BillingService } from './billing/services/billing.ts';
import type { StatementsOfAccount } from './billing/services/statements-of-account.ts';
import { ConceptProposalResolver } from './concepts/graphql/concept-proposal-resolver.ts';
import { ConceptResolver } from './concepts/graphql/concept-resolver.ts';
import type { ConceptBrowsing } from './concepts/services/concept-browsing.ts';
import type { ConceptImports } from './concepts/services/concept-imports.ts';
import type { ConceptProposals } from './concepts/services/concept-proposals.ts';
import { CollectionResolver } from './consent/graphql/collection-resolver.ts';
import { ConsentResolver } from './consent/graphql/consent-resolver.ts';
import { RefusalResolver } from './consent/graphql/refusal-resolver.ts';
import type { CollectionsService } from './consent/services/collections.ts';
import type { ConsentRefusals } from './consent/services/consent-refusals.ts';
import type { ConsentsInForce } from './consent/services/consents-in-force.ts';
import { CouncilResolver } from './council/graphql/council-resolver.ts';
import { SafeResolver } from './council/graphql/safe-resolver.ts';
import type { CouncilDesk } from './council/services/council-desk.ts';
import { CopyResolver } from './copies/graphql/copy-resolver.ts';
import type { CopiesService } from './copies/services/copies.ts';
import { AssetCustodyResolver } from './custody/graphql/asset-fields.ts';
import { CallResolver, RequestCallResolver } from './desk/graphql/call-resolver.ts';
import { AssetListResolver } from './desk/graphql/asset-list-resolver.ts';
import { InboxLicenseResolver, InboxResolver } from './desk/graphql/inbox-resolver.ts';
import { PurchaseQuoteResolver } from './desk/graphql/purchase-quote-resolver.ts';
import { QuoteManyResolver } from './desk/graphql/quote-many-resolver.ts';
import type { AssetListsService } from './desk/services/asset-lists.ts';
import type { InboxService } from './desk/services/inbox.ts';
import type { PurchaseQuotesService } from './desk/services/purchase-quotes.ts';
import type { QuoteManyService } from './desk/services/quote-many.ts';
import { DeliveryTokenResolver } from './delivery/graphql/delivery-token-resolver.ts';
import type { DeliveriesService } from './delivery/services/deliveries.ts';
import {
  RequestEntryResolver,
  RequestEventResolver,
  RequestItemResolver,
  RequestPartyResolver,
  RequestResolver,
} from './desk/graphql/request-resolver.ts';
import type { CallProposing } from './desk/services/call-proposing.ts';
import type { CallReading } from './desk/services/call-reading.ts';
import type { CallWriting } from './desk/services/call-writing.ts';
import type { RequestAnswering } from './desk/services/request-answering.ts';
import type { RequestEvents } from './desk/services/request-events.ts';
import type { RequestReading } from './desk/services/request-reading.ts';
import type { RequestSending } from './desk/services/request-sending.ts';
import { AssetDisputesResolver } from './disputes/graphql/asset-fields.ts';
import { DisputeResolver } from './disputes/graphql/dispute-resolver.ts';
import type { DisputesService } from './disputes/services/disputes.ts';
import { AssetFilesResolver } from './files/graphql/asset-fields.ts';
import { FileItemResolver, FrameSequenceResolver } from './files/graphql/file-item-resolver.ts';
import { FileJobResolver } from './files/graphql/file-job-resolver.ts';
import { FileResolver } from './files/graphql/file-resolver.ts';
import { AssetReferenceResolver, FileReferenceResolver } from './files/graphql/reference-resolver.ts';
import type { FileDescriptions } from './files/services/file-descriptions.ts';
import type { FileInspections } from './files/services/file-inspections.ts';
import type { FileJobsService } from './files/services/file-jobs.ts';
import type { FileListing } from './files/services/file-listing.ts';
import type { FileReferences } from './files/services/file-references.ts';
import type { Posters } from './files/services/posters.ts';
import type { SecondaryDigestsService } from './files/services/secondary-digests.ts';
import { FixityResolver } from './fixity/graphql/fixity-resolver.ts';
import type { FixityService } from './fixity/services/fixity-service.ts';
import { FrontResolver, type FrontResolverServices } from './front/graphql/front-resolver.ts';
import { UploadResolver } from './ingest/graphql/upload-resolver.ts';
import type { UploadsService } from './ingest/services/uploads.ts';
import { AssetLicensingResolver } from './licensing/graphql/asset-fields.ts';
import { EarningResolver } from './licensing/graphql/earning-resolver.ts';
import { LicenseCheckResolver } from './licensing/graphql/license-check-resolver.ts';
import { LicensingFactsResolver } from './licensing/graphql/licensing-facts-resolver.ts';
import { LicensingResolver } from './licensing/graphql/licensing-resolver.ts';
import { OrderResolver } from './licensing/graphql/order-resolver.ts';
import { QuoteResolver } from './licensing/graphql/quote-resolver.ts';
import { ReasonResolver } from './licensing/graphql/reason-resolver.ts';
import { OfferResolver, UseConsentResolver } from './licensing/graphql/use-consent-resolver.ts';
import type { EarningsService } from './licensing/services/earnings.ts';
import type { LicenseChecks } from './licensing/services/license-checks.ts';
import type { QuoteReasons } from './licensing/services/quote-reasons.ts';
import type { LicenseVersions } from './licensing/services/license-versions.ts';
import type { LicensingFacts } from './licensing/services/licensing-facts.ts';
import type { LicensingService } from './licensing/services/licensing.ts';
import type { OrdersService } from './licensing/services/orders.ts';
import { NotificationChoicesResolver } from './notifications/graphql/notification-choices-resolver.ts';
import { WebhookResolver } from './notifications/graphql/webhook-resolver.ts';
import type { MailboxesService } from './notifications/services/mailboxes.ts';
import type { WebhooksService } from './notifications/services/webhooks.ts';
import { BackupResolver } from './operations/graphql/backup-resolver.ts';
import { LogStatusResolver } from './operations/graphql/log-status-resolver.ts';
import { OperationResolver } from './operations/graphql/operation-resolver.ts';
import type { BackupsService } from './operations/services/backups.ts';
import type { HealthService } from './operations/services/health.ts';
import type { LogStatusService } from './operations/services/log-status.ts';
import { NumberResolver } from './papers/graphql/number-resolver.ts';
import type { NumberedThings } from './papers/services/numbered-things.ts';
import { AdmissionRequestResolver } from './organizations/graphql/admission-request-resolver.ts';
import { OrganizationResolver } from './organizations/graphql/organization-resolver.ts';
import { StandInResolver } from './assets/graphql/stand-in-resolver.ts';
import { BeforehandResolver } from './organizations/graphql/beforehand-resolver.ts';
import { ProfileResolver } from './organizations/graphql/profile-resolver.ts';
import type { AdmissionRequests } from './organizations/services/admission-requests.ts';
import type { CouncilSeats } from './organizations/services/council-seats.ts';
import type { Operators } from './organizations/services/operators.ts';
import type { OrganizationsService } from './organizations/services/organizations.ts';
import type { ProfilesService } from './organizations/services/profiles.ts';
import { AssetHistoryResolver } from './provenance/graphql/asset-history-resolver.ts';
import { LicenseStatementsResolver } from './provenance/graphql/license-fields.ts';
import { OrganizationAdmissionResolver } from './provenance/graphql/organization-fields.ts';
import { ProofResolver } from './provenance/graphql/proof-resolver.ts';
import { LogResolver } from './provenance/graphql/statement-log-resolver.ts';
import { StatementResolver } from './provenance/graphql/statement-resolver.ts';
import type { ProvenanceService } from './provenance/services/provenance.ts';
import type { StatementHistory } from './provenance/services/statement-history.ts';
import { AgreementResolver } from './publishing/graphql/agreement-resolver.ts';
import { DraftResolver } from './publishing/graphql/draft-resolver.ts';
import { ImportResolver } from './publishing/graphql/import-resolver.ts';
import { RevisionResolver } from './publishing/graphql/revision-resolver.ts';
import { SavedMappingResolver } from './publishing/graphql/saved-mapping-resolver.ts';
import { SignedStatementResolver } from './publishing/graphql/signed-statement-resolver.ts';
import type { AgreementsService } from './publishing/services/agreements.ts';
import type { BatchPublishing } from './publishing/services/batch-publishing.ts';
import type { DraftImports } from './publishing/services/draft-imports.ts';
import type { DraftsService } from './publishing/services/drafts.ts';
import type { DuplicateFiles } from './publishing/services/duplicate-files.ts';
import type { PublishingService } from './publishing/services/publishing.ts';
import type { RevisionsService } from './publishing/services/revisions.ts';
import type { SavedMappings } from './publishing/services/saved-mappings.ts';
import type { SignedStatementsService } from './publishing/services/signed-statements.ts';
import { ActResolver } from './relay/graphql/act-resolver.ts';
import type { Materialization } from './relay/services/materialization.ts';
import type { BatchRelayService } from './relay/services/batch-relay.ts';
import type { RelayService } from './relay/services/relay.ts';
import { AssetsResolver } from './search/graphql/assets-resolver.ts';
import { FacetResolver } from './search/graphql/facet-resolver.ts';
import { SavedSearchResolver } from './search/graphql/saved-search-resolver.ts';
import type { SavedSearches } from './search/services/saved-searches.ts';
import type { SearchService } from './search/services/search.ts';
import type { SuggestionsService } from './search/services/suggestions.ts';
import {
  ConcernedLicenseResolver,
  TakeDownResolver,
  TakenDownAssetResolver,
  TakenDownVersionResolver,
} from './takedowns/graphql/take-down-resolver.ts';
import type { TakeDownPlans } from './takedowns/services/take-down-plans.ts';
import { VaultResolver } from './vault/graphql/vault-resolver.ts';
import type { RecoveryKeysService } from './vault/services/recovery-keys.ts';

/** The services behind the schema. Each resolver takes those it needs. */
export interface ResolverServices extends FrontResolverServices {
  readonly descriptions: FileDescriptions;
  readonly inspections: FileInspections;
  readonly fileItems: FileListing;
  readonly fileReferences: FileReferences;
  readonly digesting: SecondaryDigestsService;
  readonly fileJobs: FileJobsService;
  readonly posters: Posters;
  readonly uploads: UploadsService;
  readonly signIn: SignInService;
  readonly accounts: AccountsService;
  readonly demoAccounts: DemoAccountsService;
  readonly deliveries: DeliveriesService;
  readonly copyReading: CopiesService;
  readonly invitations: InvitationsService;
  readonly firstStart: FirstStartService;
  readonly operatorOffice: OperatorOfficeService;
  readonly operators: Pick<Operators, 'isOperator'>;
  readonly installation: InstallationService;
  readonly organizations: OrganizationsService;
  readonly profiles: ProfilesService;
  readonly catalog: CatalogService;
  readonly search: SearchService;
  readonly savedSearches: SavedSearches;
  readonly suggestions: SuggestionsService;
  readonly disputes: DisputesService;
  readonly reasons: ReasonsService;
  readonly agreements: AgreementsService;
  readonly drafts: DraftsService;
  readonly imports: DraftImports;
  readonly savedMappings: SavedMappings;
  readonly publishing: PublishingService;
  readonly publishedBefore: DuplicateFiles;
  readonly batches: BatchPublishing;
  readonly revisions: RevisionsService;
  readonly versions: VersionsService;
  readonly licensing: LicensingService;
  readonly earnings: EarningsService;
  readonly licenseChecks: LicenseChecks;
  readonly quoteReasons: QuoteReasons;
  readonly numbered: NumberedThings;
  readonly billing: BillingService;
  readonly statementsOfAccount: StatementsOfAccount;
  readonly licenseVersions: LicenseVersions;
  readonly orders: OrdersService;
  readonly consents: ConsentsInForce;
  readonly refusals: ConsentRefusals;
  readonly admissionRequests: AdmissionRequests;
  readonly collections: CollectionsService;
  readonly provenance: ProvenanceService;
  readonly history: StatementHistory;
  readonly signedStatements: SignedStatementsService;
  readonly logStatus: LogStatusService;
  readonly relay: RelayService;
  readonly batchRelay: BatchRelayService;
  readonly councilDesk: CouncilDesk;
  readonly councilSeats: CouncilSeats;
  readonly materialization: Materialization;
  readonly backups: BackupsService;
  readonly fixity: FixityService;
  readonly health: HealthService;
  readonly vault: RecoveryKeysService;
  readonly takeDowns: Pick<TakeDowns, 'of'>;
  readonly conceptBrowsing: ConceptBrowsing;
  readonly conceptProposals: ConceptProposals;
  readonly conceptImports: ConceptImports;
  readonly takeDownPlans: TakeDownPlans;
  readonly callReading: CallReading;
  readonly callProposing: CallProposing;
  readonly callWriting: CallWriting;
  readonly requestSending: RequestSending;
  readonly requestReading: RequestReading;
  readonly requestEvents: RequestEvents;
  readonly requestAnswering: RequestAnswering;
  readonly assetLists: AssetListsService;
  readonly quoteMany: QuoteManyService;
  readonly licensingFacts: LicensingFacts;
  readonly inbox: InboxService;
  readonly purchaseQuotes: PurchaseQuotesService;
  readonly mailboxes: MailboxesService;
  readonly webhooks: WebhooksService;
}

/** Of every resolver of the schema. */
export function resolverClasses(): readonly unknown[] {
  // Resolvers ask nothing of services while they are made.
  return resolversOver({} as ResolverServices).map((resolver) => resolver.constructor);
}

/** Every resolver of the schema, over its services. */
export function resolversOver(services: ResolverServices): readonly object[] {
  return [
    new AccountResolver(services),
    new ActResolver(services),
    new AgreementResolver(services.agreements),
    new AssetHistoryResolver(services.history),
    new AssetResolver(services),
    new AssetListResolver(services.assetLists),
    new CallResolver(services),
    new RequestCallResolver(),
    new AssetFilesResolver(services),
    new AssetConsentResolver(),
    new AssetDisputesResolver(),
    new AssetCustodyResolver(),
    new AssetLicensingResolver(services),
    new ProofResolver(services),
    new UploadResolver(services),
    new LogStatusResolver(services),
    new LicenseStatementsResolver(services),
    new OrganizationAdmissionResolver(services),
    new BackupResolver(services),
    new BeforehandResolver(),
    new CollectionResolver(services),
    new CopyResolver(services.copyReading),
    new ConceptResolver(services.conceptBrowsing),
    new ConceptProposalResolver(services),
    new ConsentResolver(),
    new CouncilResolver(services.councilSeats),
    new DisputeResolver(services.disputes),
    new DraftResolver(services),
    new FirstStartResolver(services),
    new OperatorOfficeResolver(services.operatorOffice),
    new ImportResolver(services),
    new InboxResolver(services.inbox),
    new InboxLicenseResolver(),
    new DeliveryTokenResolver(services.deliveries),
    new InvitationResolver(services.invitations),
    new AssetsResolver(services),
    new FacetResolver(services.search),
    new TermResolver(services.catalog),
    new FileJobResolver(services),
    new FileItemResolver(services),
    new FileResolver(services.inspections),
    new FileReferenceResolver(services.fileReferences),
    new AssetReferenceResolver(services.fileReferences),
    new FrameSequenceResolver(services.fileItems),
    new FixityResolver(services),
    new FrontResolver(services),
    new EarningResolver(services.earnings),
    new InstallationResolver(services.installation),
    new LicenseCheckResolver(services),
    new LicensingFactsResolver(services),
    new LicensingResolver(services),
    new LogResolver(services),
    new NotificationChoicesResolver(services.mailboxes),
    new OperationResolver(services),
    new BillResolver(services),
    new InvoiceResolver(services),
    new InvoiceLineResolver(),
    new StatementOfAccountResolver(services),
    new OrderInvoiceResolver(services),
    new NumberResolver(services),
    new OrderResolver(services),
    new ProfileResolver(services.profiles),
    new QuoteResolver(services),
    new QuoteManyResolver(services),
    new PurchaseQuoteResolver(services.purchaseQuotes),
    new OrganizationResolver(services),
    new OriginResolver(services.catalog),
    new ReasonResolver(services.reasons),
    new RefusalResolver(services.refusals),
    new AdmissionRequestResolver(services.admissionRequests),
    new RequestResolver(services),
    new RequestItemResolver(),
    new RequestEntryResolver(),
    new RequestEventResolver(),
    new RequestPartyResolver(services.requestReading),
    new RevisionResolver(services.revisions),
    new SafeResolver(services.councilDesk),
    new SavedMappingResolver(services.savedMappings),
    new SavedSearchResolver(services.savedSearches),
    new SessionResolver(services.signIn),
    new SignedStatementResolver(services),
    new StandInResolver(),
    new StatementResolver(),
    new TakeDownResolver(services.takeDownPlans),
    new ConcernedLicenseResolver(),
    new TakenDownAssetResolver(),
    new TakenDownVersionResolver(),
    new OfferResolver(),
    new UseConsentResolver(services),
    new VaultResolver(services),
    new VersionResolver(services),
    new WebhookResolver(services.webhooks),
  ];
}
