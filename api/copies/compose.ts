import type { AssetStore } from '../assets/ports/asset-store.ts';
import type { ManifestStore } from '../assets/ports/manifest-store.ts';
import type { DeliveriesService } from '../delivery/services/deliveries.ts';
import type { DownloadsService } from '../delivery/services/downloads.ts';
import type { FileDescriptions } from '../files/services/file-descriptions.ts';
import type { LicenseStore } from '../licensing/ports/license-stores.ts';
import type { LicenseVersions } from '../licensing/services/license-versions.ts';
import type { LeafStore } from '../log/ports/leaf-store.ts';
import type { OrganizationStore } from '../organizations/ports/organization-store.ts';
import type { ProfileStore } from '../organizations/ports/profile-store.ts';
import type { CursorStore } from '../platform/jobs/cursor-store.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { DiskSpace } from '../platform/kernel/disk-space.ts';
import type { Logger } from '../platform/kernel/logger.ts';
import type { ContentStore } from '../storage/ports/content-store.ts';
import { COPIES_JOB, CopiesJob } from './jobs/copies-job.ts';
import type { CopyShelf } from './ports/copy-shelf.ts';
import type { CopySigner } from './ports/copy-signer.ts';
import type { CopyStore } from './ports/copy-store.ts';
import { CopiesService } from './services/copies.ts';
import { CopyFactsReading } from './services/copy-facts-reading.ts';
import { CopyMaking } from './services/copy-making.ts';
import { CopyPlanning } from './services/copy-planning.ts';
import { CopySweeping } from './services/copy-sweeping.ts';
import { PreviewSigning } from './services/preview-signing.ts';

export interface CopyStores {
  readonly copies: CopyStore;
  readonly assets: AssetStore;
  readonly manifests: ManifestStore;
  readonly organizations: OrganizationStore;
  readonly profiles: ProfileStore;
  readonly licenses: LicenseStore;
  readonly leaves: LeafStore;
  readonly cursors: CursorStore;
}

/** What keeps and signs copies. */
export interface CopyAdapters {
  readonly shelf: CopyShelf;
  readonly signer: CopySigner;
  readonly previewSigner: Pick<CopySigner, 'preview'>;
  /** Whose certificate may end. */
  readonly identity: { readonly endsAt: Date | null };
}

export interface CopyParts extends CopyAdapters {
  readonly licenseVersions: LicenseVersions;
  readonly descriptions: FileDescriptions;
  readonly content: Pick<ContentStore, 'read'>;
  readonly downloads: DownloadsService;
  readonly deliveries: DeliveriesService;
  readonly projection: { position(): Promise<number> };
  readonly publicUrl: () => URL;
  readonly nudge: (job: string) => void;
  readonly lookEveryMs: number;
  /** That the copies are on. */
  readonly disk: DiskSpace;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Copies that carry their origin, for licensees. */
export function composeCopies(stores: CopyStores, parts: CopyParts) {
  const facts = new CopyFactsReading({ ...stores, ...parts });
  const shared = { ...stores, ...parts, facts };
  return {
    copyReading: new CopiesService({ ...shared, nudge: () => parts.nudge(COPIES_JOB) }),
    previewSigning: new PreviewSigning(shared),
    copiesJob: new CopiesJob({
      ...shared,
      planning: new CopyPlanning(shared),
      making: new CopyMaking(shared),
      sweeping: new CopySweeping(shared),
      everyMs: parts.lookEveryMs,
    }),
  };
}
