import { Field, InputType, Int } from 'type-graphql';
import { parseDecimal } from '@lanran/protocol/kernel/shape';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { BadInputError } from '../../platform/kernel/errors.ts';
import type { RelayService } from '../services/relay.ts';

import { parseInput, parseBytes } from '../../platform/graphql/parse-input.ts';

@InputType({ description: 'A signed ERC-2771 forward request; integers as decimal text.' })
export class ForwardRequestInput {
  @Field(() => String)
  declare readonly from: string;

  @Field(() => String)
  declare readonly to: string;

  @Field(() => String)
  declare readonly value: string;

  @Field(() => String)
  declare readonly gas: string;

  @Field(() => String)
  declare readonly nonce: string;

  @Field(() => Int, { description: 'Unix seconds.' })
  declare readonly deadline: number;

  @Field(() => String)
  declare readonly data: string;

  @Field(() => String)
  declare readonly signature: string;
}

export function toForwardRequest(input: ForwardRequestInput): Parameters<RelayService['relay']>[1] {
  if (input.deadline < 0) throw new BadInputError('request.deadline', 'must be Unix seconds.');
  return parseInput(() => ({
    from: parseAddress(input.from.toLowerCase(), 'request.from'),
    to: parseAddress(input.to.toLowerCase(), 'request.to'),
    value: parseDecimal(input.value, 'request.value'),
    gas: parseDecimal(input.gas, 'request.gas'),
    nonce: parseDecimal(input.nonce, 'request.nonce'),
    deadline: input.deadline,
    data: parseBytes(input.data, 'request.data'),
    signature: parseBytes(input.signature, 'request.signature'),
  }));
}
