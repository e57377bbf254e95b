import DataLoader from 'dataloader';
import { ASSETS, TAKE_DOWNS } from './assets/graphql/loaders.ts';
import type { CatalogService } from './assets/services/catalog.ts';
import type { ReasonsService } from './assets/services/reasons.ts';
import type { TakeDowns } from './assets/services/take-downs.ts';
import { INVOICE_DETAILS } from './billing/graphql/loaders.ts';
import type { BillingService } from './billing/services/billing.ts';
import { CONSENT_ENDS, CONSENTS, REFUSALS } from './consent/graphql/loaders.ts';
import type { ConsentRefusals } from './consent/services/consent-refusals.ts';
import type { ConsentsInForce } from './consent/services/consents-in-force.ts';
import { INBOX_ASSETS, INBOX_REQUESTS, INBOX_SEARCHES } from './desk/graphql/loaders.ts';
import type { InboxService } from './desk/services/inbox.ts';
import type { RequestReading } from './desk/services/request-reading.ts';
import { CALLS } from './desk/graphql/call-loaders.ts';
import type { CallReading } from './desk/services/call-reading.ts';
import { DISPUTES } from './disputes/graphql/loaders.ts';
import type { DisputesService } from './disputes/services/disputes.ts';
import {
  COVERS,
  DESCRIPTIONS,
  DIGESTS,
  INSPECTIONS,
  MISSING_PICTURES,
  POSTERS,
} from './files/graphql/loaders.ts';
import type { FileDescriptions } from './files/services/file-descriptions.ts';
import type { FileInspections } from './files/services/file-inspections.ts';
import type { MissingPictures } from './files/services/missing-pictures.ts';
import type { Posters } from './files/services/posters.ts';
import type { SecondaryDigestsService } from './files/services/secondary-digests.ts';
import { LICENSES, OFFERS } from './licensing/graphql/loaders.ts';
import type { EarningsService } from './licensing/services/earnings.ts';
import type { LicensingService } from './licensing/services/licensing.ts';
import { REASONS } from './log/graphql/loaders.ts';
import { ORGANIZATIONS, PROFILES } from './organizations/graphql/loaders.ts';
import type { OrganizationsService } from './organizations/services/organizations.ts';
import type { ProfilesService } from './organizations/services/profiles.ts';
import { answering, type LoaderPart } from './platform/graphql/loaders.ts';

export interface LoaderServices {
  readonly organizations: OrganizationsService;
  readonly profiles: ProfilesService;
  readonly catalog: CatalogService;
  readonly reasons: ReasonsService;
  readonly takeDowns: Pick<TakeDowns, 'of'>;
  readonly consents: ConsentsInForce;
  readonly refusals: ConsentRefusals;
  readonly licensing: LicensingService;
  readonly earnings: EarningsService;
  readonly billing: Pick<BillingService, 'detailsOf'>;
  readonly disputes: DisputesService;
  readonly descriptions: FileDescriptions;
  readonly inspections: FileInspections;
  readonly digesting: SecondaryDigestsService;
  readonly posters: Posters;
  readonly missingPictures: MissingPictures;
  readonly inbox: InboxService;
  readonly requestReading: RequestReading;
  readonly callReading: CallReading;
}

/** Which service answers each kind of read. */
export function loadersOver(services: LoaderServices): LoaderPart[] {
  const { catalog, consents, descriptions, posters } = services;
  return [
    answering(ORGANIZATIONS, () => new DataLoader((ids) => services.organizations.showMany(ids))),
    answering(PROFILES, () => new DataLoader((ids) => services.profiles.show(ids))),
    answering(REASONS, () => new DataLoader((hashes) => services.reasons.textsOf(hashes))),
    answering(ASSETS, (actor) => new DataLoader((ids) => catalog.findMany(actor, ids))),
    answering(TAKE_DOWNS, () => new DataLoader((ids) => services.takeDowns.of(ids))),
    answering(CONSENTS, () => new DataLoader((ids) => consents.liveOf(ids))),
    answering(CONSENT_ENDS, () => new DataLoader((ids) => consents.endsOf(ids))),
    answering(REFUSALS, (actor) => new DataLoader((assets) => services.refusals.of(actor, assets))),
    answering(CALLS, (actor) => new DataLoader((ids) => services.callReading.findMany(actor, ids))),
    answering(OFFERS, () => new DataLoader((ids) => services.licensing.openOffersOf(ids))),
    answering(LICENSES, () => new DataLoader((ids) => services.earnings.licensesOf(ids))),
    answering(
      INVOICE_DETAILS,
      () => new DataLoader((orders) => services.billing.detailsOf(orders), { cacheKeyFn: ({ id }) => id }),
    ),
    answering(INBOX_ASSETS, (actor) => new DataLoader((ids) => services.inbox.assets(actor, ids))),
    answering(INBOX_REQUESTS, (actor) => new DataLoader((ids) => services.requestReading.find(actor, ids))),
    answering(INBOX_SEARCHES, (actor) => new DataLoader((ids) => services.inbox.searches(actor, ids))),
    answering(DISPUTES, () => new DataLoader((ids) => services.disputes.openOf(ids))),
    answering(DESCRIPTIONS, () => new DataLoader((sha256s) => descriptions.showMany(sha256s))),
    answering(INSPECTIONS, () => new DataLoader((sha256s) => services.inspections.findMany(sha256s))),
    answering(DIGESTS, () => new DataLoader((sha256s) => services.digesting.findMany(sha256s))),
    answering(
      POSTERS,
      () =>
        new DataLoader((places) => posters.findMany(places), {
          cacheKeyFn: ({ root, sha256 }) => `${root}.${sha256}`,
        }),
    ),
    answering(
      MISSING_PICTURES,
      () =>
        new DataLoader((assets) => services.missingPictures.findMany(assets), {
          cacheKeyFn: ({ id, filesField: { root } }) => `${id}.${root}`,
        }),
    ),
    answering(
      COVERS,
      () => new DataLoader(async (roots) => catalog.findCovers(roots, await descriptions.findCovers(roots))),
    ),
  ];
}
