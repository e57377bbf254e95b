import { canView } from '../../assets/domain/asset.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import type { Draft, DraftFile } from '../domain/draft.ts';
import { HeldForCommunityError } from '../../platform/kernel/errors.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { FileOrigin } from '../../assets/services/catalog.ts';

export interface DuplicateFilesOptions {
  readonly assets: Pick<AssetStore, 'findByManifests'>;
  readonly manifests: Pick<ManifestStore, 'listByContents'>;
}

/** How many contents are looked for at once, and how many places of them are looked at. */
const CONTENTS_AT_ONCE = 500;
const MAX_PLACES = 5_000;
/** Of one file that was published before: more would push out what there is of others. */
const PLACES_A_FILE = 3;

/** A file that is about to be published, and where its organization has published the same content. */
export interface PublishedAgain extends FileOrigin {
  readonly file: Pick<DraftFile, 'path' | 'bytes'>;
}

type DraftOfFiles = Pick<Draft, 'organizationId' | 'assetId' | 'files'>;

/** What a draft's organization has published already, byte for byte, in present versions of its other assets. */
export class DuplicateFiles {
  readonly #options: DuplicateFilesOptions;

  constructor(options: DuplicateFilesOptions) {
    this.#options = options;
  }

  /**
   * The files that were, in assets that exist for the actor. What is kept from the version before is not asked about. Of one
   * file, at most three places are named.
   */
  async list(actor: Actor, draft: DraftOfFiles, first: number): Promise<PublishedAgain[]> {
    const found: PublishedAgain[] = [];
    for await (const { file, origins } of this.#find(draft)) {
      const seen = origins.filter(({ asset }) => canView(actor, asset));
      found.push(...seen.slice(0, PLACES_A_FILE).map((origin) => ({ ...origin, file })));
      if (found.length >= first) break;
    }
    return found.slice(0, first);
  }

  /**
   * What stands with a community is not opened past it: refused when more than half of the bytes of an `OPEN` draft are files of
   * assets with one (ADR 26). Withdrawn assets bind nothing.
   * @throws HeldForCommunityError
   */
  async requireOpenable(draft: DraftOfFiles & Pick<Draft, 'content'>): Promise<void> {
    if (draft.content.metadata.access !== 'OPEN') return;
    let bytes = 0;
    let first: PublishedAgain | null = null;
    for await (const { file, origins } of this.#find(draft)) {
      const held = origins.find(({ asset }) => asset.community !== null && !asset.isWithdrawn);
      if (held === undefined) continue;
      bytes += file.bytes;
      first ??= { ...held, file };
    }
    if (first === null || bytes * 2 <= draft.files.reduce((sum, file) => sum + file.bytes, 0)) return;
    const { file, asset, path } = first;
    throw new HeldForCommunityError({ path: file.path, assetId: asset.id, assetPath: path });
  }

  async *#find({ organizationId, assetId, files }: DraftOfFiles) {
    const uploaded = files.filter(({ uploadId, digest }) => uploadId !== null && digest !== null);
    for (let from = 0; from < uploaded.length; from += CONTENTS_AT_ONCE) {
      const some = uploaded.slice(from, from + CONTENTS_AT_ONCE);
      const bySha256 = await this.#originsOf(some.flatMap(({ digest }) => digest?.sha256 ?? []));
      for (const file of some) {
        const same = bySha256.get(file.digest?.sha256 ?? '') ?? [];
        const origins = same.filter(({ asset }) => asset.holder === organizationId && asset.id !== assetId);
        if (origins.length > 0) yield { file, origins };
      }
    }
  }

  async #originsOf(sha256s: readonly string[]): Promise<Map<string, FileOrigin[]>> {
    const places = await this.#options.manifests.listByContents([...new Set(sha256s)], MAX_PLACES);
    const assets = await this.#options.assets.findByManifests([...new Set(places.map(({ root }) => root))]);
    const byRoot = new Map(assets.map((asset) => [asset.filesField.root, asset]));
    const origins = new Map<string, FileOrigin[]>();
    for (const { root, file } of places) {
      const asset = byRoot.get(root);
      if (asset === undefined) continue;
      const same = origins.get(file.sha256) ?? [];
      if (same.length === 0) origins.set(file.sha256, same);
      same.push({ asset, path: file.path });
    }
    return origins;
  }
}
