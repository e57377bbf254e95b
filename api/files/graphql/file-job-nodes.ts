import { Field, Float, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { type FileJob, type FileJobProblem, type FileJobState, isRetriable } from '../domain/file-job.ts';
import { connectionType } from '../../platform/graphql/connection.ts';
import { FileJobProblemEnum, FileJobStateEnum } from './enums.ts';

@ObjectType('FileJob', {
  description: 'Work on one published file, or on all of a version, for members of its holder.',
})
export class FileJobNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: FileJob;

  @Field(() => ID)
  declare readonly id: string;

  @Field(() => String, { description: 'What is done, e.g. describe, tiles, film.' })
  declare readonly kind: string;

  @Field(() => FileJobStateEnum)
  declare readonly state: FileJobState;

  @Field(() => Float, { description: '0 to 1.' })
  declare readonly progress: number;

  @Field(() => Int, { description: 'Times it was begun since it was enqueued or retried.' })
  declare readonly attempts: number;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Null unless it waits.' })
  declare readonly nextAttemptAt: Date | null;

  @Field(() => FileJobProblemEnum, {
    nullable: true,
    description: 'Why the last attempt ended without success.',
  })
  declare readonly problem: FileJobProblem | null;

  @Field(() => String, { nullable: true, description: 'The particulars, in English.' })
  declare readonly detail: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The particulars in Chinese; null for failures that an older platform kept.',
  })
  declare readonly detailZh: string | null;

  @Field(() => Boolean, {
    description:
      'It failed, or lacks something, and another try may end otherwise. False: publish another file, or nothing helps.',
  })
  declare readonly isRetriable: boolean;

  @Field(() => String, { description: 'Empty for work on all files of a version.' })
  declare readonly path: string;

  @Field(() => String, { description: 'Decimal text.' })
  declare readonly bytes: string;

  @Field(() => GraphQLISODateTime)
  declare readonly createdAt: Date;

  @Field(() => GraphQLISODateTime)
  declare readonly updatedAt: Date;
}

export const FileJobConnection = connectionType(FileJobNode, 'FileJob');

@ObjectType()
export class FileJobCount {
  @Field(() => FileJobStateEnum)
  declare readonly state: FileJobState;

  @Field(() => Int)
  declare readonly count: number;

  @Field(() => Int, { description: 'Of them, how many `retryFailedJobs` tries again.' })
  declare readonly retriable: number;
}

export function toFileJobNode(job: FileJob): FileJobNode {
  const { id, kind, state, progress, attempts, nextAttemptAt, failure, file, createdAt, updatedAt } = job;
  return {
    source: job,
    id,
    kind,
    state,
    progress,
    attempts,
    nextAttemptAt,
    problem: failure?.problem ?? null,
    detail: failure?.detail ?? null,
    detailZh: failure?.detailZh ?? null,
    isRetriable: isRetriable(job),
    path: file.path,
    bytes: file.bytes.toString(),
    createdAt,
    updatedAt,
  };
}
