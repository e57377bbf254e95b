import { getAssetState } from '../../client/asset-state.ts';
import { withdrawAct } from '../../client/custody-acts.ts';
import { perform } from '../../client/performing.ts';
import { actResult, alreadyResult } from '../act-result.ts';
import { requireYes, type ConfirmationOption } from '../confirmation.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';
import { parseSafeOption, type SafeOption } from '../safe-option.ts';

/** A holder takes an asset back from sale, for good. */
export async function withdraw(
  context: CommandContext,
  assetText: string,
  options: SafeOption & ConfirmationOption,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(assetText);
  const safe = parseSafeOption(options);
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
  return actResult(await perform(platform, withdrawAct(assetId), safe), { about, done: sentence });
}
