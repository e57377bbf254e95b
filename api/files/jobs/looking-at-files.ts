import type { IndexedFile, ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { FileJob, JobFile } from '../domain/file-job.ts';
import type { FileDescription } from '../domain/picture.ts';
import type { FileDescriptionStore } from '../ports/file-description-store.ts';
import type { FileJobStore } from '../ports/file-job-store.ts';
import type { FileDescriptions } from '../services/file-descriptions.ts';
import type { HeldContents } from '../services/held-contents.ts';
import {
  type FileJobKind,
  type FileJobPlan,
  isCurrent,
  type JobRun,
  type WorkedFile,
} from './file-job-kind.ts';

export const FILES_A_STEP = 64;
/** Then others get their turn. */
const TURN_MS = 2_000;

export interface LookingAtFilesOptions {
  readonly manifests: Pick<ManifestStore, 'list' | 'listStarts'>;
  readonly descriptions: Pick<FileDescriptions, 'findMany' | 'describeMany'>;
  readonly covers: Pick<FileDescriptionStore, 'offerCover'>;
  readonly held: Pick<HeldContents, 'whileHeld'>;
  readonly plan: FileJobPlan;
  readonly store: Pick<FileJobStore, 'enqueue'>;
  readonly clock: Clock;
}

/** Looks at the files of a version, many at a time. What fails for a file, or takes long, becomes a job of that file. */
export class LookingAtFiles {
  readonly #options: LookingAtFilesOptions;

  constructor(options: LookingAtFilesOptions) {
    this.#options = options;
  }

  /** @returns the index of the first file that is left; null when none is. @throws the signal's reason */
  async look({ file, until = 0 }: FileJob, { signal, progress }: JobRun): Promise<number | null> {
    const { manifests, clock } = this.#options;
    const end = clock.now().getTime() + TURN_MS;
    for (let from = file.index; from < until; from += FILES_A_STEP) {
      if (from > file.index && clock.now().getTime() >= end) return from;
      signal.throwIfAborted();
      const files = await manifests.list(file.root, from, Math.min(until, from + FILES_A_STEP));
      await this.#lookAt(distinct(files.map((each) => jobFile(each, file))), signal);
      progress((from + files.length) / until);
    }
    return null;
  }

  /** At all files of versions that have few of them, at once. @throws the signal's reason */
  async lookAtVersions(jobs: readonly FileJob[], { signal }: Pick<JobRun, 'signal'>): Promise<void> {
    const roots = jobs.map(({ file }) => file.root);
    const most = Math.max(...jobs.map(({ until = 0 }) => until));
    const starts = await this.#options.manifests.listStarts(roots, most);
    signal.throwIfAborted();
    const files = jobs.flatMap(({ file }) =>
      distinct((starts.get(file.root) ?? []).map((each) => jobFile(each, file))),
    );
    await this.#lookAt(files, signal);
  }

  /**
   * Does work of a kind for the files that a job names. One that did not come to an end, as by a kill, leaves a job for each of them.
   * @returns the index of the first file that is left; null when none is. @throws the signal's reason
   */
  async work({ file, until = 0, attempts }: FileJob, kind: FileJobKind, run: JobRun): Promise<number | null> {
    const { manifests, plan, store, clock } = this.#options;
    const end = clock.now().getTime() + TURN_MS;
    const listed = await manifests.list(file.root, file.index, until);
    const files = distinct(listed.map((each) => jobFile(each, file)));
    const isOver = () => clock.now().getTime() >= end;
    const { failed, count } =
      kind.runMany === undefined || attempts > 1
        ? { failed: files, count: files.length }
        : await kind.runMany(files, { ...run, isOver });
    await store.enqueue(failed.map((each) => plan.jobFor(each, kind, clock.now())));
    return files[count]?.index ?? null;
  }

  async #lookAt(files: readonly JobFile[], signal: AbortSignal): Promise<void> {
    await this.#options.held.whileHeld(files, async () => {
      const descriptions = await this.#describe(files);
      signal.throwIfAborted();
      const pictures = files.filter((_, at) => descriptions[at]?.picture != null);
      const covers = new Map(pictures.toReversed().map(({ root, index }) => [root, index]));
      for (const [root, index] of covers) await this.#options.covers.offerCover(root, index);
      await this.#work(files, { descriptions, signal });
    });
  }

  /** In the order of the files; null for what can't be looked at now. */
  async #describe(files: readonly JobFile[]): Promise<(FileDescription | null)[]> {
    const { descriptions } = this.#options;
    const known = await descriptions.findMany(files.map(({ sha256 }) => sha256));
    const isKnown = (at: number) => isCurrent(known[at] ?? null) && known[at]?.refusal === null;
    const fresh = await descriptions.describeMany(files.filter((_, at) => !isKnown(at)));
    return files.map(({ sha256 }, at) => (isKnown(at) ? known[at] : fresh.get(sha256)) ?? null);
  }

  /** Jobs are enqueued last: a kill before that repeats the step, in which what was kept costs no work again. */
  async #work(
    files: readonly JobFile[],
    {
      descriptions,
      signal,
    }: { readonly descriptions: readonly (FileDescription | null)[]; readonly signal: AbortSignal },
  ): Promise<void> {
    const { plan, store, clock } = this.#options;
    const now = clock.now();
    // What was refused is looked at by a job of its own, which keeps the reason.
    const sound = descriptions.map((each) => (each?.refusal === null ? each : null));
    const worked = files.flatMap((file, at): WorkedFile[] => {
      const description = sound[at] ?? null;
      return description === null ? [] : [{ ...file, description }];
    });
    const done = new Map<string, ReadonlySet<string>>();
    for (const kind of plan.kinds) {
      const applying = worked.filter((file) => kind.appliesTo(file));
      if (kind.runAtOnce === undefined || applying.length === 0) continue;
      done.set(kind.kind, await kind.runAtOnce(applying, { signal }));
      signal.throwIfAborted();
    }
    const jobs = files
      .flatMap((file, at) => plan.jobsFor(file, sound[at] ?? null, now))
      .filter(({ kind, file }) => done.get(kind)?.has(file.sha256) !== true);
    await store.enqueue(
      plan.kinds.reduce<readonly FileJob[]>((left, kind) => this.#together(left, kind, now), jobs),
    );
  }

  /** The jobs of a kind that works on many files as one job a version. */
  #together(jobs: readonly FileJob[], kind: FileJobKind, now: Date): readonly FileJob[] {
    if (kind.runMany === undefined) return jobs;
    const versions = new Map<string, FileJob[]>();
    for (const job of jobs) {
      if (job.kind !== kind.kind) continue;
      versions.set(job.file.root, [...(versions.get(job.file.root) ?? []), job]);
    }
    const together = [...versions.values()].flatMap((alike) => {
      const files = alike.map(({ file }) => file);
      return isSeveral(files) ? [this.#options.plan.jobForSome(files, kind, now)] : alike;
    });
    return [...jobs.filter((job) => job.kind !== kind.kind), ...together];
  }
}

function isSeveral(files: readonly JobFile[]): files is readonly [JobFile, ...JobFile[]] {
  return files.length > 1;
}

function jobFile(
  { index, path, bytes, sha256, cid }: IndexedFile,
  { organizationId, assetId, access, root }: JobFile,
): JobFile {
  return { organizationId, assetId, access, root, index, path, bytes, sha256, cid };
}

/** The same content may stand in a version twice. */
function distinct(files: readonly JobFile[]): JobFile[] {
  return [...new Map(files.toReversed().map((file) => [file.sha256, file])).values()].toReversed();
}
