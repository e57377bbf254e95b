import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import type { Revocation } from '../domain/license.ts';

@ObjectType('Revocation', { description: 'The end of a license before its last day.' })
export class RevocationNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: Revocation;

  @Field(() => String, { description: 'keccak256 of the reason as UTF-8.' })
  declare readonly reasonHash: string;

  @Field(() => GraphQLISODateTime)
  declare readonly at: Date;
}

export function toRevocationNode(revocation: Revocation): RevocationNode {
  return { source: revocation, ...revocation };
}
