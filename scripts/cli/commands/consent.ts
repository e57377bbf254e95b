import { getAsset } from '@lanran/client/assets';
import { consentToAsset } from '@lanran/client/consenting';
import { actResult, alreadyResult } from '../act-result.ts';
import { consentDocument, consentLine, parseConsent, type ConsentOptions } from '../consent-options.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';

/** A council permits licenses; the same consent twice is one. */
export async function consent(
  context: CommandContext,
  asset: string,
  options: ConsentOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(asset);
  const terms = parseConsent(options);
  const platform = await context.connect();
  const shown = await getAsset(platform.api, assetId);
  const { holder } = shown;
  context.say(`consenting to licenses by ${holder.slug}`);
  const about = { assetId, holder: holder.id, ...consentDocument(terms) };
  const done = await consentToAsset(platform, shown, { ...terms, holder: holder.id });
  if (done === null) return alreadyResult(about, `asset ${assetId} has just this consent`);
  return actResult(done, { about, done: `consented to ${consentLine(terms)}` });
}
