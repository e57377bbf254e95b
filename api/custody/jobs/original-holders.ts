import { type AssetId, type OrganizationId, parseAssetId } from '@lanran/protocol/kernel/ids';
import { type Content, contentKey } from '../../fixity/domain/fixity.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { CursorStore } from '../../platform/jobs/cursor-store.ts';
import type { FixityStore } from '../../fixity/ports/fixity-store.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { SealedFileStore } from '../../vault/ports/sealed-file-store.ts';
import type { OriginalRegistration } from '../../fixity/jobs/register-originals.ts';

const LEAVES_A_RUN = 500;
const FILES_AT_ONCE = 1_000;
/** A content of more assets stays with whom it is. */
const MOST_PLACES = 100_000;
const FOLLOWER = 'vault-custody';

export interface OriginalHoldersOptions {
  readonly leaves: Pick<LeafStore, 'size' | 'list'>;
  readonly cursors: CursorStore;
  readonly assets: Pick<AssetStore, 'find' | 'findMany'>;
  readonly fixityFiles: Pick<FixityStore, 'listAfter' | 'listByContent'>;
  readonly fixityFollower: Pick<OriginalRegistration, 'followTo'>;
  readonly sealedFiles: Pick<SealedFileStore, 'markMoved'>;
}

/** Finds in the log whose originals moved to another holder, and says who holds a content now. */
export class OriginalHoldersFollower {
  readonly #options: OriginalHoldersOptions;

  constructor(options: OriginalHoldersOptions) {
    this.#options = options;
  }

  /** Marks the originals, of every version, of assets that moved; repeating a leaf has them looked at once more. */
  async follow(): Promise<'more' | 'done'> {
    const { leaves, cursors } = this.#options;
    const position = await cursors.read(FOLLOWER);
    const batch = await leaves.list(position, position + LEAVES_A_RUN);
    let done = 0;
    for (const leaf of batch) {
      if (leaf.statement.kind === 'transferred' && !(await this.#mark(leaf))) break;
      done += 1;
    }
    if (done > 0) await cursors.advance(FOLLOWER, position + done);
    return done === LEAVES_A_RUN ? 'more' : 'done';
  }

  /** Leaves not looked at. */
  async behind(): Promise<number> {
    const { leaves, cursors } = this.#options;
    return Math.max(0, (await leaves.size()) - (await cursors.read(FOLLOWER)));
  }

  /** Who holds an asset that has, or had in a former version, this content; of those that are not open, if there are any. */
  async holdersOf(content: Pick<Content, 'cid' | 'sha256'>): Promise<OrganizationId[]> {
    const { leaves, assets, fixityFiles, fixityFollower } = this.#options;
    await fixityFollower.followTo(await leaves.size());
    const places = await fixityFiles.listByContent(content, MOST_PLACES);
    if (places.length === MOST_PLACES) return [];
    const found = await assets.findMany([...new Set(places.map(({ assetId }) => assetId))]);
    const closed = found.filter(({ metadata }) => metadata.access !== 'OPEN');
    return [...new Set((closed.length > 0 ? closed : found).map(({ holder }) => holder))];
  }

  /** False while the read models don't show the new holder. */
  async #mark({ index, statement }: LoggedStatement): Promise<boolean> {
    const { assets, fixityFollower, sealedFiles } = this.#options;
    const assetId = parseAssetId(statement.assetId);
    await fixityFollower.followTo(index);
    const asset = await assets.find(assetId);
    if (asset !== null && asset.projectedIndex < index) return false;
    for await (const files of this.#filesOf(assetId)) {
      if (asset === null) return false;
      await sealedFiles.markMoved(files);
    }
    return true;
  }

  async *#filesOf(assetId: AssetId): AsyncGenerator<Content[]> {
    const { fixityFiles, leaves } = this.#options;
    const logSize = await leaves.size();
    for (let last: string | null = null; ;) {
      const files: Content[] = await fixityFiles.listAfter(last, { assetId, logSize, first: FILES_AT_ONCE });
      const final = files.at(-1);
      if (final === undefined) return;
      yield files;
      last = contentKey(final);
    }
  }
}
