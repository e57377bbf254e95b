import type { AssetId } from '@lanran/protocol/kernel/ids';
import { consentToCollection, proposeCollection } from '@lanran/sdk/consent/collections';
import { UsageError } from '@lanran/sdk/kernel/errors';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import { actResult, alreadyResult } from '../act-result.ts';
import { consentDocument, consentLine, parseConsent, type ConsentOptions } from '../consent-options.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';

export interface ConsentCollectionOptions extends ConsentOptions {
  readonly community: string;
  readonly holder: string;
  readonly asset?: readonly string[];
}

/** A council permits licenses of many assets by one signature on their root, which is computed here from their list. */
export async function consentCollection(
  context: CommandContext,
  options: ConsentCollectionOptions,
): Promise<CommandResult> {
  const terms = parseConsent(options);
  const assetIds = parseAssets(options.asset);
  const platform = await context.connect();
  const community = await getOrganization(platform.api, options.community, '--community');
  const holder = await getOrganization(platform.api, options.holder, '--holder');
  const collection = await proposeCollection(platform.api, {
    communityId: community.id,
    holder: holder.id,
    assetIds,
  });
  const { root } = collection;
  const size = collection.assetIds.length;
  context.say(`consenting to licenses by ${holder.slug} of ${size} assets, root ${root}`);
  const about = { root, size, community: community.id, holder: holder.id, ...consentDocument(terms) };
  const done = await consentToCollection(platform, collection, { ...terms, holder: holder.id });
  if (done === null)
    return alreadyResult(about, `collection ${root} of ${size} assets has just this consent`);
  return actResult(done, {
    about,
    done: `consented to ${consentLine(terms)}; for ${size} assets, root ${root}`,
  });
}

/** Null for all of the holder's. */
function parseAssets(texts: readonly string[] | undefined): readonly AssetId[] | null {
  if (texts === undefined) return null;
  const ids = texts.map((text) => parseAssetArgument(text, '--asset'));
  if (new Set(ids).size < ids.length) throw new UsageError('--asset', 'name each asset once.');
  return ids;
}
