import { relay } from '@lanran/sdk/acts/relaying';
import { findAssetState, getAssetState } from '@lanran/sdk/assets/asset-state';
import { chooseDisputant } from '@lanran/sdk/disputes/disputants';
import { disputeAct, resolveDisputeAct, retractDisputeAct } from '@lanran/sdk/disputes/dispute-acts';
import { stateReason } from '@lanran/sdk/disputes/stated-reason';
import { areSalesPaused } from '@lanran/sdk/kernel/contracts-paused';
import { pauseAct, resumeAct } from '@lanran/sdk/licensing/sales-acts';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import type { CommandContext } from './context.ts';
import { actResult, alreadyResult } from './lines/act.ts';
import { parseAssetArgument, parseReasonOption } from './options/arguments.ts';
import type { CommandResult } from './output.ts';

interface DisputeOptions {
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

interface DisputeRetractOptions {
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

interface DisputeResolveOptions {
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

/** The accreditor or the operator stops new sales; licenses, claims and withdrawals are not affected. */
export async function pause(context: CommandContext): Promise<CommandResult> {
  const platform = await context.connect();
  const about = { isPaused: true };
  if (await areSalesPaused(platform.api)) return alreadyResult(about, 'sales are paused');
  return actResult(await relay(platform, pauseAct()), { about, done: 'sales are paused' });
}

/** The accreditor or the operator lets sales go on. */
export async function resume(context: CommandContext): Promise<CommandResult> {
  const platform = await context.connect();
  const about = { isPaused: false };
  if (!(await areSalesPaused(platform.api))) return alreadyResult(about, 'sales go on');
  return actResult(await relay(platform, resumeAct()), { about, done: 'sales go on' });
}
