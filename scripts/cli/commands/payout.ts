import { setPayoutAct } from '@lanran/sdk/organizations/organization-acts';
import { getOrganizationState } from '@lanran/sdk/organizations/organization-state';
import { relay } from '@lanran/sdk/acts/relaying';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAddressArgument } from '../parse-ids.ts';
import { sayPayout } from '../payout-lines.ts';

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
