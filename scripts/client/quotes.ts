import { z } from 'zod';
import type { AssetId, OrganizationId } from '@lanran/protocol/ids';
import { hexAnswer, moneyAnswer } from './assets.ts';
import type { GraphqlClient } from './graphql-client.ts';

const QuoteAnswer = z.object({
  quote: z.object({
    ok: z.boolean(),
    offerId: z.string().nullish(),
    price: moneyAnswer.nullish(),
    termsHash: hexAnswer.nullish(),
    reasons: z.array(z.object({ code: z.string(), subject: z.string(), en: z.string(), zh: z.string() })),
  }),
});
export type Quote = z.infer<typeof QuoteAnswer>['quote'];

/** Days are YYYY-MM-DD. */
export interface WishInput {
  readonly media: readonly string[];
  readonly territories: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly exclusive: boolean;
}

/** The priced answer to an exact wish, or every reason why not. */
export async function quote(
  api: GraphqlClient,
  {
    assetId,
    licensee,
    wish,
  }: { readonly assetId: AssetId; readonly licensee: OrganizationId | null; readonly wish: WishInput },
): Promise<Quote> {
  const answer = await api.request({
    query: `query ($assetId: ID!, $licensee: ID, $wish: WishInput!) {
      quote(assetId: $assetId, licensee: $licensee, wish: $wish) { ok offerId price { amount token } termsHash reasons { code subject en zh } }
    }`,
    variables: { assetId, licensee, wish },
    answer: QuoteAnswer,
  });
  return answer.quote;
}
