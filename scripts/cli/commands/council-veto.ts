import { vetoCouncilAct } from '@lanran/sdk/organizations/organization-acts';
import { getCommunityState } from '@lanran/sdk/organizations/organization-state';
import { relay } from '@lanran/sdk/acts/relaying';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';

/** The present council ends a succession, the accreditor's or its own. */
export async function councilVeto(context: CommandContext, name: string): Promise<CommandResult> {
  const platform = await context.connect();
  const { id, slug, succession } = await getCommunityState(platform.api, name, 'COMMUNITY');
  const about = { communityId: id, candidate: succession?.candidate ?? null };
  if (succession == null) return alreadyResult(about, `the council of ${slug} has no successor named`);
  return actResult(await relay(platform, vetoCouncilAct(id)), {
    about,
    done: `${succession.candidate} will not be the council of ${slug}`,
  });
}
