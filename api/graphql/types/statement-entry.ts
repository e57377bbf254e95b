import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { Hex } from '@lanran/protocol/bytes';

@ObjectType({ description: "One statement of an asset's history." })
export class StatementEntry {
  /** Resolved to `organization`. */
  declare readonly organizationId: string | null;

  /** Resolved to `reason`. */
  declare readonly reasonHash: Hex | null;

  @Field(() => String, { description: '`published`, `consented`, `licensed` …' })
  declare readonly kind: string;

  @Field(() => ID)
  declare readonly statementHash: string;

  @Field(() => Int)
  declare readonly leafIndex: number;

  @Field(() => GraphQLISODateTime, { description: 'As stated; the anchor, not this, bounds the time.' })
  declare readonly issuedAt: Date;

  @Field(() => String, {
    nullable: true,
    description: 'The key that signed; null for what the chain decided.',
  })
  declare readonly signer: string | null;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'It was written by then; null until anchored.',
  })
  declare readonly anchoredAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Where the chain decided it.' })
  declare readonly transaction: string | null;
}
