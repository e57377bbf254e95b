import { findAssetState } from '@lanran/sdk/assets/asset-state';
import { resolveDisputeAct } from '@lanran/sdk/disputes/dispute-acts';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import { relay } from '@lanran/sdk/acts/relaying';
import { stateReason } from '@lanran/sdk/disputes/stated-reason';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';
import { parseReasonOption } from '../reason-option.ts';

export interface DisputeResolveOptions {
  readonly organization: string;
  readonly reason: string;
}

/** The accreditor decides a dispute and says why. */
export async function disputeResolve(
  context: CommandContext,
  assetText: string,
  options: DisputeResolveOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(assetText);
  const reason = parseReasonOption(options.reason);
  const platform = await context.connect();
  const { id, slug } = await getOrganization(platform.api, options.organization, '--organization');
  const asset = await findAssetState(platform.api, assetId);
  const sentence = `asset ${assetId} is not disputed by ${slug}`;
  // The accreditor may not see a RESTRICTED asset; the contract then says whether there is a dispute.
  if (asset !== null && !asset.disputes.some(({ organization }) => organization.id === id))
    return alreadyResult({ assetId, organizationId: id }, sentence);
  const reasonHash = await stateReason(platform.api, reason);
  const about = { assetId, organizationId: id, reasonHash };
  return actResult(await relay(platform, resolveDisputeAct(about)), {
    about,
    done: `the dispute of ${slug} about asset ${assetId} is resolved`,
  });
}
