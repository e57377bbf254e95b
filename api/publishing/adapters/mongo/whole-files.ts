import type { Addition, WholeFile } from '../../../ingest/ports/draft-files.ts';
import type { Mutex } from '../../../platform/concurrency/mutex.ts';
import {
  ConflictError,
  FileAsFolderError,
  NotFoundError,
  TwinPathError,
} from '../../../platform/kernel/errors.ts';
import { type DraftFile, uploadsOf } from '../../domain/draft.ts';
import type { MongoDraftFiles } from './draft-files.ts';
import type { OpenDrafts } from './open-drafts.ts';

/** Others may announce or withdraw the same path between our look and our write. */
export const MAX_ATTEMPTS = 20;

/** What a draft has for a file that comes whole. */
interface FoundAtPlace {
  readonly isOpen: boolean;
  readonly before: DraftFile | undefined;
  /** Why the draft takes no more files. */
  readonly full: Error | undefined;
  /** A file that is a folder of this one, or the other way round. */
  readonly clash: string | undefined;
}

interface WholeFilesParts {
  readonly open: OpenDrafts;
  readonly files: MongoDraftFiles;
  readonly turns: Mutex<string>;
}

/** Files that come whole to drafts, many at once. */
export class WholeFiles {
  readonly #open: OpenDrafts;
  readonly #files: MongoDraftFiles;
  readonly #turns: Mutex<string>;

  constructor({ open, files, turns }: WholeFilesParts) {
    this.#open = open;
    this.#files = files;
    this.#turns = turns;
  }

  async add(files: readonly WholeFile[]): Promise<Addition[]> {
    const outcomes = new Map<WholeFile, Addition>();
    let busy = files;
    for (let attempt = 0; attempt < MAX_ATTEMPTS && busy.length > 0; attempt++) {
      for (const [file, addition] of await this.#tryWhole(busy)) outcomes.set(file, addition);
      busy = busy.filter((file) => !outcomes.has(file));
    }
    return files.map((file) => outcomes.get(file) ?? refuse(file, busyPath(file.path)));
  }

  /** Nothing of those whose places others changed meanwhile. */
  async #tryWhole(files: readonly WholeFile[]): Promise<Map<WholeFile, Addition>> {
    const ids = new Set(files.map(({ draftId }) => draftId));
    return this.#turns.takeAll(ids, async () => {
      const open = await this.#open.findMany([...ids]);
      const there = await this.#files.findManyAt(files);
      const fresh = files.filter((file) => open.has(file.draftId) && !there.has(file));
      const refused = await this.#open.takeRoom(fresh);
      const added = fresh.filter(({ draftId }) => !refused.has(draftId));
      const twice = await this.#files.insertMany(
        added.map((file) => ({
          place: file,
          organizationId: open.get(file.draftId)?.organizationId ?? '',
          file: toWhole(file),
        })),
      );
      const standing = added.filter((file) => !twice.has(file));
      const clashes =
        standing.length === 0 ? new Map<WholeFile, string>() : await this.#files.findClashes(standing);
      if (clashes.size > 0) await this.#files.removeMany([...clashes.keys()]);
      await this.#open.giveBack([...clashes.keys(), ...twice]);
      const additions = new Map<WholeFile, Addition>();
      await Promise.all(
        files.map(async (file) => {
          if (twice.has(file)) return;
          const addition = await this.#additionOf(file, {
            isOpen: open.has(file.draftId),
            before: there.get(file),
            full: refused.get(file.draftId),
            clash: clashes.get(file),
          });
          if (addition !== null) additions.set(file, addition);
        }),
      );
      return additions;
    });
  }

  /** Null when another came to its place meanwhile. */
  async #additionOf(
    file: WholeFile,
    { isOpen, before, full, clash }: FoundAtPlace,
  ): Promise<Addition | null> {
    if (!isOpen) return refuse(file, new NotFoundError(`Draft ${file.draftId}`));
    if (before !== undefined) return this.#putInPlaceOf(before, file);
    if (full !== undefined) return refuse(file, full);
    if (clash !== undefined) return refuse(file, new FileAsFolderError(file.path, clash));
    return { refusal: null, leftovers: [] };
  }

  /** Null when it changed meanwhile. */
  async #putInPlaceOf(before: DraftFile, file: WholeFile): Promise<Addition | null> {
    const { draftId, path, uploadId, digest } = file;
    if (before.path !== path) return refuse(file, new TwinPathError(path, before.path));
    if (before.digest?.sha256 === digest.sha256) return { refusal: null, leftovers: [uploadId] };
    if (!(await this.#files.replace(draftId, before, toWhole(file)))) return null;
    await this.#open.note(draftId);
    return { refusal: null, leftovers: uploadsOf(before) };
  }
}

function toWhole({ path, uploadId, digest }: WholeFile): DraftFile {
  return { path, uploadId, bytes: digest.bytes, digest };
}

function refuse({ uploadId }: WholeFile, refusal: Error): Addition {
  return { refusal, leftovers: [uploadId] };
}

export function busyPath(path: string): ConflictError {
  return new ConflictError(`${path} is being uploaded by several clients at once. Let one of them finish.`);
}
