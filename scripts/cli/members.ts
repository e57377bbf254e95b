import { type Act, relay } from '@lanran/sdk/acts/relaying';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import { readMember } from '@lanran/sdk/organizations/member-records';
import {
  addMemberAct,
  MEMBER_ROLES,
  type MemberKey,
  type MemberRole,
  payoutThenAct,
  removeCompromisedMemberAct,
  removeMemberAct,
  replaceMemberAct,
  setPayoutAct,
} from '@lanran/sdk/organizations/organization-acts';
import { getOrganizationState } from '@lanran/sdk/organizations/organization-state';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import type { CommandContext } from './context.ts';
import { actResult, alreadyResult } from './lines/act.ts';
import { type PayoutOption, sayPayout } from './lines/organization.ts';
import { parseAddressArgument, parseAddressOption } from './options/arguments.ts';
import type { CommandResult } from './output.ts';

/** The keys of an organization and the council that speaks for a community. */
export async function membersList(context: CommandContext, name: string): Promise<CommandResult> {
  const { id, slug, members, council } = await getOrganizationState(
    await context.openApi(),
    name,
    'ORGANIZATION',
  );
  return {
    json: { organizationId: id, slug, members, council: council ?? null },
    lines: [
      ...members.map(({ address, role }) => `${address}  ${role.toLowerCase()}`),
      ...(council == null ? [] : [`${council}  council`]),
    ],
  };
}

interface MembersAddOptions {
  readonly role: string;
}

/** An owner or council adds a key. A key that is a member in that role already is left as it is. */
export async function membersAdd(
  context: CommandContext,
  name: string,
  keyText: string,
  options: MembersAddOptions,
): Promise<CommandResult> {
  const key = parseAddressArgument('KEY', keyText);
  const role = parseRole(options.role);
  const platform = await context.connect();
  const { id, slug } = await getOrganization(platform.api, name, 'ORGANIZATION');
  const about = { organizationId: id, key, role };
  const record = await readMember(platform, { organizationId: id, key });
  const sentence = `${key} is ${role.toLowerCase()} of ${slug}`;
  if (record.state === 'member' && record.role === role) return alreadyResult(about, sentence);
  return actResult(await relay(platform, addMemberAct({ organizationId: id, key, role })), {
    about,
    done: sentence,
  });
}

function parseRole(text: string): MemberRole {
  const role = MEMBER_ROLES.find((candidate) => candidate === text.toUpperCase());
  if (role === undefined)
    throw new ArgumentError('--role', `must be one of ${MEMBER_ROLES.join(', ').toLowerCase()}.`);
  return role;
}

interface MembersRemoveOptions extends PayoutOption {
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
  throw new ArgumentError(
    '--compromised-since',
    'give the number of the first leaf in the log that the key no longer signed for you.',
  );
}

interface MembersReplaceOptions extends PayoutOption {
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
    throw new ArgumentError('--by', `is the key itself. Make a new key, and name its address.`);
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

/** An owner or council names where the organization's money goes from now on. */
export async function payout(
  context: CommandContext,
  name: string,
  addressText: string,
): Promise<CommandResult> {
  const address = parseAddressArgument('ADDRESS', addressText);
  const platform = await context.connect();
  const organization = await getOrganizationState(platform.api, name, 'ORGANIZATION');
  const { id, slug, payout: present } = organization;
  const about = { organizationId: id, payout: address };
  const sentence = `${slug} is paid at ${address}`;
  if (present === address) return alreadyResult(about, sentence);
  await sayPayout(context, platform, { organization, payout: address });
  return actResult(await relay(platform, setPayoutAct(id, address)), { about, done: sentence });
}
