import { Field, Int, ObjectType } from 'type-graphql';

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
