import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { FixityFile, FixityRun, FixityScope, FixityState } from '../domain/fixity.ts';
import type { AssetFixity, FixityAlarms, FixityOverview } from '../services/fixity-service.ts';
import { AssetNode, toAssetNode } from '../../assets/graphql/asset-node.ts';
import { FixityScopeEnum, FixityStateEnum } from './enums.ts';

@ObjectType('FixityRun', { description: 'One reading of stored originals, which ends as one statement.' })
export class FixityRunNode {
  @Field(() => ID)
  declare readonly id: string;

  @Field(() => FixityScopeEnum)
  declare readonly scope: FixityScope;

  @Field(() => GraphQLISODateTime)
  declare readonly startedAt: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Null while it reads.' })
  declare readonly endedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Of its statement, once the log has it.' })
  declare readonly statementHash: string | null;
}

@ObjectType('FixityFile', { description: 'A stored original that is not as it was published.' })
export class FixityFileNode {
  @Field(() => String, { description: 'As the first version with it names it.' })
  declare readonly path: string;

  @Field(() => String)
  declare readonly sha256: string;

  @Field(() => String)
  declare readonly cid: string;

  @Field(() => String, { description: 'As published, decimal text.' })
  declare readonly bytes: string;

  @Field(() => FixityStateEnum)
  declare readonly state: FixityState;

  @Field(() => GraphQLISODateTime, { description: 'When it was first found so.' })
  declare readonly since: Date;
}

@ObjectType('AssetFixity', { description: "How an asset's stored originals are, those of all its versions." })
export class AssetFixityNode {
  @Field(() => Int, { description: 'Different contents.' })
  declare readonly files: number;

  @Field(() => Int, { description: 'Not read again yet since they were published.' })
  declare readonly unread: number;

  @Field(() => Int, { description: 'Damaged, missing or unreadable when they were last read.' })
  declare readonly damaged: number;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'By when all were read last; publishing counts for those not read again yet.',
  })
  declare readonly readAt: Date | null;

  @Field(() => Boolean, { description: 'Some were not read for longer than the schedule allows.' })
  declare readonly isMissed: boolean;

  @Field(() => FixityRunNode, { nullable: true, description: 'The last that read them and is in the log.' })
  declare readonly lastRun: FixityRunNode | null;

  @Field(() => FixityRunNode, { nullable: true, description: 'A check of this asset that goes on.' })
  declare readonly currentRun: FixityRunNode | null;

  @Field(() => [FixityFileNode], { description: "For the asset's people, the first 200; empty for others." })
  declare readonly damagedFiles: readonly FixityFileNode[];

  @Field(() => Boolean, { description: 'May you have it checked, and bring files back?' })
  declare readonly mayCheck: boolean;
}

@ObjectType('FixityOverview', { description: 'How all stored originals are, and when they are read.' })
export class FixityOverviewNode {
  @Field(() => Int)
  declare readonly everyDays: number;

  @Field(() => Int, { description: 'By so many days a reading may be late before people are told.' })
  declare readonly graceDays: number;

  @Field(() => Int)
  declare readonly files: number;

  @Field(() => Int, { description: 'Damaged, missing or unreadable when they were last read.' })
  declare readonly damaged: number;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'The reading longest ago.' })
  declare readonly oldestReadAt: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When a run begins by itself.' })
  declare readonly nextRunAt: Date | null;

  @Field(() => Boolean, { description: 'Some were not read for longer than schedule and grace.' })
  declare readonly isMissed: boolean;

  @Field(() => FixityRunNode, { nullable: true })
  declare readonly lastRun: FixityRunNode | null;

  @Field(() => FixityRunNode, { nullable: true })
  declare readonly currentRun: FixityRunNode | null;

  @Field(() => Int, { description: 'Files that the run that goes on has read.' })
  declare readonly currentFilesRead: number;
}

@ObjectType('FixityAlarm', {
  description: 'An asset some of whose originals are not as they were published.',
})
export class FixityAlarmNode {
  @Field(() => AssetNode)
  declare readonly asset: AssetNode;

  @Field(() => Int)
  declare readonly files: number;
}

@ObjectType('FixityAlarms', { description: 'Damage and lateness that concern an organization.' })
export class FixityAlarmsNode {
  @Field(() => Boolean, { description: 'Originals were not read for longer than schedule and grace.' })
  declare readonly isMissed: boolean;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'The reading longest ago.' })
  declare readonly oldestReadAt: Date | null;

  @Field(() => [FixityAlarmNode])
  declare readonly assets: readonly FixityAlarmNode[];
}

export function toRunNode({ id, scope, startedAt, endedAt, statementHash }: FixityRun): FixityRunNode {
  return { id, scope, startedAt, endedAt, statementHash };
}

export function toFixityFileNode({ path, sha256, cid, bytes, state, since }: FixityFile): FixityFileNode {
  return { path, sha256, cid, bytes: bytes.toString(), state: state ?? 'OK', since };
}

export function toAssetFixityNode(fixity: AssetFixity): AssetFixityNode {
  const { files, unread, bad, oldestReadAt, isMissed, lastRun, currentRun, badFiles, mayCheck } = fixity;
  return {
    files,
    unread,
    damaged: bad,
    readAt: oldestReadAt,
    isMissed,
    lastRun: lastRun === null ? null : toRunNode(lastRun),
    currentRun: currentRun === null ? null : toRunNode(currentRun),
    damagedFiles: badFiles.map(toFixityFileNode),
    mayCheck,
  };
}

export function toOverviewNode({ bad, lastRun, currentRun, ...rest }: FixityOverview): FixityOverviewNode {
  return {
    ...rest,
    damaged: bad,
    lastRun: lastRun === null ? null : toRunNode(lastRun),
    currentRun: currentRun === null ? null : toRunNode(currentRun),
    currentFilesRead: currentRun === null ? 0 : currentRun.results.files + currentRun.restrictedResults.files,
  };
}

export function toAlarmsNode({ isMissed, oldestReadAt, assets }: FixityAlarms): FixityAlarmsNode {
  return {
    isMissed,
    oldestReadAt,
    assets: assets.map(({ asset, files }) => ({ asset: toAssetNode(asset), files })),
  };
}
