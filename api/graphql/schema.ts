import 'reflect-metadata';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync, type ContainerType } from 'type-graphql';
import { AccountResolver } from './resolvers/account-resolver.ts';
import { ActResolver } from './resolvers/act-resolver.ts';
import { AdmissionRequestResolver } from './resolvers/admission-request-resolver.ts';
import { AssetHistoryResolver } from './resolvers/asset-history-resolver.ts';
import { AssetResolver } from './resolvers/asset-resolver.ts';
import { BackupResolver } from './resolvers/backup-resolver.ts';
import { CollectionResolver } from './resolvers/collection-resolver.ts';
import { ConsentResolver } from './resolvers/consent-resolver.ts';
import { CouncilResolver } from './resolvers/council-resolver.ts';
import { DisputeResolver } from './resolvers/dispute-resolver.ts';
import { DraftResolver } from './resolvers/draft-resolver.ts';
import { FirstStartResolver } from './resolvers/first-start-resolver.ts';
import { ImportResolver } from './resolvers/import-resolver.ts';
import { DeliveryTokenResolver } from './resolvers/delivery-token-resolver.ts';
import { InvitationResolver } from './resolvers/invitation-resolver.ts';
import { FacetResolver } from './resolvers/facet-resolver.ts';
import { FileJobResolver } from './resolvers/file-job-resolver.ts';
import { FixityResolver } from './resolvers/fixity-resolver.ts';
import { FileItemResolver, FrameSequenceResolver } from './resolvers/file-item-resolver.ts';
import { FileResolver } from './resolvers/file-resolver.ts';
import { EarningResolver } from './resolvers/earning-resolver.ts';
import { InstallationResolver } from './resolvers/installation-resolver.ts';
import { LicenseCheckResolver } from './resolvers/license-check-resolver.ts';
import { LicensingResolver } from './resolvers/licensing-resolver.ts';
import { LogResolver } from './resolvers/log-resolver.ts';
import { OperationResolver } from './resolvers/operation-resolver.ts';
import { OperatorOfficeResolver } from './resolvers/operator-office-resolver.ts';
import { OrderResolver } from './resolvers/order-resolver.ts';
import { OriginResolver } from './resolvers/origin-resolver.ts';
import { OrganizationResolver } from './resolvers/organization-resolver.ts';
import { ProfileResolver } from './resolvers/profile-resolver.ts';
import { QuoteResolver } from './resolvers/quote-resolver.ts';
import { ReasonResolver } from './resolvers/reason-resolver.ts';
import { RefusalResolver } from './resolvers/refusal-resolver.ts';
import { RevisionResolver } from './resolvers/revision-resolver.ts';
import { SafeResolver } from './resolvers/safe-resolver.ts';
import { SavedMappingResolver } from './resolvers/saved-mapping-resolver.ts';
import { SessionResolver } from './resolvers/session-resolver.ts';
import { SignedStatementResolver } from './resolvers/signed-statement-resolver.ts';
import { StatementResolver } from './resolvers/statement-resolver.ts';
import {
  ConcernedLicenseResolver,
  TakeDownResolver,
  TakenDownAssetResolver,
  TakenDownVersionResolver,
} from './resolvers/take-down-resolver.ts';
import { OfferResolver, UseConsentResolver } from './resolvers/use-consent-resolver.ts';
import { VaultResolver } from './resolvers/vault-resolver.ts';
import { VersionResolver } from './resolvers/version-resolver.ts';
import type { GraphqlServices } from './services.ts';

/** The schema, code first; `schema.graphql` beside this file is its text. */
export function buildGraphqlSchema(services: GraphqlServices): GraphQLSchema {
  return buildSchemaSync({
    resolvers: [
      AccountResolver,
      ActResolver,
      AssetHistoryResolver,
      AssetResolver,
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
