import { getAssetState } from '@lanran/sdk/assets/asset-state';
import { disputeAct } from '@lanran/sdk/disputes/dispute-acts';
import { chooseDisputant } from '@lanran/sdk/disputes/disputants';
import { relay } from '@lanran/sdk/acts/relaying';
import { stateReason } from '@lanran/sdk/disputes/stated-reason';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';
import { parseReasonOption } from '../reason-option.ts';

export interface DisputeOptions {
  readonly reason: string;
  readonly for?: string;
}

/** A council or an auditor disputes an asset; nothing new of it is sold until that is over. One open dispute each. */
export async function dispute(
  context: CommandContext,
  assetText: string,
  options: DisputeOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(assetText);
  const reason = parseReasonOption(options.reason);
  const platform = await context.connect();
  const asset = await getAssetState(platform.api, assetId);
  const { id, slug } = await chooseDisputant(platform, asset, options.for);
  const sentence = `asset ${assetId} is disputed by ${slug}`;
  const open = asset.disputes.find(({ organization }) => organization.id === id);
  if (open !== undefined)
    return alreadyResult({ assetId, organizationId: id, reasonHash: open.reasonHash }, sentence);
  const reasonHash = await stateReason(platform.api, reason);
  const about = { assetId, organizationId: id, reasonHash };
  return actResult(await relay(platform, disputeAct(about)), {
    about,
    done: `${sentence}; no new license of it is sold until the accreditor decides`,
  });
}
