import { findAssetState } from '@lanran/sdk/assets/asset-state';
import { retractDisputeAct } from '@lanran/sdk/disputes/dispute-acts';
import { chooseDisputant } from '@lanran/sdk/disputes/disputants';
import { relay } from '@lanran/sdk/acts/relaying';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';

export interface DisputeRetractOptions {
  readonly for?: string;
}

/** Who disputes an asset takes it back. */
export async function disputeRetract(
  context: CommandContext,
  assetText: string,
  options: DisputeRetractOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(assetText);
  const platform = await context.connect();
  const asset = await findAssetState(platform.api, assetId);
  const { id, slug } = await chooseDisputant(platform, asset, options.for);
  const about = { assetId, organizationId: id };
  const sentence = `asset ${assetId} is not disputed by ${slug}`;
  // Who disputes an asset may not see it any more; the contract then says whether there is a dispute.
  if (asset !== null && !asset.disputes.some(({ organization }) => organization.id === id))
    return alreadyResult(about, sentence);
  return actResult(await relay(platform, retractDisputeAct(about)), { about, done: sentence });
}
