import { fieldValue } from '@lanran/protocol/body';
import { parseFilesField } from '@lanran/protocol/manifest';
import type { AssetFile } from '../domain/asset.ts';
import { ContentMissingError } from '../domain/errors.ts';
import type { LoggedStatement } from '../domain/logged-statement.ts';
import type { FileDescription } from '../domain/picture.ts';
import type { CursorStore } from '../ports/cursor-store.ts';
import type { FileDescriptionStore } from '../ports/file-description-store.ts';
import type { LeafStore } from '../ports/leaf-store.ts';
import type { ManifestStore } from '../ports/manifest-store.ts';
import type { FileDescriptions } from '../services/file-descriptions.ts';
import type { Job } from './job-runner.ts';

const LEAVES_A_RUN = 100;
/** As many files of a version as its list shows. */
const MAX_FILES = 1_000;
/** Files looked at in one run, so that a stop waits for no more. */
const FILES_A_RUN = 8;

export interface PictureFollowerOptions {
  readonly leaves: Pick<LeafStore, 'size' | 'list'>;
  readonly cursors: CursorStore;
  readonly manifests: Pick<ManifestStore, 'list'>;
  readonly covers: Pick<FileDescriptionStore, 'setCover'>;
  readonly descriptions: Pick<FileDescriptions, 'findMany' | 'describe'>;
  readonly everyMs: number;
}

/** Follows the log and describes the files of each published version; what was described before a kill is not done again. */
export class PictureFollower implements Job {
  readonly name = 'pictures';
  readonly everyMs: number;
  readonly #options: PictureFollowerOptions;

  constructor(options: PictureFollowerOptions) {
    this.#options = options;
    this.everyMs = options.everyMs;
  }

  async run(): Promise<'more' | 'idle'> {
    const { leaves, cursors } = this.#options;
    const position = await cursors.read(this.name);
    const batch = await leaves.list(position, Math.min(await leaves.size(), position + LEAVES_A_RUN));
    let budget = FILES_A_RUN;
    for (const [at, leaf] of batch.entries()) {
      const described = await this.#describeVersion(leaf, budget);
      if (described === 'unfinished') {
        await cursors.advance(this.name, position + at);
        return 'more';
      }
      budget -= described;
    }
    await cursors.advance(this.name, position + batch.length);
    return batch.length === LEAVES_A_RUN ? 'more' : 'idle';
  }

  /** How many files were looked at, or `unfinished` when the budget did not suffice. */
  async #describeVersion(leaf: LoggedStatement, budget: number): Promise<number | 'unfinished'> {
    const field = fieldValue({ fields: leaf.body }, 'files');
    if (field === undefined) return 0;
    const { root, count } = parseFilesField(field);
    const files = await this.#options.manifests.list(root, 0, Math.min(count, MAX_FILES));
    const known = await this.#options.descriptions.findMany(files.map(({ sha256 }) => sha256));
    let described = 0;
    let cover: number | null = null;
    for (const [index, file] of files.entries()) {
      let description = known[index] ?? null;
      if (description === null) {
        if (described >= budget) return 'unfinished';
        described += 1;
        description = await this.#describe(file);
      }
      if (cover === null && description !== null && description.picture !== null) {
        cover = index;
        await this.#options.covers.setCover(root, index);
      }
    }
    return described;
  }

  /** Null when the store lost the file: that is fixity's to say, and no reason to leave all others without pictures. */
  async #describe(file: AssetFile): Promise<FileDescription | null> {
    try {
      return await this.#options.descriptions.describe(file);
    } catch (error) {
      if (error instanceof ContentMissingError) return null;
      throw error;
    }
  }
}
