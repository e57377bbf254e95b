import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { HistoryEntry } from '../services/statement-history.ts';
import { connectionType } from '../../platform/graphql/connection.ts';

@ObjectType('Anchor', { description: 'The first checkpoint on chain that covers a statement.' })
export class AnchorNode {
  @Field(() => String, { description: 'Decimal text.' })
  declare readonly blockNumber: string;

  @Field(() => String)
  declare readonly transaction: string;

  @Field(() => GraphQLISODateTime, { description: 'Time of the block.' })
  declare readonly at: Date;
}

@ObjectType({
  description:
    'One statement of the log. Of one that you may not see: kind, hash, place, time as stated and anchor.',
})
export class StatementEntry {
  /** Resolved to `organization`. */
  declare readonly organizationId: string | null;

  /** Resolved to `reason`. */
  declare readonly reasonHash: Hex | null;

  /** Resolved to `scope`. */
  declare readonly scopeHash: Hex | null;

  @Field(() => String, { description: '`published`, `consented`, `licensed` …' })
  declare readonly kind: string;

  @Field(() => ID)
  declare readonly statementHash: string;

  @Field(() => Int)
  declare readonly leafIndex: number;

  @Field(() => GraphQLISODateTime, { description: 'As stated; the anchor, not this, bounds the time.' })
  declare readonly issuedAt: Date;

  @Field(() => ID, { nullable: true, description: 'The asset it is about; null for other subjects.' })
  declare readonly assetId: AssetId | null;

  @Field(() => String, { description: 'JSON: what it says (docs/formats.md, "Details").' })
  declare readonly details: string;

  @Field(() => String, { description: 'JSON: its members as signed (docs/formats.md); `{}` when hidden.' })
  declare readonly statement: string;

  @Field(() => String, { nullable: true, description: 'Hex; null for what the chain decided.' })
  declare readonly signature: string | null;

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

  @Field(() => Int, { nullable: true, description: 'Size of the checkpoint that was anchored.' })
  declare readonly checkpointSize: number | null;

  @Field(() => AnchorNode, { nullable: true, description: 'Null until anchored.' })
  declare readonly anchor: AnchorNode | null;

  @Field(() => String, { nullable: true, description: 'Where the chain decided it.' })
  declare readonly transaction: string | null;
}

export function toStatementEntry({ details, statement, anchor, ...entry }: HistoryEntry): StatementEntry {
  const node = anchor === null ? null : toAnchorNode(anchor);
  return {
    ...entry,
    details: JSON.stringify(details),
    statement: JSON.stringify(statement ?? {}),
    anchoredAt: node?.at ?? null,
    checkpointSize: anchor?.size ?? null,
    anchor: node,
  };
}

function toAnchorNode({
  blockNumber,
  transaction,
  blockTime,
}: NonNullable<HistoryEntry['anchor']>): AnchorNode {
  return { blockNumber: blockNumber.toString(), transaction, at: new Date(blockTime * 1000) };
}

export const StatementConnection = connectionType(StatementEntry, 'Statement');
