import { UsageError } from '@lanran/sdk/kernel/errors';
import {
  nameSuccessorAct,
  payoutThenAct,
  proposeCouncilAct,
} from '@lanran/sdk/organizations/organization-acts';
import { getCommunityState } from '@lanran/sdk/organizations/organization-state';
import { actingAddress } from '@lanran/sdk/kernel/session';
import { relay } from '@lanran/sdk/acts/relaying';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAddressArgument, parseAddressOption } from '../parse-ids.ts';
import { type PayoutOption, sayPayout } from '../payout-lines.ts';

export interface CouncilSucceedOptions extends PayoutOption {
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
  const payout = parseAddressOption('--payout', options.payout);
  const platform = await context.connect();
  const community = await getCommunityState(platform.api, name, 'COMMUNITY');
  const { id, slug, council, succession } = community;
  const about = { communityId: id, candidate, ...(payout !== null && { payout }) };
  if (council === candidate) return alreadyResult(about, `${candidate} is the council of ${slug}`);
  const byCouncil = council === actingAddress(platform);
  // Naming the same again would start the accreditor's 30 days anew.
  if (succession?.candidate === candidate && succession.byCouncil === byCouncil)
    return alreadyResult({ ...about, ...succession }, `${candidate} is named as the next council of ${slug}`);
  if (payout !== null && !byCouncil) {
    throw new UsageError(
      '--payout',
      'only the council says where its community is paid. The next one names it as it takes the seat.',
    );
  }
  const named = { candidate, seatableAt: '', byCouncil };
  const organization = { ...community, succession: named };
  await sayPayout(context, platform, { organization, payout: payout ?? community.payout ?? null });
  const act = byCouncil
    ? payoutThenAct({ organizationId: id, payout }, nameSuccessorAct(id, candidate))
    : proposeCouncilAct(id, candidate);
  return actResult(await relay(platform, act), {
    about: { ...about, byCouncil },
    done: byCouncil
      ? `${candidate} is named as the next council of ${slug}; it takes the seat, and says where the community is paid, with: lanran council accept ${slug} --payout ADDRESS`
      : `${candidate} is proposed as the next council of ${slug}; the present one can veto that for 30 days`,
  });
}
