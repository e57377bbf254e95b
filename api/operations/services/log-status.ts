import { parseNote } from '@lanran/protocol/log/note';
import type { Actor } from '../../platform/kernel/actor.ts';
import { ForbiddenError, SignInRequiredError } from '../../platform/kernel/errors.ts';
import type { JobState } from '../../platform/jobs/job-state.ts';
import type { AnchorStore } from '../../log/ports/anchor-store.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { Operators } from '../../organizations/services/operators.ts';
import type { StatementLog } from '../../log/services/statement-log.ts';

export interface LogStatusOptions {
  readonly log: Pick<StatementLog, 'size' | 'checkpointAt'>;
  readonly anchors: Pick<AnchorStore, 'findLatest'>;
  readonly leaves: Pick<LeafStore, 'find'>;
  readonly jobs: { states(): Promise<JobState[]> };
  readonly operators: Pick<Operators, 'holdsOffice'>;
}

export interface LogStatus {
  /** Leaves. */
  readonly size: number;
  /** The signed note of that size. */
  readonly checkpoint: string;
  readonly anchoredSize: number;
  readonly anchoredAt: Date | null;
  /** Leaves that no anchor covers yet. */
  readonly pending: number;
  /** Further signatures on the checkpoint. */
  readonly witnesses: number;
}

/** How far the log has come, and the jobs that follow it. */
export class LogStatusService {
  readonly #options: LogStatusOptions;

  constructor(options: LogStatusOptions) {
    this.#options = options;
  }

  async status(): Promise<LogStatus> {
    const { log, anchors } = this.#options;
    const [size, anchor] = await Promise.all([log.size(), anchors.findLatest()]);
    const checkpoint = await log.checkpointAt(size);
    const anchoredSize = anchor?.size ?? 0;
    return {
      size,
      checkpoint,
      anchoredSize,
      anchoredAt: anchor === null ? null : new Date(anchor.blockTime * 1000),
      pending: Math.max(0, size - anchoredSize),
      witnesses: parseNote(checkpoint, 'checkpoint').signatures.length - 1,
    };
  }

  /** When the leaf was appended; null for one that the log does not have. */
  async appendedAt(index: number): Promise<Date | null> {
    return (await this.#options.leaves.find(index))?.appendedAt ?? null;
  }

  /** For members, the operator and the accreditor: errors may name backing services. */
  async jobs(actor: Actor): Promise<JobState[]> {
    const { jobs, operators } = this.#options;
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    if (actor.memberships.length > 0 || (await operators.holdsOffice(actor))) return jobs.states();
    throw new ForbiddenError(
      'Jobs are shown to members of an organization, the operator and the accreditor. Sign in with a key of one of them.',
    );
  }
}
