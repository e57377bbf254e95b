import { formatDay } from '@lanran/protocol/day';
import { formatMedia } from '@lanran/protocol/media';
import { formatRights } from '@lanran/protocol/rights';
import { formatTerritories } from '@lanran/protocol/territories';
import { getAsset } from '../../client/assets.ts';
import { UsageError } from '../../client/errors.ts';
import { grantAct } from '../../client/licensing-acts.ts';
import { relay } from '../../client/relaying.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';
import {
  parseDayOption,
  parseMediaOption,
  parseRightsOption,
  parseTerritoryOption,
} from '../wish-options.ts';

export interface ConsentOptions {
  readonly media: string;
  readonly territory: string;
  readonly until: string;
  readonly shareBps: string;
  readonly rights?: string;
}

/** A council permits licenses; the same consent twice is one. */
export async function consent(
  context: CommandContext,
  asset: string,
  options: ConsentOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(asset);
  const terms = {
    media: parseMediaOption(options.media),
    territories: parseTerritoryOption(options.territory),
    lastDay: parseDayOption('--until', options.until),
    shareBps: parseShareBps(options.shareBps),
    rights: parseRightsOption(options.rights),
  };
  const platform = await context.connect();
  const { holder } = await getAsset(platform.api, assetId);
  context.say(`consenting to licenses by ${holder.slug}`);
  const { transaction } = await relay(platform, grantAct(assetId, { ...terms, holder: holder.id }));
  const media = formatMedia(terms.media);
  const territories = formatTerritories(terms.territories);
  return {
    json: {
      assetId,
      holder: holder.id,
      media,
      territories,
      until: formatDay(terms.lastDay),
      shareBps: terms.shareBps,
      rights: formatRights(terms.rights),
      transaction,
    },
    lines: [
      `consented to ${media} in ${territories} until ${options.until}; ${terms.shareBps / 100} % goes to the community`,
      `transaction ${transaction}`,
    ],
  };
}

function parseShareBps(text: string): number {
  const shareBps = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(shareBps <= 10_000))
    throw new UsageError('--share-bps', 'must be 0 to 10000 hundredths of a percent; 2000 is 20 %.');
  return shareBps;
}
