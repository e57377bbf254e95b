import { type FixitySchedule, type FixityScope, nextRunAt } from '../domain/fixity.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { FixityRunStore, FixityStore } from '../ports/fixity-store.ts';
import type { FixityRuns } from '../services/fixity-runs.ts';
import type { UnreadableRecheck } from '../services/recheck-unreadable.ts';
import type { Job } from '../../platform/jobs/job-runner.ts';

const LOOK_EVERY_MS = 60_000;
const ALL = { scope: 'ALL', assetId: null } as const;

export interface FixityRunnerOptions {
  readonly runs: Pick<FixityRuns, 'begin' | 'advance'>;
  readonly digester: { rest(): Promise<void> };
  /** Looked at once, before the first run. */
  readonly readableAgain?: Pick<UnreadableRecheck, 'run'>;
}

export interface FixityTimetable {
  readonly schedule: FixitySchedule;
  readonly fixityFiles: Pick<FixityStore, 'oldestReadAt'>;
  readonly fixityRuns: Pick<FixityRunStore, 'findCurrent' | 'findLast'>;
  readonly clock: Clock;
}

/**
 * Goes on with the runs of one scope. Those of one asset, which people wait for, have a runner of their own: a run of everything may
 * take days.
 */
export class FixityRunner implements Job {
  readonly name: string;
  readonly everyMs = LOOK_EVERY_MS;
  readonly #scope: FixityScope;
  readonly #options: FixityRunnerOptions;
  readonly #timetable: FixityTimetable | null;
  #hasLooked = false;

  /** With a timetable it begins runs of everything by itself. */
  constructor(scope: FixityScope, options: FixityRunnerOptions, timetable: FixityTimetable | null = null) {
    this.name = scope === 'ALL' ? 'fixity' : 'fixity-checks';
    this.#scope = scope;
    this.#options = options;
    this.#timetable = timetable;
  }

  async run(): Promise<'more' | 'idle'> {
    const { runs, digester, readableAgain } = this.#options;
    if (!this.#hasLooked) await readableAgain?.run();
    this.#hasLooked = true;
    if (this.#timetable !== null && (await isDue(this.#timetable))) await runs.begin(ALL);
    const outcome = await runs.advance(this.#scope);
    if (outcome === 'idle') await digester.rest();
    return outcome;
  }
}

async function isDue({ schedule, fixityFiles, fixityRuns, clock }: FixityTimetable): Promise<boolean> {
  if ((await fixityRuns.findCurrent(ALL)) !== null) return false;
  const [oldestReadAt, lastRun] = await Promise.all([fixityFiles.oldestReadAt(), fixityRuns.findLast(ALL)]);
  const at = nextRunAt(schedule, { oldestReadAt, lastRun });
  return at !== null && at <= clock.now();
}
