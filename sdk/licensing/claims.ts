import { z } from 'zod';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { moneyAnswer, type Money } from '../kernel/money.ts';
import { claimAct } from './claim-act.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import type { Platform } from '../kernel/session.ts';
import { relayUnlessDone, type Outcome } from '../acts/relaying.ts';

const CreditsAnswer = z.object({
  organization: z.object({ credits: z.array(moneyAnswer), payout: z.string().nullish() }).nullable(),
});

export interface Credits {
  /** Not zero. */
  readonly amounts: readonly Money[];
  /** Where they would go. */
  readonly payout: string | null;
}

/** What an organization can claim now, in each token. */
export async function readCredits(api: GraphqlClient, id: OrganizationId): Promise<Credits> {
  const { organization } = await api.request({
    query: `query ($id: ID) { organization(id: $id) { payout credits { amount token } } }`,
    variables: { id },
    answer: CreditsAnswer,
  });
  return {
    amounts: (organization?.credits ?? []).filter(({ amount }) => amount > 0n),
    payout: organization?.payout ?? null,
  };
}

export interface Claimed extends Money {
  readonly payout: string | null;
  readonly outcome: Outcome;
}

/** Has every credit of an organization paid out; what somebody else claimed meanwhile is left out. */
export async function claimCredits(platform: Platform, id: OrganizationId): Promise<Claimed[]> {
  const { amounts, payout } = await readCredits(platform.api, id);
  const claimed: Claimed[] = [];
  for (const { amount, token } of amounts) {
    const act = claimAct(id, parseAddress(token.toLowerCase()));
    const done = await relayUnlessDone(platform, act, 'LICENSE_MARKET_NOTHING_TO_CLAIM');
    if (done !== null) claimed.push({ amount, token, payout, outcome: done });
  }
  return claimed;
}
