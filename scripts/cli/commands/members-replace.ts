import { UsageError } from '@lanran/sdk/kernel/errors';
import { readMember } from '@lanran/sdk/organizations/member-records';
import { payoutThenAct, replaceMemberAct } from '@lanran/sdk/organizations/organization-acts';
import { getOrganizationState } from '@lanran/sdk/organizations/organization-state';
import { relay } from '@lanran/sdk/acts/relaying';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAddressArgument, parseAddressOption } from '../parse-ids.ts';
import { type PayoutOption, sayPayout } from '../payout-lines.ts';

export interface MembersReplaceOptions extends PayoutOption {
  readonly by: string;
}

/** An owner or council puts a new key in an old one's place and role, as when one was lost. */
export async function membersReplace(
  context: CommandContext,
  name: string,
  keyText: string,
  options: MembersReplaceOptions,
): Promise<CommandResult> {
  const key = parseAddressArgument('KEY', keyText);
  const newKey = parseAddressArgument('--by', options.by);
  if (newKey === key)
    throw new UsageError('--by', `is the key itself. Make a new key, and name its address.`);
  const payout = parseAddressOption('--payout', options.payout);
  const platform = await context.connect();
  const organization = await getOrganizationState(platform.api, name, 'ORGANIZATION');
  const { id, slug } = organization;
  const about = { organizationId: id, key, newKey, ...(payout !== null && { payout }) };
  const [old, fresh] = await Promise.all([
    readMember(platform, { organizationId: id, key }),
    readMember(platform, { organizationId: id, key: newKey }),
  ]);
  const sentence = `${newKey} is in the place of ${key} at ${slug}`;
  if (old.state === 'removed' && fresh.state === 'member') return alreadyResult(about, sentence);
  const members = organization.members.map((member) =>
    member.address === key ? { ...member, address: newKey } : member,
  );
  const paid = payout ?? organization.payout ?? null;
  await sayPayout(context, platform, { organization: { ...organization, members }, payout: paid });
  const change = replaceMemberAct({ organizationId: id, key, newKey });
  const act = payoutThenAct({ organizationId: id, payout }, change);
  return actResult(await relay(platform, act), { about, done: sentence });
}
