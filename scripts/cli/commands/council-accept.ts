import { acceptCouncilAct } from '../../client/organization-acts.ts';
import { getCommunityState } from '../../client/organization-state.ts';
import { actingAddress, perform } from '../../client/performing.ts';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseSafeOption, type SafeOption } from '../safe-option.ts';

/** The candidate takes the seat. */
export async function councilAccept(
  context: CommandContext,
  name: string,
  options: SafeOption,
): Promise<CommandResult> {
  const safe = parseSafeOption(options);
  const platform = await context.connect();
  const { id, slug, council } = await getCommunityState(platform.api, name, 'COMMUNITY');
  const candidate = actingAddress(platform, safe);
  const about = { communityId: id, council: candidate };
  const sentence = `${candidate} is the council of ${slug}`;
  if (council === candidate) return alreadyResult(about, sentence);
  return actResult(await perform(platform, acceptCouncilAct(id), safe), { about, done: sentence });
}
