import { getAssetState } from '@lanran/sdk/assets/asset-state';
import { withdrawAct } from '@lanran/sdk/custody/custody-acts';
import { relay } from '@lanran/sdk/acts/relaying';
import { actResult, alreadyResult } from '../act-result.ts';
import { requireYes, type ConfirmationOption } from '../confirmation.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';

/** A holder takes an asset back from sale, for good. */
export async function withdraw(
  context: CommandContext,
  assetText: string,
  options: ConfirmationOption,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(assetText);
  requireYes(
    context,
    options,
    `This takes asset ${assetId} from sale for good: no license of it is ever sold again; those that were sold stay.`,
  );
  const platform = await context.connect();
  const { isWithdrawn } = await getAssetState(platform.api, assetId);
  const about = { assetId };
  const sentence = `asset ${assetId} is withdrawn from sale`;
  if (isWithdrawn) return alreadyResult(about, sentence);
  return actResult(await relay(platform, withdrawAct(assetId)), { about, done: sentence });
}
