import type { AssetId } from '@lanran/protocol/kernel/ids';
import { getAssetState } from '@lanran/sdk/assets/asset-state';
import { cancelCustodyAct, offerCustodyAct } from '@lanran/sdk/custody/custody-acts';
import { UsageError } from '@lanran/sdk/kernel/errors';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import { relay } from '@lanran/sdk/acts/relaying';
import type { Platform } from '@lanran/sdk/kernel/session';
import { actResult, alreadyResult } from '../act-result.ts';
import { requireYes, type ConfirmationOption } from '../confirmation.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';

export interface TransferOptions extends ConfirmationOption {
  readonly to?: string;
  readonly cancel?: boolean;
}

/** A holder offers an asset's custody to another organization, or takes that back; it changes hands once that one accepts. */
export async function transfer(
  context: CommandContext,
  assetText: string,
  options: TransferOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(assetText);
  const { to, cancel = false } = options;
  if ((to === undefined) !== cancel)
    throw new UsageError(
      '--to',
      'name the organization that is to have the asset, or --cancel; one of both.',
    );
  if (to === undefined) return cancelTransfer(await context.connect(), assetId);
  requireYes(
    context,
    options,
    `This offers asset ${assetId} to ${to}. Once it accepts, it is the holder: the consent and all offers of the asset end, and only it can give the asset back.`,
  );
  return offerTransfer(await context.connect(), assetId, to);
}

async function offerTransfer(platform: Platform, assetId: AssetId, to: string): Promise<CommandResult> {
  const taker = await getOrganization(platform.api, to, '--to');
  const { holder, custodyOffer } = await getAssetState(platform.api, assetId);
  const about = { assetId, to: taker.id };
  if (holder.id === taker.id) return alreadyResult(about, `${taker.slug} holds asset ${assetId}`);
  const sentence = `asset ${assetId} is offered to ${taker.slug}`;
  if (custodyOffer?.id === taker.id) return alreadyResult(about, sentence);
  return actResult(await relay(platform, offerCustodyAct(assetId, taker.id)), {
    about,
    done: `${sentence}, which takes it over with: lanran accept ${assetId} --for ${taker.slug}`,
  });
}

async function cancelTransfer(platform: Platform, assetId: AssetId): Promise<CommandResult> {
  const { custodyOffer } = await getAssetState(platform.api, assetId);
  const about = { assetId, to: null };
  const sentence = `asset ${assetId} is offered to nobody`;
  if (custodyOffer == null) return alreadyResult(about, sentence);
  return actResult(await relay(platform, cancelCustodyAct(assetId)), { about, done: sentence });
}
