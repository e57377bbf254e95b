import type { Address } from '@lanran/protocol/kernel/signature';

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
  /** The age recipient that it is encrypted to; null where it holds every secret in clear. */
  readonly recipient: string | null;
}

/** Whom backups are encrypted to. */
export interface BackupRecipient {
  /** `age1…`. */
  readonly recipient: string;
  readonly setAt: Date;
  readonly setBy: Address;
}

export const BACKUP_ACT_KINDS = ['CREATE', 'FETCH', 'DELETE', 'SET_RECIPIENT', 'CLEAR_RECIPIENT'] as const;

/** What somebody did with backups, so that an act of a stolen key is noticed. */
export interface BackupActRecord {
  readonly kind: (typeof BACKUP_ACT_KINDS)[number];
  /** Null where the act concerns no single backup. */
  readonly backupId: string | null;
  /** Null where the act concerns none. */
  readonly recipient: string | null;
  readonly by: Address;
  readonly at: Date;
}
