import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { Actor } from '../../platform/kernel/actor.ts';
import {
  BadInputError,
  ContentDamagedError,
  ContentMismatchError,
  ForbiddenError,
  NotFoundError,
} from '../../platform/kernel/errors.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { ContentStore } from '../../storage/ports/content-store.ts';
import type { FixityStore } from '../ports/fixity-store.ts';
import type { StagedUpload, StagingArea } from '../../ingest/ports/staging-area.ts';
import type { FixityCheck } from './fixity-check.ts';
import type { FixityService } from './fixity-service.ts';

export interface FixityRepairsOptions {
  readonly fixity: Pick<FixityService, 'requireCarer'>;
  readonly fixityFiles: FixityStore;
  readonly assets: Pick<AssetStore, 'findMany'>;
  readonly content: Pick<ContentStore, 'pinFile'>;
  readonly staging: Pick<StagingArea, 'open'>;
  readonly check: Pick<FixityCheck, 'check'>;
  readonly clock: Clock;
}

/** Originals brought back by who looks after them: exactly what was published, or nothing changes. */
export class FixityRepairs {
  readonly #options: FixityRepairsOptions;

  constructor(options: FixityRepairsOptions) {
    this.#options = options;
  }

  /** May the actor's upload begin? What is not promised to be a published file is not even sent. */
  async begin(
    actor: Actor,
    assetId: AssetId,
    promised: { readonly path: string; readonly bytes: number; readonly sha256: string | null },
  ): Promise<void> {
    await this.#options.fixity.requireCarer(actor, assetId);
    const { path, bytes, sha256 } = promised;
    if (sha256 === null)
      throw new BadInputError(
        'Upload-Metadata sha256',
        'is needed to bring a file back: hash the file first',
      );
    const [file] = await this.#options.fixityFiles.listBySha256(assetId, sha256);
    if (file?.bytes !== bytes) throw notPublished(assetId, path, sha256);
  }

  /** @throws SignInRequiredError, NotFoundError for who may not bring files back */
  async requireCarer(actor: Actor, assetId: AssetId): Promise<void> {
    try {
      await this.#options.fixity.requireCarer(actor, assetId);
    } catch (error) {
      if (error instanceof ForbiddenError) throw new NotFoundError(`Asset ${assetId}`);
      throw error;
    }
  }

  /**
   * Stores and pins what has arrived in place of what is damaged, and reads it at once. The next run states it.
   * @throws ContentMismatchError when it is no published file of the asset, ContentDamagedError when it is damaged as before
   */
  async take(upload: StagedUpload, assetId: AssetId, digest: FileDigest): Promise<void> {
    const { fixityFiles, assets, content, staging, check, clock } = this.#options;
    const file = await fixityFiles.find(assetId, digest);
    if (file?.bytes !== digest.bytes) throw notPublished(assetId, upload.path, digest.sha256);
    const [asset] = await assets.findMany([assetId]);
    const isPrivate = asset?.metadata.access !== 'OPEN';
    const { sha256, cid } = file;
    await content.pinFile({
      ...(await staging.open(upload.id)),
      isPrivate,
      expectedCid: cid,
      isRepair: true,
    });
    await fixityFiles.markRepaired(file, clock.now());
    const state = await check.check(file, new AbortController().signal);
    await fixityFiles.record([{ content: file, state, readAt: clock.now(), runId: null, isRepaired: false }]);
    if (state === 'OK') return;
    throw new ContentDamagedError(
      `${upload.path} (${sha256}) was stored anew, and what is read of ${cid} is ${state.toLowerCase()} all the same. See to the disk, or to the file store, then bring it back again.`,
    );
  }
}

function notPublished(assetId: AssetId, path: string, sha256: string): ContentMismatchError {
  return new ContentMismatchError(
    `${path} (sha256 ${sha256}) is no file of any version of asset ${assetId}: only what was published, byte for byte, is taken back. Nothing was changed.`,
  );
}
