import { BACKUP_STATES, BACKUP_ACT_KINDS } from '../domain/backup.ts';
import { enumOf } from '../../platform/graphql/enum-of.ts';

export const BackupStateEnum = enumOf(BACKUP_STATES, 'BackupState', 'How far a backup is.');

export const BackupActKindEnum = enumOf(
  BACKUP_ACT_KINDS,
  'BackupActKind',
  'FETCH: a download was permitted. SET_RECIPIENT, CLEAR_RECIPIENT: whom backups are encrypted to.',
);
