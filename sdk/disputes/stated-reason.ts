import { z } from 'zod';
import { utf8, type Hex } from '@lanran/protocol/kernel/bytes';
import { keccak256 } from '@lanran/protocol/kernel/hash';
import { UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';

/** Has the platform keep a reason, so that it can be shown. @returns its keccak256, which is what is signed */
export async function stateReason(api: GraphqlClient, text: string): Promise<Hex> {
  const reasonHash = keccak256(utf8(text));
  const { stateReason: answered } = await api.request({
    query: `mutation ($text: String!) { stateReason(text: $text) }`,
    variables: { text },
    answer: z.object({ stateReason: z.string() }),
    isRepeatable: true,
  });
  if (answered !== reasonHash)
    throw new UntrustworthyAnswerError(`it kept another reason than the one given (${answered})`);
  return reasonHash;
}
