import { UsageError } from '@lanran/sdk/kernel/errors';
import { readMember } from '@lanran/sdk/organizations/member-records';
import {
  payoutThenAct,
  removeCompromisedMemberAct,
  removeMemberAct,
  type MemberKey,
} from '@lanran/sdk/organizations/organization-acts';
import { getOrganizationState } from '@lanran/sdk/organizations/organization-state';
import { relay } from '@lanran/sdk/acts/relaying';
import type { Act } from '@lanran/sdk/acts/relaying';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAddressArgument, parseAddressOption } from '../parse-ids.ts';
import { type PayoutOption, sayPayout } from '../payout-lines.ts';

export interface MembersRemoveOptions extends PayoutOption {
  readonly compromisedSince?: string;
}

/** An owner or council ends a key, for good. */
export async function membersRemove(
  context: CommandContext,
  name: string,
  keyText: string,
  options: MembersRemoveOptions,
): Promise<CommandResult> {
  const key = parseAddressArgument('KEY', keyText);
  const size = parseLeaf(options.compromisedSince);
  const payout = parseAddressOption('--payout', options.payout);
  const platform = await context.connect();
  const organization = await getOrganizationState(platform.api, name, 'ORGANIZATION');
  const { id, slug } = organization;
  const member = { organizationId: id, key };
  const { state } = await readMember(platform, member);
  const sentence = `${key} is removed from ${slug}`;
  if (state === 'removed') return alreadyResult(member, sentence);
  const members = organization.members.filter(({ address }) => address !== key);
  const paid = payout ?? organization.payout ?? null;
  await sayPayout(context, platform, { organization: { ...organization, members }, payout: paid });
  const act = payoutThenAct({ organizationId: id, payout }, removal(member, size));
  const about = { ...member, ...(payout !== null && { payout }) };
  return actResult(await relay(platform, act), { about, done: sentence });
}

function removal(member: MemberKey, size: number | null): Act {
  return size === null ? removeMemberAct(member) : removeCompromisedMemberAct({ ...member, size });
}

function parseLeaf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new UsageError(
    '--compromised-since',
    'give the number of the first leaf in the log that the key no longer signed for you.',
  );
}
