import { Field, Float, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import type { Backup, BackupActRecord } from '../domain/backup.ts';
import { BackupActKindEnum } from './enums.ts';
import { BackupStateEnum } from './enums.ts';

@ObjectType('Backup', { description: 'A copy of the installation. `fetchBackup` gives its file.' })
export class BackupNode {
  @Field(() => ID)
  declare readonly id: string;

  @Field(() => GraphQLISODateTime)
  declare readonly createdAt: Date;

  @Field(() => String, { nullable: true, description: 'Decimal text; null until it is done.' })
  declare readonly bytes: string | null;

  @Field(() => BackupStateEnum)
  declare readonly state: Backup['state'];

  @Field(() => Float, { nullable: true, description: '0 to 1 while it runs.' })
  declare readonly progress: number | null;

  @Field(() => String, { nullable: true, description: 'Why it failed.' })
  declare readonly error: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The age recipient it is encrypted to; null: it holds every secret of the installation in clear.',
  })
  declare readonly recipient: string | null;
}

@ObjectType('BackupRecipient', { description: 'Whom backups are encrypted to.' })
export class BackupRecipientNode {
  @Field(() => String, { description: 'A public age key, `age1…`.' })
  declare readonly recipient: string;

  @Field(() => GraphQLISODateTime)
  declare readonly setAt: Date;

  @Field(() => String, { description: 'Address of the key that signed for it.' })
  declare readonly setBy: string;
}

@ObjectType('BackupAct', { description: 'What somebody did with backups.' })
export class BackupActNode {
  @Field(() => BackupActKindEnum)
  declare readonly kind: BackupActRecord['kind'];

  @Field(() => ID, { nullable: true })
  declare readonly backupId: string | null;

  @Field(() => String, { nullable: true })
  declare readonly recipient: string | null;

  @Field(() => String, { description: 'Address of the key that signed.' })
  declare readonly by: string;

  @Field(() => GraphQLISODateTime)
  declare readonly at: Date;
}

@ObjectType('BackupDownload', {
  description: 'Where one backup can be downloaded, by the session that asked.',
})
export class BackupDownloadNode {
  @Field(() => String, { description: 'Path with its ticket, relative to the platform. It takes ranges.' })
  declare readonly path: string;

  @Field(() => GraphQLISODateTime, { description: 'A download may begin or be resumed until then.' })
  declare readonly expiresAt: Date;
}

export function toBackupNode(backup: Backup): BackupNode {
  return { ...backup, bytes: backup.bytes?.toString() ?? null };
}
