import type { Backup, BackupActRecord, BackupRecipient } from '../domain/backup.ts';

export interface BackupOrder {
  readonly now: Date;
  /** The age recipient to encrypt to; null for none. */
  readonly recipient: string | null;
}

/** Where this installation's backups are made and kept. */
export interface BackupShelf {
  /** Begins one and returns at once. Throws ConflictError while another runs. */
  begin(order: BackupOrder): Promise<Backup>;
  /** Newest first. */
  list(): Promise<Backup[]>;
  /** Removing what is not there is harmless; not for one that runs. */
  remove(backup: Backup): Promise<void>;
  /** Absolute path of a finished backup's file. */
  pathOf(backup: Backup): string;
}

/** Whom this installation's backups are encrypted to. */
export interface BackupRecipientStore {
  /** Null for nobody. Throws where it can't be read: a backup is never in clear by mistake. */
  find(): Promise<BackupRecipient | null>;
  /** Durable when it returns; null for nobody. */
  set(recipient: BackupRecipient | null): Promise<void>;
}

export interface BackupActStore {
  insert(act: BackupActRecord): Promise<void>;
  /** Newest first, at most `most`. */
  listNewest(most: number): Promise<BackupActRecord[]>;
}
