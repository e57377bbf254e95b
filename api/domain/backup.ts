export const BACKUP_STATES = ['RUNNING', 'DONE', 'FAILED'] as const;

/** One backup of this installation, kept on its own disk until it is deleted. */
export interface Backup {
  readonly id: string;
  readonly createdAt: Date;
  /** Null until it is done. */
  readonly bytes: number | null;
  readonly state: (typeof BACKUP_STATES)[number];
  /** 0 to 1 while it runs. */
  readonly progress: number | null;
  /** Why it failed. */
  readonly error: string | null;
}
