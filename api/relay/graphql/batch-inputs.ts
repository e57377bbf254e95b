import { Field, InputType, Int } from 'type-graphql';
import { parseDecimal } from '@lanran/protocol/kernel/shape';
import { parseBytes32 } from '@lanran/protocol/kernel/bytes';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { BatchRelayService } from '../services/batch-relay.ts';
import { parseBytes, parseInput } from '../../platform/graphql/parse-input.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';

type SignedBatch = Parameters<BatchRelayService['relayCalls']>[1];
type ProvenCalls = Parameters<BatchRelayService['relayCalls']>[2];

/** Of a batch of at most 2^32 calls. */
const MAX_PROOF = 32;
const MAX_SALT = 2n ** 256n;

@InputType({
  description:
    'Many calls under one signature (docs/formats.md, "Batches of calls"); big integers as decimal text.',
})
export class ForwardBatchInput {
  @Field(() => String)
  declare readonly from: string;

  @Field(() => String, { description: 'RFC 9162 root over the leaves `abi.encode(address to, bytes data)`.' })
  declare readonly root: string;

  @Field(() => Int, { description: 'How many calls.' })
  declare readonly size: number;

  @Field(() => String)
  declare readonly salt: string;

  @Field(() => Int, { description: 'Unix seconds, included.' })
  declare readonly deadline: number;

  @Field(() => String, { description: 'EIP-712 `ForwardBatch`, 65 bytes.' })
  declare readonly signature: string;
}

@InputType({ description: 'A call of a batch.' })
export class BatchCallInput {
  @Field(() => Int, { description: 'Its place in the batch, from 0.' })
  declare readonly index: number;

  @Field(() => String)
  declare readonly to: string;

  @Field(() => String)
  declare readonly data: string;

  @Field(() => [String], { description: 'RFC 9162 inclusion proof, 32 bytes each.' })
  declare readonly proof: readonly string[];
}

export function toSignedBatch(input: ForwardBatchInput): SignedBatch {
  const { size, deadline } = input;
  if (deadline < 0) throw new BadInputError('batch.deadline', 'must be Unix seconds.');
  if (size < 1) throw new BadInputError('batch.size', 'must be the number of calls, 1 or more.');
  return parseInput(() => ({
    from: parseAddress(input.from.toLowerCase(), 'batch.from'),
    root: parseBytes32(input.root.toLowerCase(), 'batch.root'),
    size,
    salt: toSalt(input.salt),
    deadline,
    signature: parseBytes(input.signature, 'batch.signature'),
  }));
}

export function toProvenCalls(calls: readonly BatchCallInput[]): ProvenCalls {
  return parseInput(() =>
    calls.map(({ index, to, data, proof }, at) => {
      const field = `calls.${at}`;
      if (proof.length > MAX_PROOF)
        throw new BadInputError(`${field}.proof`, `must be at most ${MAX_PROOF} hashes.`);
      return {
        index,
        to: parseAddress(to.toLowerCase(), `${field}.to`),
        data: parseBytes(data, `${field}.data`),
        proof: proof.map((hash) => parseBytes32(hash.toLowerCase(), `${field}.proof`)),
      };
    }),
  );
}

function toSalt(text: string): bigint {
  const salt = parseDecimal(text, 'batch.salt');
  if (salt < MAX_SALT) return salt;
  throw new BadInputError('batch.salt', 'must be below 2^256.');
}
