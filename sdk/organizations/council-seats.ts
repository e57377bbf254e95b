import { z } from 'zod';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { partyAnswer } from '../kernel/party-answer.ts';

const SeatAnswer = z.object({
  /** Named to follow the council, and not seated yet. */
  isNamed: z.boolean(),
  community: partyAnswer,
  /** Null: the key itself is the council. */
  safe: z
    .object({
      address: z.string().transform((text) => parseAddress(text.toLowerCase())),
      owners: z.array(z.string()),
      threshold: z.number().int(),
    })
    .nullable(),
});
/** How the caller’s key speaks for a community. */
type CouncilSeat = z.infer<typeof SeatAnswer>;

/** As the council itself, or as an owner of the Safe that is it. */
export async function listCouncilSeats(api: GraphqlClient): Promise<readonly CouncilSeat[]> {
  const { me } = await api.request({
    query: 'query { me { councils { isNamed community { id slug } safe { address owners threshold } } } }',
    answer: z.object({ me: z.object({ councils: z.array(SeatAnswer) }) }),
  });
  return me.councils;
}
