import { ClientError } from '@lanran/sdk/kernel/errors';

/** The file is not what was written: cut short or changed. */
export class BackupDamagedError extends ClientError {
  override readonly name = 'BackupDamagedError';
  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(
      'BACKUP_DAMAGED',
      `The backup ${file} is damaged: ${problem}. Nothing was restored; use another backup.`,
      options,
    );
  }
}

/** A backup or a restore that can't be begun; nothing was changed. */
export class BackupRefusedError extends ClientError {
  override readonly name = 'BackupRefusedError';
  constructor(advice: string, options?: ErrorOptions) {
    super('BACKUP_REFUSED', advice, options);
  }
}

/** The backup is encrypted and no identity at hand opens it. */
export class BackupEncryptedError extends ClientError {
  override readonly name = 'BackupEncryptedError';
  /** `cause` where identities were tried. */
  constructor(file: string, options?: ErrorOptions) {
    super(
      'BACKUP_ENCRYPTED',
      options === undefined
        ? `The backup ${file} is encrypted with age. Name the file of its identity: --identity FILE`
        : `The backup ${file} is encrypted to another key than those of --identity, or its header is damaged. Name the identity of the recipient it was made for.`,
      options,
    );
  }
}
