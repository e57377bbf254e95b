import { getAsset } from '../../client/assets.ts';
import { grantAct } from '../../client/licensing-acts.ts';
import { relay } from '../../client/relaying.ts';
import { actResult } from '../act-result.ts';
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
  const { holder } = await getAsset(platform.api, assetId);
  context.say(`consenting to licenses by ${holder.slug}`);
  const done = await relay(platform, grantAct(assetId, { ...terms, holder: holder.id }));
  return actResult(done, {
    about: { assetId, holder: holder.id, ...consentDocument(terms) },
    done: `consented to ${consentLine(terms)}`,
  });
}
