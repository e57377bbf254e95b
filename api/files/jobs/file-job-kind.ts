import {
  type FileJob,
  fileJobId,
  type FileJobLane,
  type JobFailure,
  type JobFile,
  namedKind,
  type Particulars,
  versionJobId,
} from '../domain/file-job.ts';
import { DESCRIPTION_VERSION, type FileDescription } from '../domain/picture.ts';

export type DescribedFile = Pick<JobFile, 'path' | 'bytes' | 'access'> & {
  readonly description: FileDescription;
};

export interface JobRun {
  /** Tells how far it is, 0 to 1; cheap, call it as often as you like. */
  progress(done: number): void;
  /** Aborted when the platform stops or another worker has taken the job: end soon, by throwing. */
  readonly signal: AbortSignal;
}

/**
 * A kind of work that is done once for each file of each published version. To add one: implement this, and add the object to the
 * list in `compose.ts`. The log is then followed anew, so that files published before get it too (ADR 22).
 *
 * `run` must be safe to repeat, ended at any point, and cheap when its result is kept already: the same content comes again in
 * other assets. It throws `UnworkableFileError`, which is shown to the holder, when trying again can't help; any other error is tried
 * again with back-off, up to `MAX_ATTEMPTS` times.
 */
export interface FileJobKind {
  /** Stable: part of each job's id, and shown by its name in `web/lib/pictures/file-job-text.ts`. */
  readonly kind: string;
  /** Raised when it does its work otherwise: files that had it done by an older one get it again. 1 unless given. */
  readonly revision?: number;
  /** Seconds of work are `light`, minutes are `heavy`: each lane does one job at a time. */
  readonly lane: FileJobLane;
  /** True for work that also looks at other files of the version: it is done again for each version. */
  readonly isOfVersion?: boolean;
  appliesTo(file: DescribedFile): boolean;
  /** What the machine lacks for it; null when it has all. */
  lacks?(): Promise<Particulars | null>;
  run(file: WorkedFile, run: JobRun): Promise<void>;
  /**
   * Does it, while the files are looked at, for those of them for which it costs next to nothing. Resolves to the SHA-256 of those it
   * was done for. Each of the others gets a job, which says why it fails.
   */
  runAtOnce?(files: readonly WorkedFile[], run: Pick<JobRun, 'signal'>): Promise<ReadonlySet<string>>;
  /** Does it for several of the others in one job. Absent where each gets a job. */
  runMany?(files: readonly JobFile[], run: ManyRun): Promise<ManyDone>;
}

export interface ManyRun extends JobRun {
  /** True once others are to have their turn: the rest is gone on with later. */
  isOver(): boolean;
}

export interface ManyDone {
  /** Each gets a job, which says why. */
  readonly failed: readonly JobFile[];
  /** How many of the files it looked at, from the first on. */
  readonly count: number;
}

export type WorkedFile = JobFile & DescribedFile;

/** The file can't be worked on, however often it is tried; the message says why, to its holder. */
export class UnworkableFileError extends Error {
  override readonly name = 'UnworkableFileError';
  readonly failure: JobFailure;
  constructor(failure: JobFailure, options?: ErrorOptions) {
    super(failure.detail, options);
    this.failure = failure;
  }
}

/** Looks at a file first: what else is to be done depends on what it is. */
export const DESCRIBE = 'describe';

type JobFrame = Pick<FileJobKind, 'kind' | 'revision' | 'lane' | 'isOfVersion'>;
const DESCRIBING: JobFrame = {
  kind: DESCRIBE,
  revision: DESCRIPTION_VERSION,
  lane: 'light',
  isOfVersion: true,
};

/** Which jobs there are for a file. */
export class FileJobPlan {
  readonly #kinds: readonly FileJobKind[];

  constructor(kinds: readonly FileJobKind[]) {
    this.#kinds = kinds;
  }

  /** Changes with the list of kinds, so that a new one, or a new revision of one, is brought to files published before. */
  get version(): string {
    return [...this.#kinds, DESCRIBING]
      .map(({ kind, revision }) => namedKind(kind, revision))
      .sort()
      .join('+');
  }

  get kinds(): readonly FileJobKind[] {
    return this.#kinds;
  }

  find(kind: string): FileJobKind | null {
    return this.#kinds.find((each) => each.kind === kind) ?? null;
  }

  /** Before it is described: that alone. After: every kind that applies to it. */
  jobsFor(file: JobFile, description: FileDescription | null, now: Date): FileJob[] {
    if (!isCurrent(description)) return [newJob(file, DESCRIBING, now)];
    const described = { ...file, description };
    return this.#kinds.filter((kind) => kind.appliesTo(described)).map((kind) => newJob(file, kind, now));
  }

  jobFor(file: JobFile, kind: FileJobKind, now: Date): FileJob {
    return newJob(file, kind, now);
  }

  /** Of files of a version from the first to the last of these. */
  jobForSome(files: readonly [JobFile, ...JobFile[]], kind: FileJobKind, now: Date): FileJob {
    const [first] = files;
    const file = { ...first, path: '', bytes: 0, sha256: '', cid: '' };
    const id = `${versionJobId(first, namedKind(kind.kind, kind.revision))}.${first.index}`;
    return { ...newJob(file, kind, now), id, until: (files.at(-1) ?? first).index + 1 };
  }

  /** Looks at all files of a version. */
  jobForVersion(version: PublishedFiles, now: Date): FileJob {
    const { count, ...of } = version;
    const file = { ...of, index: 0, path: '', bytes: 0, sha256: '', cid: '' };
    return { ...newJob(file, DESCRIBING, now), id: versionJobId(of, this.version), until: count };
  }
}

/** A version's files, as jobs are told of them. */
export interface PublishedFiles extends Pick<JobFile, 'organizationId' | 'assetId' | 'access' | 'root'> {
  readonly count: number;
}

/** False for one that is missing, or of older code. */
export function isCurrent(description: FileDescription | null): description is FileDescription {
  return description !== null && description.version >= DESCRIPTION_VERSION;
}

function newJob(file: JobFile, { kind, revision, lane, isOfVersion = false }: JobFrame, now: Date): FileJob {
  const id = fileJobId(file, { kind, ...(revision !== undefined && { revision }) });
  return {
    id: isOfVersion ? `${id}.${file.root}` : id,
    kind,
    lane,
    file,
    state: 'WAITING',
    progress: 0,
    attempts: 0,
    nextAttemptAt: now,
    failure: null,
    createdAt: now,
    updatedAt: now,
  };
}
