import { UsageError } from '@lanran/client/errors';
import { readMember } from '@lanran/client/member-records';
import { replaceMemberAct } from '@lanran/client/organization-acts';
import { getOrganization } from '@lanran/client/organizations';
import { relay } from '@lanran/client/relaying';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAddressArgument } from '../parse-ids.ts';

export interface MembersReplaceOptions {
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
  const platform = await context.connect();
  const { id, slug } = await getOrganization(platform.api, name, 'ORGANIZATION');
  const about = { organizationId: id, key, newKey };
  const [old, fresh] = await Promise.all([
    readMember(platform, { organizationId: id, key }),
    readMember(platform, { organizationId: id, key: newKey }),
  ]);
  const sentence = `${newKey} is in the place of ${key} at ${slug}`;
  if (old.state === 'removed' && fresh.state === 'member') return alreadyResult(about, sentence);
  const act = replaceMemberAct({ organizationId: id, key, newKey });
  return actResult(await relay(platform, act), { about, done: sentence });
}
