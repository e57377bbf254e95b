import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { type Actor, canActFor, membershipIn } from '../../platform/kernel/actor.ts';
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import {
  FILE_JOB_STATES,
  type FileJob,
  type FileJobLane,
  type FileJobState,
  type Particulars,
  PROBLEMS_THAT_MAY_PASS,
  RETRIED_STATES,
} from '../domain/file-job.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { FileJobFilter, FileJobStore } from '../ports/file-job-store.ts';

export interface FileJobsServiceOptions {
  readonly store: FileJobStore;
  readonly clock: Clock;
  /** The kinds that may lack something, and what they lack now. */
  readonly kinds: readonly { readonly kind: string; lacks?(): Promise<Particulars | null> }[];
  /** Tells the workers of a lane that there is work. */
  readonly nudge: (lane: FileJobLane) => void;
}

export interface JobCount {
  readonly state: FileJobState;
  readonly count: number;
  /** Of them, how many `retryAll` would try again. */
  readonly retriable: number;
}

const SHOWN_OF_ASSET = 100;

/** The work on an organization's files, for its members: to be looked at, and tried again. */
export class FileJobsService {
  readonly #options: FileJobsServiceOptions;

  constructor(options: FileJobsServiceOptions) {
    this.#options = options;
  }

  /** @throws SignInRequiredError, NotFoundError for what is not of an organization of the actor's */
  async list(actor: Actor, filter: FileJobFilter, page: PageRequest): Promise<Page<FileJob>> {
    requireMember(actor, filter.organizationId);
    return this.#options.store.list(filter, page);
  }

  /** How many are in each state, and worth another try, counted no further than `COUNTED_AT_MOST`. */
  async counts(actor: Actor, organizationId: OrganizationId): Promise<JobCount[]> {
    requireMember(actor, organizationId);
    const { store } = this.#options;
    return Promise.all(
      FILE_JOB_STATES.map(async (state) => ({
        state,
        count: await store.count({ organizationId, state }),
        retriable: RETRIED_STATES.some((each) => each === state)
          ? await store.count({ organizationId, state, problems: PROBLEMS_THAT_MAY_PASS })
          : 0,
      })),
    );
  }

  /** What could not be done for the files of an asset; nothing for whom it does not concern. */
  async undoneOf(
    actor: Actor,
    { id, holder }: { readonly id: AssetId; readonly holder: OrganizationId },
  ): Promise<FileJob[]> {
    if (membershipIn(actor, holder) === null) return [];
    const lists = await Promise.all(
      RETRIED_STATES.map((state) => this.#options.store.listByAsset(id, { state, most: SHOWN_OF_ASSET })),
    );
    return lists.flat();
  }

  /** @throws NotFoundError, ForbiddenError, ConflictError when it neither failed nor lacked something */
  async retry(actor: Actor, id: string): Promise<FileJob> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const { store, clock, nudge } = this.#options;
    const job = await store.find(id);
    const name = `Job ${id.slice(0, 200)}`;
    if (job === null || membershipIn(actor, job.file.organizationId) === null) throw new NotFoundError(name);
    requireEditor(actor, job.file.organizationId);
    const isWaiting = await store.retry(id, RETRIED_STATES, clock.now());
    const after = await store.find(id);
    if (after === null) throw new NotFoundError(name);
    if (!isWaiting && (after.state === 'DONE' || after.state === 'RUNNING'))
      throw new ConflictError(`${name} is ${after.state.toLowerCase()}. Only failed jobs are tried again.`);
    nudge(after.lane);
    return after;
  }

  /** Everything of the organization that failed or lacked something and may pass by now; returns how many. @throws as `retry` */
  async retryAll(actor: Actor, organizationId: OrganizationId): Promise<number> {
    requireMember(actor, organizationId);
    requireEditor(actor, organizationId);
    const { store, clock, nudge } = this.#options;
    let count = 0;
    for (const state of RETRIED_STATES) {
      const filter = { organizationId, state, problems: PROBLEMS_THAT_MAY_PASS };
      count += await store.retryAll(filter, clock.now());
    }
    for (const lane of ['light', 'heavy'] as const) nudge(lane);
    return count;
  }

  /** Lets those wait anew for which the machine has by now what it lacked. */
  async revive(): Promise<void> {
    const { store, clock, kinds, nudge } = this.#options;
    for (const { kind, lacks } of kinds) {
      if (lacks !== undefined && (await lacks()) === null) await store.revive(kind, clock.now());
    }
    nudge('heavy');
  }
}

function requireMember(actor: Actor, organizationId: OrganizationId): void {
  if (actor.kind === 'anonymous') throw new SignInRequiredError();
  if (membershipIn(actor, organizationId) === null) throw new NotFoundError(`Organization ${organizationId}`);
}

function requireEditor(actor: Actor, organizationId: OrganizationId): void {
  if (canActFor(actor, organizationId)) return;
  throw new ForbiddenError(
    'Viewers may look at jobs; an editor or owner of the organization tries them again.',
  );
}
