import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { enumOf } from '../../platform/graphql/enum-of.ts';
import type { PartyRole } from '../domain/request.ts';
import { REQUEST_EVENT_KINDS, type RequestEvent, type RequestEventKind } from '../domain/request-event.ts';
import { PartyRoleEnum } from './request-enums.ts';

const RequestEventKindEnum = enumOf(
  REQUEST_EVENT_KINDS,
  'RequestEventKind',
  'CONSENTED, OFFERED: the acts on the chain for who asked. BOUGHT: by a license. STATED: a party’s statement of what was agreed is on the log. TRANSFERRED: the holder gave the asset to another organization. EXPIRED: by the day.',
);

@ObjectType('RequestEvent', {
  description: 'What happened to an asset of a request beside the thread. Read from the log and the day.',
})
export class RequestEventNode {
  /** Resolved to `newHolder`; not part of the schema. */
  declare readonly holderId: OrganizationId | null;

  @Field(() => RequestEventKindEnum)
  declare readonly kind: RequestEventKind;

  @Field(() => GraphQLISODateTime)
  declare readonly at: Date;

  @Field(() => ID)
  declare readonly assetId: string;

  @Field(() => PartyRoleEnum, { nullable: true, description: 'Whose act it was; null for EXPIRED.' })
  declare readonly role: PartyRole | null;

  @Field(() => String, { nullable: true, description: 'The leaf of the log that says so; null for EXPIRED.' })
  declare readonly leafHash: string | null;

  @Field(() => String, { nullable: true, description: 'Under which the log shows it; null for EXPIRED.' })
  declare readonly statementHash: string | null;

  @Field(() => String, { nullable: true, description: 'On the chain; null for STATED and EXPIRED.' })
  declare readonly transaction: string | null;

  @Field(() => ID, { nullable: true, description: 'Of BOUGHT.' })
  declare readonly licenseId: string | null;

  @Field(() => ID, { nullable: true, description: 'Of OFFERED.' })
  declare readonly offerId: string | null;
}

export function toEventNode({ holder, ...event }: RequestEvent): RequestEventNode {
  return { ...event, holderId: holder };
}
