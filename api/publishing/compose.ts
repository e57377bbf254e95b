import type { AssetId, LogId } from '@lanran/protocol/kernel/ids';
import type { AssetStore } from '../assets/ports/asset-store.ts';
import type { ManifestClaims } from '../assets/ports/manifest-claims.ts';
import type { ManifestStore } from '../assets/ports/manifest-store.ts';
import type { CatalogService } from '../assets/services/catalog.ts';
import type { TakeDowns } from '../assets/services/take-downs.ts';
import type { RenditionStore } from '../files/ports/rendition-store.ts';
import type { StagingArea } from '../ingest/ports/staging-area.ts';
import type { LicenseStore } from '../licensing/ports/license-stores.ts';
import type { LeafStore } from '../log/ports/leaf-store.ts';
import type { StatementLog } from '../log/services/statement-log.ts';
import type { OrganizationStore } from '../organizations/ports/organization-store.ts';
import type { Suspensions } from '../organizations/services/suspensions.ts';
import type { Mutex, Mutexes } from '../platform/concurrency/mutex.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { FailPoints } from '../platform/kernel/fail-points.ts';
import type { ContentStore, SealedFileVault } from '../storage/ports/content-store.ts';
import type { AgreementStore } from './ports/agreement-store.ts';
import type { DraftStore } from './ports/draft-store.ts';
import type { SavedMappingStore } from './ports/saved-mapping-store.ts';
import { AgreementsService } from './services/agreements.ts';
import { BatchPublisher } from './services/batch-publisher.ts';
import { BatchPublishing, type BatchPublishingOptions } from './services/batch-publishing.ts';
import { DraftImports } from './services/draft-imports.ts';
import { DraftsService } from './services/drafts.ts';
import { DuplicateFiles } from './services/duplicate-files.ts';
import { PublishingService } from './services/publishing.ts';
import { RevisionsService } from './services/revisions.ts';
import { SavedMappings } from './services/saved-mappings.ts';
import { SignedStatementsService } from './services/signed-statements.ts';
import { StatementPublisher } from './services/statement-publisher.ts';

export interface PublishingStores {
  readonly drafts: DraftStore;
  readonly savedMappings: SavedMappingStore;
  readonly agreements: AgreementStore;
  readonly assets: AssetStore;
  readonly manifests: ManifestStore;
  readonly manifestClaims: ManifestClaims;
  readonly organizations: OrganizationStore;
  readonly leaves: LeafStore;
  readonly licenses: LicenseStore;
}

export interface PublishingParts {
  readonly logId: LogId;
  readonly log: StatementLog;
  readonly projection: BatchPublishingOptions['projections'];
  /** Brings the log up to the newest block of the chain. */
  readonly followChain: () => Promise<void>;
  readonly staging: StagingArea;
  readonly content: ContentStore & SealedFileVault;
  readonly renditions: RenditionStore;
  readonly catalog: CatalogService;
  readonly takeDowns: TakeDowns;
  readonly suspensions: Suspensions;
  /** One act at a time on an asset. */
  readonly assetMutex: Mutex<AssetId>;
  readonly locks: Mutexes;
  readonly clock: Clock;
  readonly failPoints: FailPoints;
}

/** Drafts, imports and revisions, and their statements. */
export function composePublishing(stores: PublishingStores, parts: PublishingParts) {
  const { clock, failPoints, suspensions, projection: projections } = parts;
  const store = stores.drafts;
  const agreements = new AgreementsService({
    agreements: stores.agreements,
    agreementMutex: parts.locks.mutex('agreements'),
    clock,
  });
  const drafts = new DraftsService({ ...stores, ...parts, agreements });
  const publishedBefore = new DuplicateFiles(stores);
  const revisions = new RevisionsService({
    ...parts,
    drafts,
    leaves: stores.leaves,
    takenDown: parts.takeDowns,
    chain: { follow: parts.followChain },
  });
  const publisher = new StatementPublisher({ ...stores, ...parts, drafts, revisions });
  const batchPublisher = new BatchPublisher({ ...stores, ...parts, drafts, revisions, publisher });
  const publication = { ...stores, ...parts, drafts, publisher, projections };
  const publishing = new PublishingService({ ...publication, revisions, publishedBefore, agreements });
  return {
    agreements,
    drafts,
    publishedBefore,
    revisions,
    publishing,
    imports: new DraftImports({ drafts, store, suspensions, clock, failPoints }),
    savedMappings: new SavedMappings({ ...stores, clock }),
    batches: new BatchPublishing({ ...publication, batchPublisher, store, publishing }),
    signedStatements: new SignedStatementsService({ ...stores, ...parts, publisher }),
  };
}
