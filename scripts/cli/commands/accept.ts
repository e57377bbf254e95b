import { getAssetState } from '@lanran/sdk/assets/asset-state';
import { acceptCustodyAct } from '@lanran/sdk/custody/custody-acts';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import { relay } from '@lanran/sdk/acts/relaying';
import { actResult, alreadyResult } from '../act-result.ts';
import { requireYes, type ConfirmationOption } from '../confirmation.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';

export interface AcceptOptions extends ConfirmationOption {
  readonly for: string;
}

/** An organization takes over an asset that was offered to it. */
export async function accept(
  context: CommandContext,
  assetText: string,
  options: AcceptOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(assetText);
  requireYes(
    context,
    options,
    `This makes ${options.for} the holder of asset ${assetId}, which answers for it from then on; its consent and all offers of the old holder end.`,
  );
  const platform = await context.connect();
  const taker = await getOrganization(platform.api, options.for, '--for');
  const { holder } = await getAssetState(platform.api, assetId);
  const about = { assetId, holder: taker.id, previous: holder.id };
  const sentence = `${taker.slug} holds asset ${assetId}`;
  if (holder.id === taker.id) return alreadyResult({ assetId, holder: taker.id }, sentence);
  const act = acceptCustodyAct({ assetId, holder: holder.id, taker: taker.id });
  return actResult(await relay(platform, act), { about, done: sentence });
}
