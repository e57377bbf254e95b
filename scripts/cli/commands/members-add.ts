import { UsageError } from '@lanran/sdk/kernel/errors';
import { readMember } from '@lanran/sdk/organizations/member-records';
import { addMemberAct, MEMBER_ROLES, type MemberRole } from '@lanran/sdk/organizations/organization-acts';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import { relay } from '@lanran/sdk/acts/relaying';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAddressArgument } from '../parse-ids.ts';

export interface MembersAddOptions {
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
    throw new UsageError('--role', `must be one of ${MEMBER_ROLES.join(', ').toLowerCase()}.`);
  return role;
}
