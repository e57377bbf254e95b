import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { CatalogService } from '../assets/services/catalog.ts';
import type { ReasonsService } from '../assets/services/reasons.ts';
import type { ManifestStore } from '../assets/ports/manifest-store.ts';
import type { TakeDownStore } from '../assets/ports/take-down-store.ts';
import type { AssetStore } from '../assets/ports/asset-store.ts';
import type { ManifestClaims } from '../assets/ports/manifest-claims.ts';
import type { CopiesService } from '../copies/services/copies.ts';
import type { FileListing } from '../files/services/file-listing.ts';
import type { FileStores } from '../files/compose.ts';
import type { RenditionStore } from '../files/ports/rendition-store.ts';
import type { FixityStores } from '../fixity/compose.ts';
import type { StagingArea } from '../ingest/ports/staging-area.ts';
import type { LicenseStore } from '../licensing/ports/license-stores.ts';
import type { LeafStore } from '../log/ports/leaf-store.ts';
import type { ReasonStore } from '../log/ports/reason-store.ts';
import type { Mutex } from '../platform/concurrency/mutex.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { FailPoints } from '../platform/kernel/fail-points.ts';
import type { DraftStore } from '../publishing/ports/draft-store.ts';
import type { Vault } from '../vault/ports/vault.ts';
import type { ErasureCursor } from './ports/erasure-cursor.ts';
import { ErasuresElsewhere } from './jobs/erasures-elsewhere.ts';
import { TakeDownJob } from './jobs/take-down-job.ts';
import type { DocumentCompaction } from './ports/document-compaction.ts';
import { ErasingFiles } from './services/erasing-files.ts';
import { Erasing, type ErasingOptions } from './services/erasing.ts';
import { ManifestOwners } from './services/manifest-owners.ts';
import { OrphanManifests } from './services/orphan-manifests.ts';
import { TakeDownPlans, type TakeDownPlansOptions } from './services/take-down-plans.ts';
import { TakeDownScopes } from './services/take-down-scopes.ts';

export interface TakeDownStores
  extends
    Pick<FileStores, 'descriptions' | 'inspections' | 'fileJobs' | 'posters'>,
    Pick<FixityStores, 'fixityFiles' | 'fixityRuns'> {
  readonly takeDowns: TakeDownStore;
  readonly assets: AssetStore;
  readonly manifests: ManifestStore;
  readonly manifestClaims: ManifestClaims;
  readonly drafts: DraftStore;
  readonly licenses: LicenseStore;
  readonly leaves: LeafStore;
  readonly reasons: ReasonStore;
}

export interface TakeDownParts {
  readonly catalog: CatalogService;
  readonly reasons: ReasonsService;
  readonly staging: StagingArea;
  readonly renditions: RenditionStore;
  readonly copies: Pick<CopiesService, 'removeOfContent' | 'renewOfAsset'>;
  readonly content: Vault;
  readonly documents: DocumentCompaction;
  readonly fileItems: FileListing;
  readonly searched: ErasingOptions['searched'];
  /** The backups that may still hold what is taken down. */
  readonly shelf: TakeDownPlansOptions['shelf'];
  readonly assetMutex: Mutex<AssetId>;
  readonly lookEveryMs: number;
  readonly nudge: (job: string) => void;
  /** Is this process the only one? */
  readonly isAlone: () => boolean;
  /** How often others were seen. */
  readonly encounters: () => number;
  readonly erasureCursor: ErasureCursor;
  readonly clock: Clock;
  readonly failPoints: FailPoints;
}

/** Plans of take-downs, and the job that erases. */
export function composeTakeDowns(stores: TakeDownStores, parts: TakeDownParts) {
  const { reasons, content: vault, clock, assetMutex, failPoints, fileItems } = parts;
  const scopes = new TakeDownScopes({ ...stores, clock });
  const owners = new ManifestOwners(stores);
  const files = new ErasingFiles({ ...stores, ...parts, owners, vault });
  const erasing = new Erasing({
    ...stores,
    ...parts,
    files,
    orphans: new OrphanManifests({ ...stores, owners, files, assetMutex }),
    vault,
    onErased: (root) => fileItems.forget(root),
    failPoints,
  });
  return {
    takeDownPlans: new TakeDownPlans({ ...stores, ...parts, reasons, owners, scopes }),
    takeDownJob: new TakeDownJob({
      ...stores,
      scopes,
      erasing,
      assetMutex,
      clock,
      everyMs: parts.lookEveryMs,
      onErased: () => parts.nudge(ErasuresElsewhere.NAME),
    }),
    erasuresElsewhere: new ErasuresElsewhere({
      ...stores,
      ...parts,
      searched: parts.searched,
      cursor: parts.erasureCursor,
      everyMs: parts.lookEveryMs,
    }),
  };
}
