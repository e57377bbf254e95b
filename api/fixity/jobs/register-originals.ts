import { parseFilesField } from '@lanran/protocol/files/manifest';
import { fieldValue } from '@lanran/protocol/log/body';
import { parseAssetId } from '@lanran/protocol/kernel/ids';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { CursorStore } from '../../platform/jobs/cursor-store.ts';
import type { FixityStore } from '../ports/fixity-store.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { Job } from '../../platform/jobs/job-runner.ts';

const LEAVES_A_RUN = 200;
const FILES_AT_ONCE = 1_000;

export interface OriginalRegistrationOptions {
  readonly leaves: Pick<LeafStore, 'size' | 'list'>;
  readonly cursors: CursorStore;
  readonly manifests: Pick<ManifestStore, 'list'>;
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
    for (const leaf of batch) await this.#register(leaf);
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

  async #register({ index, statement, body, appendedAt }: LoggedStatement): Promise<void> {
    const field = fieldValue({ fields: body }, 'files');
    if (field === undefined) return;
    const { manifests, fixityFiles } = this.#options;
    const { root, count } = parseFilesField(field);
    const assetId = parseAssetId(statement.assetId);
    for (let from = 0; from < count; from += FILES_AT_ONCE) {
      const files = await manifests.list(root, from, Math.min(count, from + FILES_AT_ONCE));
      await fixityFiles.register(
        files.map(({ sha256, cid, bytes, path }) => ({
          sha256,
          cid,
          bytes,
          path,
          assetId,
          leafIndex: index,
          readAt: appendedAt,
        })),
      );
    }
  }
}
