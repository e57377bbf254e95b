import { getAssetState } from '../../client/asset-state.ts';
import { retractDisputeAct } from '../../client/dispute-acts.ts';
import { chooseDisputant } from '../../client/disputants.ts';
import { perform } from '../../client/performing.ts';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';
import { parseSafeOption, type SafeOption } from '../safe-option.ts';

export interface DisputeRetractOptions extends SafeOption {
  readonly for?: string;
}

/** Who disputes an asset takes it back. */
export async function disputeRetract(
  context: CommandContext,
  assetText: string,
  options: DisputeRetractOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(assetText);
  const safe = parseSafeOption(options);
  const platform = await context.connect();
  const asset = await getAssetState(platform.api, assetId);
  const { id, slug } = await chooseDisputant(platform, asset, { named: options.for, safe });
  const about = { assetId, organizationId: id };
  const sentence = `asset ${assetId} is not disputed by ${slug}`;
  if (!asset.disputes.some(({ organization }) => organization.id === id)) return alreadyResult(about, sentence);
  return actResult(await perform(platform, retractDisputeAct(about), safe), { about, done: sentence });
}
