import { getOrganizationState, type OrganizationState } from '@lanran/sdk/organizations/organization-state';
import { liftSuspensionAct, suspendAct } from '@lanran/sdk/organizations/organization-acts';
import { relay } from '@lanran/sdk/acts/relaying';
import { stateReason } from '@lanran/sdk/disputes/stated-reason';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseReasonOption } from '../reason-option.ts';

/** The accreditor announces that an organization may not publish, offer, buy or dispute, from seven days on; twice is once. */
export async function accreditSuspend(
  context: CommandContext,
  name: string,
  options: { readonly reason: string },
): Promise<CommandResult> {
  const reason = parseReasonOption(options.reason);
  const platform = await context.connect();
  const { id, slug, suspension } = await getOrganizationState(platform.api, name, 'ORGANIZATION');
  if (suspension != null)
    return alreadyResult({ organizationId: id, suspension }, standingOf(slug, suspension));
  const reasonHash = await stateReason(platform.api, reason);
  const relayed = await relay(platform, suspendAct(id, reasonHash));
  return actResult(relayed, {
    about: { organizationId: id, reasonHash },
    done: `${slug} will be suspended in seven days; everybody can read it and the reason now. Lift it with: lanran accredit lift ${slug}`,
  });
}

/** The accreditor ends a suspension, announced or in force; twice is once. */
export async function accreditLift(context: CommandContext, name: string): Promise<CommandResult> {
  const platform = await context.connect();
  const { id, slug, suspension } = await getOrganizationState(platform.api, name, 'ORGANIZATION');
  const about = { organizationId: id };
  if (suspension == null) return alreadyResult(about, `${slug} is not suspended`);
  return actResult(await relay(platform, liftSuspensionAct(id)), {
    about,
    done: `the suspension of ${slug} is lifted`,
  });
}

function standingOf(slug: string, { suspendedFrom }: NonNullable<OrganizationState['suspension']>): string {
  return `${slug} is suspended from ${suspendedFrom} on`;
}
