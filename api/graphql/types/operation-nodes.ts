import { Field, Float, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { Backup } from '../../domain/backup.ts';
import { BackupStateEnum } from './enums.ts';

@ObjectType('ServiceHealth', { description: 'How one part of the installation does.' })
export class ServiceHealthNode {
  @Field(() => String, { description: 'documents, files, chain, log, jobs or fixity.' })
  declare readonly service: string;

  @Field(() => Boolean)
  declare readonly isHealthy: boolean;

  @Field(() => String, { description: 'What to do, where there is something to do.' })
  declare readonly message: string;

  @Field(() => Int)
  declare readonly latencyMs: number;

  @Field(() => String, { description: 'JSON: figures of that part.' })
  declare readonly details: string;
}

@ObjectType('Backup', {
  description: 'A copy of the installation with its secrets; GET /backups/{id} gives the file.',
})
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
}

export function toBackupNode(backup: Backup): BackupNode {
  return { ...backup, bytes: backup.bytes?.toString() ?? null };
}
