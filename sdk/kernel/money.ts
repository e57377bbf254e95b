import { z } from 'zod';

export const moneyAnswer = z.object({ amount: z.string().transform(BigInt), token: z.string() });

/** An amount in the smallest unit of a token, by its address. */
export type Money = z.infer<typeof moneyAnswer>;
