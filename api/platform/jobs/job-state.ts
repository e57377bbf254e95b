export const JOB_ACTIVITIES = ['RUNNING', 'IDLE', 'FAILED'] as const;
export type JobActivity = (typeof JOB_ACTIVITIES)[number];

/** What a repeated job is doing. */
export interface JobState {
  readonly name: string;
  /** FAILED: its last run failed; it is repeated after a pause. */
  readonly state: JobActivity;
  /** When its last run began; null before the first. */
  readonly lastRunAt: Date | null;
  readonly lastError: string | null;
  /** Leaves or blocks it has yet to follow; null for a job that follows nothing. */
  readonly behind: number | null;
}
