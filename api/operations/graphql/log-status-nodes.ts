import { Field, GraphQLISODateTime, Int, ObjectType } from 'type-graphql';
import type { JobActivity } from '../../platform/jobs/job-state.ts';
import { JobActivityEnum } from '../../platform/graphql/job-activity.ts';

@ObjectType('LogStatus', { description: 'How far the log has come.' })
export class LogStatusNode {
  @Field(() => Int, { description: 'Leaves.' })
  declare readonly size: number;

  @Field(() => String, { description: 'Signed for that size (C2SP note).' })
  declare readonly checkpoint: string;

  @Field(() => Int, { description: 'Leaves that the contract’s newest checkpoint covers.' })
  declare readonly anchoredSize: number;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Null before the first anchor.' })
  declare readonly anchoredAt: Date | null;

  @Field(() => Int, { description: 'Leaves not anchored yet.' })
  declare readonly pending: number;

  @Field(() => Int, { description: 'Witnesses that signed the checkpoint.' })
  declare readonly witnesses: number;
}

@ObjectType('JobState', { description: 'A repeated job of the platform.' })
export class JobStateNode {
  @Field(() => String)
  declare readonly name: string;

  @Field(() => JobActivityEnum)
  declare readonly state: JobActivity;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Null before its first run.' })
  declare readonly lastRunAt: Date | null;

  @Field(() => String, { nullable: true })
  declare readonly lastError: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Leaves or blocks it has yet to follow; null where there is nothing to follow.',
  })
  declare readonly behind: number | null;
}
