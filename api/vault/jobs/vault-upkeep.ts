import { fieldValue } from '@lanran/protocol/log/body';
import { parseAssetId } from '@lanran/protocol/kernel/ids';
import { parseFilesField } from '@lanran/protocol/files/manifest';
import type { Asset, AssetFile } from '../../assets/domain/asset.ts';
import { ContentUnreadableError } from '../../platform/kernel/errors.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { CursorStore } from '../../platform/jobs/cursor-store.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { SealedFile, SealedFileStore } from '../ports/sealed-file-store.ts';
import type { Vault } from '../ports/vault.ts';
import type { VaultKeysInUse } from '../services/vault-keys-in-use.ts';
import type { Job } from '../../platform/jobs/job-runner.ts';
import type { OriginalHolders } from '../ports/original-holders.ts';

const FILES_A_RUN = 4;
const FILES_AT_ONCE = 500;
/** As many places of one content are looked at for one that is open. */
const MOST_PLACES = 200;
const FOLLOWER = 'vault';
/** The length of the log when this version began: what was published since is encrypted already. */
const UNTIL = 'vault-until';
/** Contents let go of so far, and those of them that were removed since. */
const RELEASED = 'vault-released';
const COLLECTED = 'vault-collected';

export interface VaultUpkeepOptions {
  readonly leaves: Pick<LeafStore, 'size' | 'list'>;
  readonly cursors: CursorStore;
  readonly manifests: Pick<ManifestStore, 'list' | 'listBySha256'>;
  readonly assets: Pick<AssetStore, 'find'>;
  readonly sealedFiles: Pick<SealedFileStore, 'find' | 'listUnsettled' | 'countUnsettled'>;
  readonly vault: Vault;
  readonly custody: OriginalHolders;
  readonly keysInUse: Pick<VaultKeysInUse, 'countUnderFormer'>;
  /** Does the work while this process alone stores files; false where there are others. */
  readonly whileAlone: (work: () => Promise<void>) => Promise<boolean>;
  readonly everyMs: number;
}

/**
 * Keeps originals that are not for everyone encrypted: what an older installation stored in clear is encrypted and removed,
 * and what the operator or an organization asked for, and what follows from custody, is done file by file. Goes on where a
 * kill ended it.
 */
export class VaultUpkeep implements Job {
  readonly name = 'vault';
  readonly everyMs: number;
  readonly #options: VaultUpkeepOptions;
  readonly #begunAt = new Date();
  #isSwept = false;
  #last: SealedFile | null = null;
  readonly #failures: Error[] = [];
  /** Manifests of versions that are open, as far as the log was read. */
  readonly #openRoots = new Set<string>();
  #openUpTo = 0;

  constructor(options: VaultUpkeepOptions) {
    this.#options = options;
    this.everyMs = options.everyMs;
  }

  async run(): Promise<'more' | 'idle'> {
    const { vault, custody, whileAlone } = this.#options;
    // What others are about to store looks like what a kill left.
    if (!this.#isSwept) this.#isSwept = await whileAlone(() => vault.sweep(this.#begunAt));
    if ((await custody.follow()) === 'more') return 'more';
    if ((await this.#settleSome()) === 'more' || (await this.#follow()) === 'more') return 'more';
    await this.#collect();
    const failures = this.#failures.splice(0);
    const [first] = failures;
    if (first !== undefined)
      throw new Error(`${failures.length} files could not be encrypted anew; the first: ${reasonOf(first)}`, {
        cause: first,
      });
    return 'idle';
  }

  /** Files with work to do or under a former vault key, whether or not it was asked to rotate them, and leaves not looked at. */
  async behind(): Promise<number> {
    const { cursors, sealedFiles, custody, keysInUse } = this.#options;
    const unread = Math.max(0, (await this.#until()) - (await cursors.read(FOLLOWER)));
    const files = (await sealedFiles.countUnsettled()) + (await keysInUse.countUnderFormer());
    return unread + (await custody.behind()) + files;
  }

  /** One that fails is passed over, so that it holds up no other. */
  async #settleSome(): Promise<'more' | 'done'> {
    const { sealedFiles, vault, custody } = this.#options;
    const files = await sealedFiles.listUnsettled(this.#last, FILES_A_RUN);
    for (const file of files) {
      try {
        await vault.handOver(file, (content) => custody.holdersOf(content));
        await this.#noteReleased();
      } catch (error) {
        this.#failures.push(error instanceof Error ? error : new Error(String(error)));
      }
    }
    const isMore = files.length === FILES_A_RUN;
    this.#last = isMore ? (files.at(-1) ?? null) : null;
    return isMore ? 'more' : 'done';
  }

  async #follow(): Promise<'more' | 'idle'> {
    const { leaves, cursors } = this.#options;
    const position = await cursors.read(FOLLOWER);
    const until = await this.#until();
    if ((await cursors.read(UNTIL)) === 0) await cursors.advance(UNTIL, until);
    const [leaf] = await leaves.list(position, Math.min(until, position + 1));
    if (leaf === undefined || !(await this.#sealVersion(leaf))) return 'idle';
    await cursors.advance(FOLLOWER, position + 1);
    return position + 1 < until ? 'more' : 'idle';
  }

  async #until(): Promise<number> {
    const { leaves, cursors } = this.#options;
    const known = await cursors.read(UNTIL);
    return known > 0 ? known : leaves.size();
  }

  /** False while the asset is not known yet. */
  async #sealVersion(leaf: LoggedStatement): Promise<boolean> {
    const root = filesRootOf(leaf);
    if (root === null) return true;
    const asset = await this.#options.assets.find(parseAssetId(leaf.statement.assetId));
    if (asset === null) return false;
    if (asset.metadata.access === 'OPEN') return true;
    const { manifests } = this.#options;
    for (let from = 0; from < root.count; from += FILES_AT_ONCE) {
      const files = await manifests.list(root.root, from, Math.min(root.count, from + FILES_AT_ONCE));
      for (const file of files) await this.#seal(file, asset);
    }
    return true;
  }

  async #seal(file: AssetFile, { holder: organizationId }: Asset): Promise<void> {
    const { sealedFiles, vault } = this.#options;
    const known = await sealedFiles.find(file.cid, organizationId);
    if (known?.current == null) await vault.keepSealed({ cid: file.cid, organizationId });
    if (await this.#isOpenElsewhere(file)) return;
    await vault.releaseClear(file.cid);
    await this.#noteReleased();
  }

  async #isOpenElsewhere({ sha256 }: AssetFile): Promise<boolean> {
    const { leaves, manifests, assets } = this.#options;
    const size = await leaves.size();
    for (; this.#openUpTo < size; this.#openUpTo++) {
      const [leaf] = await leaves.list(this.#openUpTo, this.#openUpTo + 1);
      const root = leaf === undefined ? null : filesRootOf(leaf);
      if (leaf === undefined || root === null) continue;
      const asset = await assets.find(parseAssetId(leaf.statement.assetId));
      if (asset?.metadata.access === 'OPEN') this.#openRoots.add(root.root);
    }
    const places = await manifests.listBySha256(sha256, MOST_PLACES);
    return places.some(({ root }) => this.#openRoots.has(root));
  }

  async #noteReleased(): Promise<void> {
    const { cursors } = this.#options;
    await cursors.advance(RELEASED, (await cursors.read(RELEASED)) + 1);
  }

  async #collect(): Promise<void> {
    const { cursors, vault } = this.#options;
    const released = await cursors.read(RELEASED);
    if ((await cursors.read(COLLECTED)) >= released) return;
    await vault.collectGarbage();
    await cursors.advance(COLLECTED, released);
  }
}

/** This is read by the operator. */
function reasonOf(error: Error): string {
  const { cause } = error;
  return error instanceof ContentUnreadableError && cause instanceof Error ? cause.message : error.message;
}

function filesRootOf({ body }: LoggedStatement) {
  const field = fieldValue({ fields: body }, 'files');
  return field === undefined ? null : parseFilesField(field);
}
