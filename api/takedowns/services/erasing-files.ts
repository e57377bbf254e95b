import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { CopiesService } from '../../copies/services/copies.ts';
import type { FailPoints } from '../../platform/kernel/fail-points.ts';
import type { FileDescriptionStore } from '../../files/ports/file-description-store.ts';
import type { FileJobStore } from '../../files/ports/file-job-store.ts';
import type { FixityRunStore, FixityStore } from '../../fixity/ports/fixity-store.ts';
import type { InspectionStore } from '../../files/ports/inspection-store.ts';
import type { IndexedFile, ManifestStore, PlacedFile } from '../../assets/ports/manifest-store.ts';
import type { PosterStore } from '../../files/ports/poster-store.ts';
import type { RenditionStore } from '../../files/ports/rendition-store.ts';
import type { Vault } from '../../vault/ports/vault.ts';
import type { ManifestOwners } from './manifest-owners.ts';

export interface ErasingFilesOptions {
  readonly manifests: Pick<ManifestStore, 'listHolding' | 'erase' | 'remove'>;
  readonly owners: Pick<ManifestOwners, 'keeping'>;
  readonly fileJobs: Pick<FileJobStore, 'removeOf'>;
  /** Descriptions of contents, and covers of versions. */
  readonly descriptions: Pick<FileDescriptionStore, 'remove' | 'removeCover'>;
  readonly inspections: Pick<InspectionStore, 'remove'>;
  readonly posters: Pick<PosterStore, 'findMany' | 'countOf' | 'remove'>;
  readonly renditions: Pick<RenditionStore, 'remove'>;
  /** Of files that licenses open. */
  readonly copies: Pick<CopiesService, 'removeOfContent'>;
  readonly fixityFiles: Pick<FixityStore, 'remove'>;
  readonly fixityRuns: Pick<FixityRunStore, 'eraseEntries'>;
  readonly vault: Pick<Vault, 'erase'>;
  readonly failPoints: FailPoints;
}

/** A file of a version, to be erased. */
export interface ErasedFile {
  readonly assetId: AssetId;
  /** The leaf that says that it is taken down. */
  readonly takenDownIn: number;
  /** Of the version's file manifest. */
  readonly root: Hex;
  /** Of all versions of the asset. */
  readonly roots: ReadonlySet<Hex>;
  readonly file: IndexedFile;
}

/** Places of a content that are looked at: its own, and one that keeps it. */
const LOOKED_AT = 1_000;

/**
 * Erases a file of a version. Its content goes with the last manifest entry that keeps it, of whatever asset: the entry goes after
 * all that is found by it, so that a kill at any point leaves what a repeat needs.
 */
export class ErasingFiles {
  readonly #options: ErasingFilesOptions;

  constructor(options: ErasingFilesOptions) {
    this.#options = options;
  }

  /** @returns whether somebody was at work on its content, and may write something of it yet */
  async erase({ assetId, takenDownIn, root, roots, file }: ErasedFile): Promise<boolean> {
    const { manifests, copies, fixityFiles, fixityRuns, failPoints } = this.#options;
    const { index, sha256 } = file;
    const isOfAsset = (await this.#beside(root, file)).some((place) => roots.has(place.root));
    let wasWorkedOn = false;
    if (!isOfAsset) {
      wasWorkedOn = await this.#options.fileJobs.removeOf(assetId, sha256);
      await copies.removeOfContent(assetId, sha256);
      await fixityFiles.remove(assetId, file);
    }
    await this.#eraseCover({ root, file });
    const isReleased = await this.#release(root, file);
    if (isReleased) await fixityRuns.eraseEntries(file);
    await failPoints.reach('take-down-content-released');
    await manifests.erase({ root, index }, takenDownIn);
    await failPoints.reach('take-down-entry-erased');
    return wasWorkedOn && isReleased;
  }

  /** A file of a manifest that no leaf names: nothing of it stays. */
  async eraseOrphan(root: Hex, file: IndexedFile): Promise<void> {
    await this.#release(root, file);
    await this.#options.manifests.remove({ root, index: file.index });
  }

  /** What was published again meanwhile is not forgotten. */
  async forgetUnlessKept(sha256: string): Promise<void> {
    const { manifests, owners } = this.#options;
    const keeping = await owners.keeping(await manifests.listHolding(sha256, LOOKED_AT));
    if (keeping.length === 0) await this.#forget(sha256);
  }

  /** Everything that was found out about a content, or made of it. */
  async #forget(sha256: string): Promise<void> {
    const { descriptions, inspections, renditions } = this.#options;
    await renditions.remove(sha256);
    await descriptions.remove(sha256);
    await inspections.remove(sha256);
  }

  /** Erases a content unless another entry has it. @returns whether it was erased */
  async #release(root: Hex, file: IndexedFile): Promise<boolean> {
    return this.#options.vault.erase(file.cid, async () => {
      if ((await this.#beside(root, file)).length > 0) return false;
      await this.#forget(file.sha256);
      return true;
    });
  }

  /** Other entries that keep its content. */
  async #beside(root: Hex, { index, sha256 }: IndexedFile): Promise<PlacedFile[]> {
    const { manifests, owners } = this.#options;
    const places = await manifests.listHolding(sha256, LOOKED_AT);
    return owners.keeping(places.filter((place) => place.root !== root || place.index !== index));
  }

  /** The poster of a film or model, and that the version is shown by this file. */
  async #eraseCover({ root, file }: Pick<ErasedFile, 'root' | 'file'>): Promise<void> {
    const { posters, descriptions } = this.#options;
    const place = { root, sha256: file.sha256 };
    const [poster = null] = await posters.findMany([place]);
    if (poster !== null && (await posters.countOf(poster.sha256, 2)) === 1) await this.#forget(poster.sha256);
    await posters.remove(place);
    await descriptions.removeCover(root, file.index);
  }
}
