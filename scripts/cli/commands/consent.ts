import { getAsset, type Asset } from '@lanran/sdk/assets/assets';
import { consentToAsset, consentToUse } from '@lanran/sdk/consent/consent';
import { UsageError } from '@lanran/sdk/kernel/errors';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import type { Platform } from '@lanran/sdk/kernel/session';
import { actResult, alreadyResult } from '../act-result.ts';
import { consentDocument, consentLine, parseConsent, type ConsentOptions } from '../consent-options.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';
import {
  parseUseConsent,
  useConsentDocument,
  useConsentLine,
  type UseConsentOptions,
} from '../use-consent-options.ts';

export type ConsentCommandOptions = Partial<ConsentOptions> & UseConsentOptions;

/** A council permits licenses, or one license to one organization; the same consent twice is one. */
export async function consent(
  context: CommandContext,
  text: string,
  options: ConsentCommandOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(text);
  const { only } = options;
  const terms = only === undefined ? parseConsent({ ...options, ...requireGeneral(options) }) : null;
  const platform = await context.connect();
  const asset = await getAsset(platform.api, assetId);
  context.say(`consenting to licenses by ${asset.holder.slug}`);
  if (terms !== null) return consentToAll(platform, asset, terms);
  return consentToOne(platform, asset, { ...options, only: only ?? '' });
}

async function consentToAll(
  platform: Platform,
  asset: Asset,
  terms: ReturnType<typeof parseConsent>,
): Promise<CommandResult> {
  const { id: assetId, holder } = asset;
  const about = { assetId, holder: holder.id, ...consentDocument(terms) };
  const done = await consentToAsset(platform, asset, { ...terms, holder: holder.id });
  if (done === null) return alreadyResult(about, `asset ${assetId} has just this consent`);
  return actResult(done, { about, done: `consented to ${consentLine(terms)}` });
}

async function consentToOne(
  platform: Platform,
  asset: Asset,
  options: UseConsentOptions & { readonly only: string },
): Promise<CommandResult> {
  const { id: assetId, holder } = asset;
  const { deployment } = platform;
  const terms = parseUseConsent(options, deployment, asset.consent?.shareBps ?? null);
  const licensee = await getOrganization(platform.api, options.only, '--only');
  const about = { assetId, holder: holder.id, only: licensee.id, ...useConsentDocument(terms, deployment) };
  const use = { ...terms, holder: holder.id, licensee: licensee.id };
  const done = await consentToUse(platform, asset, use);
  if (done === null) return alreadyResult(about, `${licensee.slug} has just this consent to one use`);
  return actResult(done, {
    about,
    done: `consented to one license for ${licensee.slug}: ${useConsentLine(terms, deployment)}`,
  });
}

/** What a consent to all licenses needs to have said. @throws UsageError */
function requireGeneral({ until, shareBps, minPrice, from, to, exclusive }: ConsentCommandOptions) {
  const ofOne = [minPrice, from, to, exclusive].some((option) => option !== undefined);
  if (ofOne)
    throw new UsageError(
      '--only',
      '--min-price, --from, --to and --exclusive are of consent to one use: name by whom.',
    );
  if (until === undefined) throw new UsageError('--until', 'give the last day of the consent.');
  if (shareBps === undefined)
    throw new UsageError('--share-bps', "give the community's share of every price, 2000 for 20 %.");
  return { until, shareBps };
}
