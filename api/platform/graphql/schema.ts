import 'reflect-metadata';
import { AssetFilesResolver } from '../../files/graphql/asset-fields.ts';
import { AssetConsentResolver } from '../../consent/graphql/asset-fields.ts';
import { AssetDisputesResolver } from '../../disputes/graphql/asset-fields.ts';
import { AssetCustodyResolver } from '../../custody/graphql/asset-fields.ts';
import { AssetLicensingResolver } from '../../licensing/graphql/asset-fields.ts';
import { ProofResolver } from '../../provenance/graphql/proof-resolver.ts';
import { UploadResolver } from '../../ingest/graphql/upload-resolver.ts';
import { LogStatusResolver } from '../../operations/graphql/log-status-resolver.ts';
import { LicenseStatementsResolver } from '../../provenance/graphql/license-fields.ts';
import { OrganizationAdmissionResolver } from '../../provenance/graphql/organization-fields.ts';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync, type ContainerType } from 'type-graphql';
import { AccountResolver } from '../../accounts/graphql/account-resolver.ts';
import { ActResolver } from '../../relay/graphql/act-resolver.ts';
import { AdmissionRequestResolver } from '../../organizations/graphql/admission-request-resolver.ts';
import { AssetHistoryResolver } from '../../provenance/graphql/asset-history-resolver.ts';
import { AssetResolver } from '../../assets/graphql/asset-resolver.ts';
import { BackupResolver } from '../../operations/graphql/backup-resolver.ts';
import { CollectionResolver } from '../../consent/graphql/collection-resolver.ts';
import { ConsentResolver } from '../../consent/graphql/consent-resolver.ts';
import { CouncilResolver } from '../../council/graphql/council-resolver.ts';
import { DisputeResolver } from '../../disputes/graphql/dispute-resolver.ts';
import { DraftResolver } from '../../publishing/graphql/draft-resolver.ts';
import { FirstStartResolver } from '../../accounts/graphql/first-start-resolver.ts';
import { ImportResolver } from '../../publishing/graphql/import-resolver.ts';
import { DeliveryTokenResolver } from '../../delivery/graphql/delivery-token-resolver.ts';
import { InvitationResolver } from '../../accounts/graphql/invitation-resolver.ts';
import { FacetResolver } from '../../assets/graphql/facet-resolver.ts';
import { FileJobResolver } from '../../files/graphql/file-job-resolver.ts';
import { FixityResolver } from '../../fixity/graphql/fixity-resolver.ts';
import { FileItemResolver, FrameSequenceResolver } from '../../files/graphql/file-item-resolver.ts';
import { FileResolver } from '../../files/graphql/file-resolver.ts';
import { EarningResolver } from '../../licensing/graphql/earning-resolver.ts';
import { InstallationResolver } from '../../chain/graphql/installation-resolver.ts';
import { LicenseCheckResolver } from '../../licensing/graphql/license-check-resolver.ts';
import { LicensingResolver } from '../../licensing/graphql/licensing-resolver.ts';
import { LogResolver } from '../../provenance/graphql/statement-log-resolver.ts';
import { OperationResolver } from '../../operations/graphql/operation-resolver.ts';
import { OperatorOfficeResolver } from '../../accounts/graphql/operator-office-resolver.ts';
import { OrderResolver } from '../../licensing/graphql/order-resolver.ts';
import { OriginResolver } from '../../assets/graphql/origin-resolver.ts';
import { OrganizationResolver } from '../../organizations/graphql/organization-resolver.ts';
import { ProfileResolver } from '../../organizations/graphql/profile-resolver.ts';
import { QuoteResolver } from '../../licensing/graphql/quote-resolver.ts';
import { ReasonResolver } from '../../licensing/graphql/reason-resolver.ts';
import { RefusalResolver } from '../../consent/graphql/refusal-resolver.ts';
import { RevisionResolver } from '../../publishing/graphql/revision-resolver.ts';
import { SafeResolver } from '../../council/graphql/safe-resolver.ts';
import { SavedMappingResolver } from '../../publishing/graphql/saved-mapping-resolver.ts';
import { SessionResolver } from '../../accounts/graphql/session-resolver.ts';
import { SignedStatementResolver } from '../../publishing/graphql/signed-statement-resolver.ts';
import { StatementResolver } from '../../provenance/graphql/statement-resolver.ts';
import {
  ConcernedLicenseResolver,
  TakeDownResolver,
  TakenDownAssetResolver,
  TakenDownVersionResolver,
} from '../../takedowns/graphql/take-down-resolver.ts';
import { OfferResolver, UseConsentResolver } from '../../licensing/graphql/use-consent-resolver.ts';
import { VaultResolver } from '../../vault/graphql/vault-resolver.ts';
import { VersionResolver } from '../../assets/graphql/version-resolver.ts';
import type { GraphqlServices } from './services.ts';

/** The schema, code first; `schema.graphql` beside this file is its text. */
export function buildGraphqlSchema(services: GraphqlServices): GraphQLSchema {
  return buildSchemaSync({
    resolvers: [
      AccountResolver,
      ActResolver,
      AssetHistoryResolver,
      AssetResolver,
      AssetFilesResolver,
      AssetConsentResolver,
      AssetDisputesResolver,
      AssetCustodyResolver,
      AssetLicensingResolver,
      ProofResolver,
      UploadResolver,
      LogStatusResolver,
      LicenseStatementsResolver,
      OrganizationAdmissionResolver,
      BackupResolver,
      CollectionResolver,
      ConsentResolver,
      CouncilResolver,
      DeliveryTokenResolver,
      DisputeResolver,
      DraftResolver,
      FirstStartResolver,
      OperatorOfficeResolver,
      ImportResolver,
      InvitationResolver,
      FacetResolver,
      FileJobResolver,
      FileItemResolver,
      FileResolver,
      FrameSequenceResolver,
      FixityResolver,
      EarningResolver,
      InstallationResolver,
      LicenseCheckResolver,
      LicensingResolver,
      LogResolver,
      OperationResolver,
      OrderResolver,
      OrganizationResolver,
      ProfileResolver,
      OriginResolver,
      QuoteResolver,
      ReasonResolver,
      RefusalResolver,
      AdmissionRequestResolver,
      RevisionResolver,
      SafeResolver,
      SavedMappingResolver,
      SessionResolver,
      SignedStatementResolver,
      StatementResolver,
      TakeDownResolver,
      ConcernedLicenseResolver,
      TakenDownAssetResolver,
      TakenDownVersionResolver,
      OfferResolver,
      UseConsentResolver,
      VaultResolver,
      VersionResolver,
    ],
    container: containerOf([
      new AccountResolver(services),
      new ActResolver(services),
      new AssetHistoryResolver(services.history),
      new AssetResolver(services),
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
      new CollectionResolver(services),
      new ConsentResolver(),
      new CouncilResolver(services.councilSeats),
      new DisputeResolver(services.disputes),
      new DraftResolver(services),
      new FirstStartResolver(services),
      new OperatorOfficeResolver(services.operatorOffice),
      new ImportResolver(services),
      new DeliveryTokenResolver(services.deliveries),
      new InvitationResolver(services.invitations),
      new FacetResolver(services.catalog),
      new FileJobResolver(services),
      new FileItemResolver(services),
      new FileResolver(),
      new FrameSequenceResolver(services.fileItems),
      new FixityResolver(services),
      new EarningResolver(services.earnings),
      new InstallationResolver(services.installation),
      new LicenseCheckResolver(services),
      new LicensingResolver(services),
      new LogResolver(services),
      new OperationResolver(services),
      new OrderResolver(services),
      new ProfileResolver(services.profiles),
      new QuoteResolver(services),
      new OrganizationResolver(services),
      new OriginResolver(services.catalog),
      new ReasonResolver(services.reasons),
      new RefusalResolver(services.refusals),
      new AdmissionRequestResolver(services.admissionRequests),
      new RevisionResolver(services.revisions),
      new SafeResolver(services.councilDesk),
      new SavedMappingResolver(services.savedMappings),
      new SessionResolver(services.signIn),
      new SignedStatementResolver(services),
      new StatementResolver(),
      new TakeDownResolver(services.takeDownPlans),
      new ConcernedLicenseResolver(),
      new TakenDownAssetResolver(),
      new TakenDownVersionResolver(),
      new OfferResolver(),
      new UseConsentResolver(services),
      new VaultResolver(services),
      new VersionResolver(services.versions),
    ]),
    // Services check their input; the schema's types are checked by GraphQL.
    validate: false,
  });
}

/** The text of `schema.graphql`. */
export function printGraphqlSchema(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

function containerOf(resolvers: readonly object[]): ContainerType {
  const byClass = new Map<unknown, object>(resolvers.map((resolver) => [resolver.constructor, resolver]));
  return { get: (resolverClass: unknown) => byClass.get(resolverClass) };
}
