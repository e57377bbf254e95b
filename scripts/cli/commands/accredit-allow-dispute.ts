import { allowDisputeAct } from '@lanran/sdk/disputes/dispute-acts';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import { relay } from '@lanran/sdk/acts/relaying';
import { actResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';

/** The accreditor lets an organization dispute an asset again before 30 days have passed since its dispute was resolved. */
export async function accreditAllowDispute(
  context: CommandContext,
  assetText: string,
  name: string,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(assetText);
  const platform = await context.connect();
  const { id, slug } = await getOrganization(platform.api, name, 'ORGANIZATION');
  const about = { assetId, organizationId: id };
  return actResult(await relay(platform, allowDisputeAct(about)), {
    about,
    done: `${slug} may dispute asset ${assetId} again now`,
  });
}
