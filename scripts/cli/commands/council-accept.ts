import { acceptCouncilAct } from '@lanran/client/organization-acts';
import { getCommunityState } from '@lanran/client/organization-state';
import { actingAddress } from '@lanran/client/platform';
import { relay } from '@lanran/client/relaying';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';

/** The candidate takes the seat. */
export async function councilAccept(context: CommandContext, name: string): Promise<CommandResult> {
  const platform = await context.connect();
  const { id, slug, council } = await getCommunityState(platform.api, name, 'COMMUNITY');
  const candidate = actingAddress(platform);
  const about = { communityId: id, council: candidate };
  const sentence = `${candidate} is the council of ${slug}`;
  if (council === candidate) return alreadyResult(about, sentence);
  return actResult(await relay(platform, acceptCouncilAct(id)), { about, done: sentence });
}
