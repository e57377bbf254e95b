import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { formatDay } from '@lanran/protocol/kernel/day';
import type { Backup } from '../../operations/domain/backup.ts';
import type { License } from '../../licensing/domain/license.ts';
import type { TakeDown, TakeDownState } from '../../assets/domain/take-down.ts';
import type { TakeDownPlan } from '../services/take-down-plans.ts';
import { TakeDownStateEnum } from './enums.ts';

@ObjectType('TakeDownScope', { description: 'Nothing named: the whole asset.' })
export class TakeDownScopeNode {
  @Field(() => Int, { nullable: true, description: 'Null: every version up to then.' })
  declare readonly version?: number | undefined;

  @Field(() => String, { nullable: true })
  declare readonly path?: string | undefined;

  @Field(() => String, { nullable: true })
  declare readonly field?: string | undefined;
}

@ObjectType('HoldingBackup', { description: 'A backup that holds something that was taken down.' })
export class HoldingBackupNode {
  @Field(() => ID)
  declare readonly id: string;

  @Field(() => GraphQLISODateTime)
  declare readonly createdAt: Date;
}

@ObjectType('TakeDown', { description: 'What was taken down of an asset, by whom, when and why.' })
export class TakeDownNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: TakeDown;

  @Field(() => TakeDownScopeNode, {
    nullable: true,
    description:
      'Null while nobody knows what has its hash; nothing is erased then. See `stateTakeDownScope`.',
  })
  declare readonly scope: TakeDownScopeNode | null;

  @Field(() => String, {
    description: 'keccak256 of the RFC 8785 bytes of the scope; zero: the whole asset.',
  })
  declare readonly scopeHash: string;

  @Field(() => String, { description: 'keccak256 of the reason as UTF-8.' })
  declare readonly reasonHash: string;

  @Field(() => GraphQLISODateTime)
  declare readonly takenDownAt: Date;

  @Field(() => Int, { description: 'The leaf of the log that says so.' })
  declare readonly leafIndex: number;

  @Field(() => TakeDownStateEnum)
  declare readonly state: TakeDownState;

  @Field(() => GraphQLISODateTime, { nullable: true })
  declare readonly erasedAt: Date | null;
}

export function toTakeDownNode(takeDown: TakeDown): TakeDownNode {
  return { source: takeDown, ...takeDown };
}

export function toHoldingBackup({ id, createdAt }: Backup): HoldingBackupNode {
  return { id, createdAt };
}

@ObjectType('ConcernedLicense', { description: 'A live license that loses files by a take-down.' })
export class ConcernedLicenseNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: License;

  @Field(() => ID)
  declare readonly id: string;

  @Field(() => String, { description: '`YYYY-MM-DD`.' })
  declare readonly lastDay: string;
}

@ObjectType('TakeDownPlan', { description: 'What a take-down would erase, and what it would leave.' })
export class TakeDownPlanNode {
  @Field(() => String)
  declare readonly scopeHash: string;

  @Field(() => [Int], { description: 'Versions that have something in the scope.' })
  declare readonly versions: readonly number[];

  @Field(() => Int, { description: 'Contents that are erased.' })
  declare readonly files: number;

  @Field(() => String, { description: 'Of them, as decimal text.' })
  declare readonly bytes: string;

  @Field(() => Int, { description: 'Contents that stay, because another file, version or asset has them.' })
  declare readonly keptElsewhere: number;

  @Field(() => [String], { description: 'Names of fields that are erased.' })
  declare readonly fields: readonly string[];

  @Field(() => [ConcernedLicenseNode])
  declare readonly licenses: readonly ConcernedLicenseNode[];

  @Field(() => [HoldingBackupNode], { description: 'They hold it still afterwards; the oldest first.' })
  declare readonly backups: readonly HoldingBackupNode[];
}

export function toTakeDownPlan({ bytes, licenses, backups, ...plan }: TakeDownPlan): TakeDownPlanNode {
  return {
    ...plan,
    bytes: bytes.toString(),
    licenses: licenses.map((source) => ({
      source,
      id: source.id,
      lastDay: formatDay(source.terms.wish.lastDay),
    })),
    backups: backups.map(toHoldingBackup),
  };
}

@ObjectType('StatedTakeDown', { description: 'What the act `takeDown` of AssetRegistry is given.' })
export class StatedTakeDown {
  @Field(() => String)
  declare readonly scopeHash: string;

  @Field(() => String)
  declare readonly reasonHash: string;

  @Field(() => TakeDownPlanNode)
  declare readonly plan: TakeDownPlanNode;
}
