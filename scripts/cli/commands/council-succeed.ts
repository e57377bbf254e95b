import { nameSuccessorAct, proposeCouncilAct } from '@lanran/client/organization-acts';
import { getCommunityState } from '@lanran/client/organization-state';
import { actingAddress } from '@lanran/client/platform';
import { relay } from '@lanran/client/relaying';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAddressArgument } from '../parse-ids.ts';

export interface CouncilSucceedOptions {
  readonly candidate: string;
}

/**
 * Names the next council. The present one seats it as soon as the candidate accepts; of the accreditor it is a proposal, which the
 * present council can veto for 30 days.
 */
export async function councilSucceed(
  context: CommandContext,
  name: string,
  options: CouncilSucceedOptions,
): Promise<CommandResult> {
  const candidate = parseAddressArgument('--candidate', options.candidate);
  const platform = await context.connect();
  const { id, slug, council, succession } = await getCommunityState(platform.api, name, 'COMMUNITY');
  const about = { communityId: id, candidate };
  if (council === candidate) return alreadyResult(about, `${candidate} is the council of ${slug}`);
  const byCouncil = council === actingAddress(platform);
  // Naming the same again would start the accreditor's 30 days anew.
  if (succession?.candidate === candidate && succession.byCouncil === byCouncil)
    return alreadyResult({ ...about, ...succession }, `${candidate} is named as the next council of ${slug}`);
  const act = byCouncil ? nameSuccessorAct(id, candidate) : proposeCouncilAct(id, candidate);
  return actResult(await relay(platform, act), {
    about: { ...about, byCouncil },
    done: byCouncil
      ? `${candidate} is named as the next council of ${slug}; it takes the seat with: lanran council accept ${slug}`
      : `${candidate} is proposed as the next council of ${slug}; the present one can veto that for 30 days`,
  });
}
