import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import type { Dispute } from '../domain/dispute.ts';

@ObjectType('Dispute', { description: 'While one is open, nothing new is sold of the asset.' })
export class DisputeNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: Dispute;

  @Field(() => ID, { description: 'The asset that is disputed.' })
  declare readonly assetId: string;

  @Field(() => String, { description: 'keccak256 of the reason as UTF-8.' })
  declare readonly reasonHash: string;

  @Field(() => GraphQLISODateTime)
  declare readonly openedAt: Date;

  @Field(() => Boolean, { description: 'Until it is taken back or resolved.' })
  declare readonly isOpen: boolean;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'After a resolution: from when the organization may dispute the asset again.',
  })
  declare readonly allowedAt: Date | null;
}

export function toDisputeNode(dispute: Dispute): DisputeNode {
  const { assetId, reasonHash, openedAt, isOpen, allowedAt } = dispute;
  return { source: dispute, assetId, reasonHash, openedAt, isOpen, allowedAt };
}
