import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { statementHash } from '@lanran/protocol/log/statement';
import { isWholeAsset, type TakeDownScope } from '@lanran/protocol/assets/take-down';
import type { AssetVersion } from '../../assets/domain/asset-version.ts';
import { VERSION_KINDS, versionIn } from '../../assets/domain/asset-version.ts';
import type { CopiesService } from '../../copies/services/copies.ts';
import type { Draft, DraftContent } from '../../publishing/domain/draft.ts';
import { uploadsOf } from '../../publishing/domain/draft.ts';
import { versionOf } from '../../publishing/domain/publication.ts';
import {
  concernsVersion,
  coversPart,
  erasedFieldsOf,
  type ScopeThen,
  type TakeDown,
} from '../../assets/domain/take-down.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { DocumentCompaction } from '../ports/document-compaction.ts';
import type { DraftStore } from '../../publishing/ports/draft-store.ts';
import type { FailPoints } from '../../platform/kernel/fail-points.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { StagingArea } from '../../ingest/ports/staging-area.ts';
import type { TakeDownStore } from '../../assets/ports/take-down-store.ts';
import type { Vault } from '../../vault/ports/vault.ts';
import type { ErasingFiles } from './erasing-files.ts';
import type { OrphanManifests } from './orphan-manifests.ts';

export interface ErasingOptions {
  readonly files: Pick<ErasingFiles, 'erase' | 'forgetUnlessKept'>;
  readonly orphans: Pick<OrphanManifests, 'erase'>;
  readonly leaves: Pick<LeafStore, 'listByKinds' | 'eraseFields'>;
  readonly manifests: Pick<ManifestStore, 'listKept' | 'takeDown'>;
  readonly assets: Pick<AssetStore, 'find' | 'replaceMetadata'>;
  readonly drafts: Pick<DraftStore, 'listByAsset' | 'delete' | 'reduce'>;
  readonly staging: Pick<StagingArea, 'remove'>;
  readonly takeDowns: Pick<TakeDownStore, 'addLeftover'>;
  readonly vault: Pick<Vault, 'collectGarbage'>;
  /** Of files that licenses open: they say what the asset says. */
  readonly copies: Pick<CopiesService, 'renewOfAsset'>;
  readonly documents: DocumentCompaction;
  /** What finds assets by their words. */
  readonly searched: { erase(ids: readonly AssetId[]): Promise<void> };
  /** Hears of file manifests that changed. */
  readonly onErased: (root: Hex) => void;
  readonly failPoints: FailPoints;
}

/** A version and where the log says it. */
interface LoggedVersion extends AssetVersion {
  readonly leafIndex: number;
}

const FILES_AT_ONCE = 250;

/**
 * Erases what was taken down, step by step; each can be repeated, and what a later one needs goes last. The leaf of each version stays,
 * with the hashes of what was erased, so that all that is left of it still proves itself (ADR 39).
 */
export class Erasing {
  readonly #options: ErasingOptions;

  constructor(options: ErasingOptions) {
    this.#options = options;
  }

  /** @returns whether it left something that may be written yet by who was at work on it */
  async erase(takeDown: TakeDown, scope: TakeDownScope): Promise<boolean> {
    const { failPoints } = this.#options;
    const { assetId, leftovers, lastVersion } = takeDown;
    const then = { scope, lastVersion };
    const versions = await this.#versionsOf(assetId);
    const concerned = versions.filter(({ version }) => concernsVersion(then, version));
    for (const { filesField } of concerned)
      if (scope.field === undefined)
        await this.#options.manifests.takeDown(filesField.root, scope.path ?? null, takeDown.leafIndex);
    // Done before the first leftover was noted. What was begun since is left alone.
    if (leftovers.length === 0) await this.#reduceDrafts(assetId, then, { versions, concerned });
    const wasWorkedOn = await this.#eraseFiles(takeDown, then, { versions, concerned });
    for (const { leafIndex } of concerned) await this.#eraseFields(leafIndex, scope);
    await failPoints.reach('take-down-fields-erased');
    await this.#reduceAsset(assetId);
    // Of a whole asset there is no file left.
    if (erasedFieldsOf(scope).length > 0 && !isWholeAsset(scope))
      await this.#options.copies.renewOfAsset(assetId);
    return wasWorkedOn;
  }

  /** What publications left that did not come to their end. @returns whether there was something */
  async eraseOrphans(): Promise<boolean> {
    return this.#options.orphans.erase();
  }

  /** Removes from the stores what was erased, of however many take-downs. */
  async collect(): Promise<void> {
    const { vault, failPoints, documents } = this.#options;
    await vault.collectGarbage();
    await failPoints.reach('take-down-collected');
    await documents.compact();
  }

  /** Once nobody can be at work on them any more. */
  async forgetLeftovers({ leftovers }: Pick<TakeDown, 'leftovers'>): Promise<void> {
    for (const sha256 of leftovers) await this.#options.files.forgetUnlessKept(sha256);
  }

  async #versionsOf(assetId: AssetId): Promise<LoggedVersion[]> {
    const leaves = await this.#options.leaves.listByKinds(assetId, VERSION_KINDS);
    return leaves.map((leaf) => ({ ...versionIn(leaf), leafIndex: leaf.index }));
  }

  async #eraseFiles(
    takeDown: TakeDown,
    then: ScopeThen,
    { versions, concerned }: Readonly<Record<'versions' | 'concerned', readonly LoggedVersion[]>>,
  ): Promise<boolean> {
    const { files, takeDowns, onErased } = this.#options;
    const { assetId, leafIndex: takenDownIn } = takeDown;
    const roots = new Set(versions.map(({ filesField }) => filesField.root));
    let wasWorkedOn = false;
    for (const version of concerned) {
      const { root } = version.filesField;
      for await (const file of this.#filesIn(version, then)) {
        if (!(await files.erase({ assetId, takenDownIn, root, roots, file }))) continue;
        wasWorkedOn = true;
        await takeDowns.addLeftover(takeDown, file.sha256);
      }
      onErased(root);
    }
    return wasWorkedOn;
  }

  async *#filesIn({ version, filesField: { root } }: LoggedVersion, then: ScopeThen) {
    for (let last = -1; ;) {
      const page = await this.#options.manifests.listKept(root, last + 1, FILES_AT_ONCE);
      yield* page.filter(({ path }) => coversPart(then, { version, path }));
      const end = page.at(-1);
      if (end === undefined) return;
      last = end.index;
    }
  }

  async #eraseFields(leafIndex: number, scope: TakeDownScope): Promise<void> {
    const names = erasedFieldsOf(scope);
    if (names.length > 0) await this.#options.leaves.eraseFields(leafIndex, names);
  }

  /** What the catalog shows and searches is what is left. */
  async #reduceAsset(assetId: AssetId): Promise<void> {
    const { assets } = this.#options;
    const asset = await assets.find(assetId);
    const present = (await this.#versionsOf(assetId)).find((each) => each.statementHash === asset?.head);
    if (asset !== null && present !== undefined)
      await assets.replaceMetadata({ ...asset, metadata: present.metadata });
    await this.#options.searched.erase([assetId]);
  }

  /** What was published keeps its record, which says so to whoever imports it again; what is not is deleted or loses its file. */
  async #reduceDrafts(
    assetId: AssetId,
    then: ScopeThen,
    { versions, concerned }: Readonly<Record<'versions' | 'concerned', readonly LoggedVersion[]>>,
  ): Promise<void> {
    const { drafts, staging } = this.#options;
    const { scope } = then;
    for (const draft of await drafts.listByAsset(assetId)) {
      const version = versionOfDraft(draft, versions);
      if (!isWholeAsset(scope) && !concerned.some((each) => each.version === version)) continue;
      const isDeleted = draft.publishedIndex === null && scope.path === undefined;
      const removed = draft.files.filter(({ path }) => isDeleted || coversPart(then, { version, path }));
      if (isDeleted) await drafts.delete(draft.id);
      else
        await drafts.reduce(draft.id, {
          content: scope.path === undefined ? contentWithout(draft, scope) : draft.content,
          // Often the accession number. A repeated import finds the draft by its id, which was made of it.
          externalId: erasedFieldsOf(scope).includes('identifier') ? null : draft.externalId,
          without: removed.map(({ path }) => path),
        });
      for (const uploadId of removed.flatMap(uploadsOf)) await staging.remove(uploadId);
    }
  }
}

/** The version that it became, also when a kill came before that was noted; else the one that it begins from. */
function versionOfDraft(draft: Draft, versions: readonly LoggedVersion[]): number {
  if (draft.publishedIndex !== null || draft.revises === null) return versionOf(draft);
  const { publication } = draft;
  const hash = publication === null ? null : statementHash(publication.statement);
  return versions.find((each) => each.statementHash === hash)?.version ?? draft.revises.version;
}

function contentWithout({ content }: Draft, scope: TakeDownScope): DraftContent {
  const gone = erasedFieldsOf(scope);
  const kept = Object.entries(content.metadata).filter(([name]) => !gone.includes(name));
  // Without a title a draft is of no use; this one is published.
  const metadata = {
    title: {},
    terms: [],
    ...Object.fromEntries(kept),
  } as unknown as DraftContent['metadata'];
  return { ...content, metadata };
}
