import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Refusal } from '@lanran/protocol/messages/refusals';
import { enumOf } from '../../platform/graphql/enum-of.ts';
import type { RelayedCall } from '../services/batch-relay.ts';

const CALL_STATES = ['DONE', 'REFUSED'] as const;
const CallStateEnum = enumOf(CALL_STATES, 'RelayedCallState', 'REFUSED: nothing of it was done.');

@ObjectType({ description: 'A value that a reason names.' })
export class ReasonValue {
  @Field(() => String)
  declare readonly name: string;

  @Field(() => String, { description: 'Whole numbers as decimal text.' })
  declare readonly value: string;
}

@ObjectType({ description: 'Why a call of a batch was refused.' })
export class CallReason {
  @Field(() => String)
  declare readonly code: string;

  @Field(() => [ReasonValue])
  declare readonly data: readonly ReasonValue[];

  @Field(() => String)
  declare readonly en: string;

  @Field(() => String)
  declare readonly zh: string;
}

@ObjectType({ description: 'What became of a call of a batch.' })
export class CallOutcome {
  @Field(() => Int, { description: 'Its place in the batch, from 0.' })
  declare readonly index: number;

  @Field(() => CallStateEnum)
  declare readonly state: RelayedCall['state'];

  @Field(() => String, { nullable: true, description: 'In which it was done.' })
  declare readonly transaction: string | null;

  @Field(() => ID, { nullable: true })
  declare readonly assetId: string | null;

  @Field(() => ID, { nullable: true })
  declare readonly offerId: string | null;

  @Field(() => [ID], { description: 'Licenses sold; of an order, the one it will have.' })
  declare readonly licenseIds: readonly string[];

  @Field(() => [CallReason], { description: 'Of a refusal.' })
  declare readonly reasons: readonly CallReason[];
}

export function toOutcomeNode(call: RelayedCall): CallOutcome {
  const { index, state } = call;
  if (call.state === 'REFUSED') {
    const nothing = { transaction: null, assetId: null, offerId: null, licenseIds: [] };
    return { index, state, ...nothing, reasons: call.reasons.map(toReasonNode) };
  }
  const { transaction, assetId, offerId, licenseIds } = call.act;
  return { index, state, transaction, assetId, offerId, licenseIds, reasons: [] };
}

export function toReasonNode({ code, data, text: { en, zh } }: Refusal): CallReason {
  return { code, data: Object.entries(data).map(([name, value]) => ({ name, value })), en, zh };
}
