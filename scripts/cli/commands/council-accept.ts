import { acceptCouncilAct, actThenPayout } from '@lanran/sdk/organizations/organization-acts';
import { getCommunityState } from '@lanran/sdk/organizations/organization-state';
import { actingAddress } from '@lanran/sdk/kernel/session';
import { relay } from '@lanran/sdk/acts/relaying';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAddressOption } from '../parse-ids.ts';
import { type PayoutOption, sayPayout } from '../payout-lines.ts';

/** The candidate takes the seat, and names where the community is paid from then on. */
export async function councilAccept(
  context: CommandContext,
  name: string,
  options: PayoutOption,
): Promise<CommandResult> {
  const payout = parseAddressOption('--payout', options.payout);
  const platform = await context.connect();
  const community = await getCommunityState(platform.api, name, 'COMMUNITY');
  const { id, slug, council } = community;
  const candidate = actingAddress(platform);
  const about = { communityId: id, council: candidate, ...(payout !== null && { payout }) };
  const sentence = `${candidate} is the council of ${slug}`;
  if (council === candidate) return alreadyResult(about, sentence);
  const organization = { ...community, council: candidate, succession: null };
  await sayPayout(context, platform, { organization, payout: payout ?? community.payout ?? null });
  const act = actThenPayout(acceptCouncilAct(id), { organizationId: id, payout });
  return actResult(await relay(platform, act), { about, done: sentence });
}
