import { parseFilesField } from '@lanran/protocol/files/manifest';
import { fieldValue } from '@lanran/protocol/log/body';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { type AssetId, parseAssetId } from '@lanran/protocol/kernel/ids';
import type { AssetFile } from '../../assets/domain/asset.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { CursorStore } from '../../platform/jobs/cursor-store.ts';
import type { FixityStore } from '../ports/fixity-store.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { Job } from '../../platform/jobs/job-runner.ts';

const LEAVES_A_RUN = 200;
const FILES_AT_ONCE = 1_000;
/** Of a version whose files are registered together with those of others. */
const FEW_FILES = 100;

export interface OriginalRegistrationOptions {
  readonly leaves: Pick<LeafStore, 'size' | 'list'>;
  readonly cursors: CursorStore;
  readonly manifests: Pick<ManifestStore, 'list' | 'listStarts'>;
  readonly fixityFiles: Pick<FixityStore, 'register'>;
  readonly everyMs: number;
}

/** Follows the log, so that every original of every version is known to fixity; repeating a leaf changes nothing. */
export class OriginalRegistration implements Job {
  readonly name = 'fixity-files';
  readonly everyMs: number;
  readonly #options: OriginalRegistrationOptions;

  constructor(options: OriginalRegistrationOptions) {
    this.#options = options;
    this.everyMs = options.everyMs;
  }

  async run(): Promise<'more' | 'idle'> {
    const { leaves, cursors } = this.#options;
    const position = await cursors.read(this.name);
    const size = await leaves.size();
    const batch = await leaves.list(position, Math.min(size, position + LEAVES_A_RUN));
    await this.#register(batch.flatMap(versionOf));
    if (batch.length > 0) await cursors.advance(this.name, position + batch.length);
    return position + batch.length < size ? 'more' : 'idle';
  }

  async behind(): Promise<number> {
    const { leaves, cursors } = this.#options;
    return Math.max(0, (await leaves.size()) - (await cursors.read(this.name)));
  }

  /** Resolves when the originals of versions among the first `logSize` leaves are known. */
  async followTo(logSize: number): Promise<void> {
    while ((await this.#options.cursors.read(this.name)) < logSize) await this.run();
  }

  async #register(versions: readonly Version[]): Promise<void> {
    const { manifests, fixityFiles } = this.#options;
    let ofFew: Version[] = [];
    for (const version of versions) {
      const { root, count } = version;
      if (count <= FEW_FILES) {
        ofFew.push(version);
        continue;
      }
      // In the order of the log: the first version that has a content is told of.
      await this.#registerTogether(ofFew);
      ofFew = [];
      for (let from = 0; from < count; from += FILES_AT_ONCE) {
        const files = await manifests.list(root, from, Math.min(count, from + FILES_AT_ONCE));
        await fixityFiles.register(originals(version, files));
      }
    }
    await this.#registerTogether(ofFew);
  }

  async #registerTogether(versions: readonly Version[]): Promise<void> {
    if (versions.length === 0) return;
    const { manifests, fixityFiles } = this.#options;
    const starts = await manifests.listStarts(
      versions.map(({ root }) => root),
      FEW_FILES,
    );
    await fixityFiles.register(versions.flatMap((version) => originals(version, starts.get(version.root))));
  }
}

interface Version {
  readonly root: Hex;
  readonly count: number;
  readonly assetId: AssetId;
  readonly leafIndex: number;
  readonly readAt: Date;
}

function versionOf({ index, statement, body, appendedAt }: LoggedStatement): Version[] {
  const field = fieldValue({ fields: body }, 'files');
  if (field === undefined) return [];
  const { root, count } = parseFilesField(field);
  return [{ root, count, assetId: parseAssetId(statement.assetId), leafIndex: index, readAt: appendedAt }];
}

function originals({ assetId, leafIndex, readAt }: Version, files: readonly AssetFile[] = []) {
  return files.map(({ sha256, cid, bytes, path }) => {
    return { sha256, cid, bytes, path, assetId, leafIndex, readAt };
  });
}
