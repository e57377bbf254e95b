import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { RequestFile } from '../domain/request-file.ts';

@ObjectType('RequestFile', {
  description: 'A file of a thread: GET /requests/{request}/files/{id} gives it to the parties.',
})
export class RequestFileNode {
  @Field(() => ID)
  declare readonly id: string;

  @Field(() => String)
  declare readonly name: string;

  @Field(() => String, { description: 'By its bytes.' })
  declare readonly mediaType: string;

  @Field(() => Int, { description: 'Bytes.' })
  declare readonly size: number;

  @Field(() => String, { description: 'Lower-case hex.' })
  declare readonly sha256: string;
}

export function toFileNode({ bytes: size, ...file }: RequestFile): RequestFileNode {
  return { ...file, size };
}
