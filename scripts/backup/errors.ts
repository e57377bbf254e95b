import { CommandError } from '@lanran/client/errors';

/** The file is not what was written: cut short or changed. */
export class BackupDamagedError extends CommandError {
  override readonly name = 'BackupDamagedError';
  constructor(file: string, problem: string) {
    super(
      'BACKUP_DAMAGED',
      `The backup ${file} is damaged: ${problem}. Nothing was restored; use another backup.`,
    );
  }
}

/** A backup or a restore that can't be begun; nothing was changed. */
export class BackupRefusedError extends CommandError {
  override readonly name = 'BackupRefusedError';
  constructor(advice: string, options?: ErrorOptions) {
    super('BACKUP_REFUSED', advice, options);
  }
}
