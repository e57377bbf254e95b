import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import type { ConsentRefusal } from '../domain/consent-refusal.ts';
import { connectionType } from '../../platform/graphql/connection.ts';

@ObjectType('ConsentRefusal', {
  description: "A council's stated no to licensing an asset; shown to its community and its holder.",
})
export class ConsentRefusalNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: ConsentRefusal;

  @Field(() => String)
  declare readonly reason: string;

  @Field(() => GraphQLISODateTime)
  declare readonly refusedAt: Date;

  @Field(() => String, { description: 'The key that said it, lower-case hex.' })
  declare readonly refusedBy: string;
}

export const ConsentRefusalConnection = connectionType(ConsentRefusalNode, 'ConsentRefusal');

export function toRefusalNode(refusal: ConsentRefusal): ConsentRefusalNode {
  const { reason, refusedAt, refusedBy } = refusal;
  return { source: refusal, reason, refusedAt, refusedBy };
}
