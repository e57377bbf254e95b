import type { Backup } from '../domain/backup.ts';

/** Where this installation's backups are made and kept. */
export interface BackupShelf {
  /** Begins one and returns at once. Throws ConflictError while another runs. */
  begin(now: Date): Promise<Backup>;
  /** Newest first. */
  list(): Promise<Backup[]>;
  /** Removing what is not there is harmless; not for one that runs. */
  remove(id: string): Promise<void>;
  /** Absolute path of a finished backup's file. */
  pathOf(id: string): string;
}
