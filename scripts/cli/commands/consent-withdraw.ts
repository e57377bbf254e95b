import { parseBytes32 } from '@lanran/protocol/kernel/bytes';
import { withdrawCollectionAct } from '@lanran/sdk/consent/collection-acts';
import { UsageError } from '@lanran/sdk/kernel/errors';
import { withdrawConsentToUse } from '@lanran/sdk/consent/consent';
import { withdrawConsentAct } from '@lanran/sdk/consent/consent-acts';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import { relay, relayUnlessDone } from '@lanran/sdk/acts/relaying';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import { parseOption, type CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';

export interface ConsentWithdrawOptions {
  readonly collection?: string;
  readonly community?: string;
  /** Of consent to one use alone: by whom. */
  readonly only?: string;
}

/** A council permits no further license of an asset, or of a collection's assets. Licenses sold before stay. */
export async function consentWithdraw(
  context: CommandContext,
  asset: string | undefined,
  options: ConsentWithdrawOptions,
): Promise<CommandResult> {
  const { collection, community } = options;
  if ((asset === undefined) === (collection === undefined))
    throw new UsageError('ASSET', 'name either an asset, or a collection with --collection ROOT.');
  if (options.only !== undefined && asset === undefined)
    throw new UsageError('--only', 'goes with an asset: consent to one use is given to assets.');
  if (asset !== undefined && options.only !== undefined) return withdrawUse(context, asset, options.only);
  if (asset !== undefined) return withdrawAsset(context, asset);
  if (community === undefined)
    throw new UsageError('--community', 'name the community whose council consented to the collection.');
  return withdrawCollection(context, collection ?? '', community);
}

async function withdrawAsset(context: CommandContext, text: string): Promise<CommandResult> {
  const assetId = parseAssetArgument(text);
  const platform = await context.connect();
  // Sent again on repetition: it also keeps the asset out of a collection that the council consented to since, and ends a
  // consent to a former holder, which counts for nothing but still keeps the share from falling.
  const done = await relay(platform, withdrawConsentAct(assetId));
  return actResult(done, {
    about: { assetId },
    done: `withdrew consent to ${assetId}; licenses sold before stay`,
  });
}

async function withdrawUse(context: CommandContext, text: string, named: string): Promise<CommandResult> {
  const assetId = parseAssetArgument(text);
  const platform = await context.connect();
  const licensee = await getOrganization(platform.api, named, '--only');
  const about = { assetId, only: licensee.id };
  const done = await withdrawConsentToUse(platform, assetId, licensee.id);
  if (done === null) return alreadyResult(about, `${licensee.slug} has no consent to one use of ${assetId}`);
  return actResult(done, { about, done: `withdrew consent to one use of ${assetId} by ${licensee.slug}` });
}

async function withdrawCollection(
  context: CommandContext,
  rootText: string,
  community: string,
): Promise<CommandResult> {
  const root = parseOption('--collection', () => parseBytes32(rootText.toLowerCase(), 'collection'));
  const platform = await context.connect();
  const { id: communityId } = await getOrganization(platform.api, community, '--community');
  const act = withdrawCollectionAct({ communityId, root });
  const done = await relayUnlessDone(platform, act, 'CONSENT_REGISTRY_NONE');
  const about = { root, community: communityId };
  if (done === null) return alreadyResult(about, `there is no consent to collection ${root}`);
  return actResult(done, {
    about,
    done: `withdrew consent to collection ${root}; licenses sold before stay`,
  });
}
