import { parseBytes32 } from '@lanran/protocol/kernel/bytes';
import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { moneyText, parsePrice, type PricedIn } from '@lanran/sdk/kernel/money';
import { formatMedia } from '@lanran/protocol/licensing/media';
import { formatRights } from '@lanran/protocol/licensing/rights';
import { formatTerritories } from '@lanran/protocol/territories/territories';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import { relay, relayUnlessDone } from '@lanran/sdk/acts/relaying';
import { type Asset, getAsset } from '@lanran/sdk/assets/assets';
import { withdrawCollectionAct } from '@lanran/sdk/consent/collection-acts';
import { consentToCollection, proposeCollection } from '@lanran/sdk/consent/collections';
import { consentToAsset, consentToUse, withdrawConsentToUse } from '@lanran/sdk/consent/consent';
import {
  type ConsentTerms,
  type UseConsentTerms,
  withdrawConsentAct,
} from '@lanran/sdk/consent/consent-acts';
import type { Selection } from '@lanran/sdk/consent/selections';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import { requireKnownRights } from '@lanran/sdk/kernel/known-rights';
import type { Platform } from '@lanran/sdk/kernel/session';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import type { CommandContext } from './context.ts';
import { askToReplace } from './lines/use-consent.ts';
import { actResult, alreadyResult } from './lines/act.ts';
import { parseAssetArgument } from './options/arguments.ts';
import { wholeAssetIds } from './options/short-numbers.ts';
import {
  parseDayOption,
  parseMediaOption,
  parseRightsOption,
  parseTerritoryOption,
  parseWish,
  parseShareBps,
} from './options/window.ts';
import { type CommandResult, parseOption } from './output.ts';

type ConsentCommandOptions = Partial<ConsentOptions> & UseConsentOptions;

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
  const mayReplace = options.replace === true;
  const done = await consentToUse(platform, asset, use, { mayReplace }).catch(askToReplace);
  if (done === null) return alreadyResult(about, `${licensee.slug} has just this consent to one use`);
  return actResult(done, {
    about,
    done: `consented to one license for ${licensee.slug}: ${useConsentLine(terms, deployment)}`,
  });
}

/** What a consent to all licenses needs to have said. @throws ArgumentError */
function requireGeneral({ until, shareBps, minPrice, from, to, exclusive }: ConsentCommandOptions) {
  const ofOne = [minPrice, from, to, exclusive].some((option) => option !== undefined);
  if (ofOne)
    throw new ArgumentError(
      '--only',
      '--min-price, --from, --to and --exclusive are of consent to one use: name by whom.',
    );
  if (until === undefined) throw new ArgumentError('--until', 'give the last day of the consent.');
  if (shareBps === undefined)
    throw new ArgumentError('--share-bps', "give the community's share of every price, 2000 for 20 %.");
  return { until, shareBps };
}

interface ConsentCollectionOptions extends ConsentOptions {
  readonly community: string;
  readonly holder: string;
  readonly asset?: readonly string[];
  readonly list?: string;
  readonly search?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** A council permits licenses of many assets by one signature on their root, which is computed here from their list. */
export async function consentCollection(
  context: CommandContext,
  options: ConsentCollectionOptions,
): Promise<CommandResult> {
  const terms = parseConsent(options);
  const { list, search, asset } = options;
  const ways = [list, search, asset].filter((way) => way !== undefined);
  if (ways.length > 1) throw new ArgumentError('--list', 'give one of --list, --search and --asset.');
  const assetIds = asset === undefined ? null : await wholeAssetIds('--asset', asset, context);
  const platform = await context.connect();
  requireKnownRights(platform.deployment, terms.rights);
  const community = await getOrganization(platform.api, options.community, '--community');
  const holder = await getOrganization(platform.api, options.holder, '--holder');
  const template = { ...terms, communityId: community.id, holder: holder.id };
  if (list !== undefined || search !== undefined) {
    const selection: Selection =
      list === undefined
        ? { kind: 'SEARCH', filter: { text: search ?? '', holder: holder.id, community: community.id } }
        : { kind: 'LIST', listId: list };
    const { consentToSelection } = await import('./desk/bulk-consent.ts');
    return consentToSelection(context, platform, { selection, template, options });
  }
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

interface ConsentWithdrawOptions {
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
    throw new ArgumentError('ASSET', 'name either an asset, or a collection with --collection ROOT.');
  if (options.only !== undefined && asset === undefined)
    throw new ArgumentError('--only', 'goes with an asset: consent to one use is given to assets.');
  if (asset !== undefined && options.only !== undefined) return withdrawUse(context, asset, options.only);
  if (asset !== undefined) return withdrawAsset(context, asset);
  if (community === undefined)
    throw new ArgumentError('--community', 'name the community whose council consented to the collection.');
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

/** `--media --territory --until --share-bps [--rights]` as commander gives them. */
interface ConsentOptions {
  readonly media: string;
  readonly territory: string;
  readonly until: string;
  readonly shareBps: string;
  readonly rights?: string;
}

/** @throws ArgumentError naming the option */
function parseConsent(options: ConsentOptions): Omit<ConsentTerms, 'holder'> {
  return {
    media: parseMediaOption(options.media),
    territories: parseTerritoryOption(options.territory),
    lastDay: parseDayOption('--until', options.until),
    shareBps: parseShareBps(options.shareBps),
    rights: parseRightsOption(options.rights),
  };
}

/** What was permitted, in words for the one document. */
function consentDocument({ media, territories, lastDay, shareBps, rights }: Omit<ConsentTerms, 'holder'>) {
  return {
    media: formatMedia(media),
    territories: formatTerritories(territories),
    until: formatDay(lastDay),
    shareBps,
    rights: formatRights(rights),
  };
}

/** The same as a sentence. */
function consentLine(terms: Omit<ConsentTerms, 'holder'>): string {
  const { media, until, shareBps, rights } = consentDocument(terms);
  return `${media} in ${territoryText(terms.territories, 'en')} until ${until}; ${shareBps / 100} % goes to the community; rights: ${rights}`;
}

/** `--only --min-price --media --territory --from --to [--exclusive --share-bps --rights]` as commander gives them. */
interface UseConsentOptions {
  readonly media: string;
  readonly territory: string;
  readonly only?: string;
  readonly minPrice?: string;
  readonly from?: string;
  readonly to?: string;
  readonly until?: string;
  readonly exclusive?: boolean;
  readonly shareBps?: string;
  readonly rights?: string;
  readonly replace?: boolean;
}

type Use = Omit<UseConsentTerms, 'holder' | 'licensee'>;

/** @param consentedBps what the consent to all licenses asks for, if there is one. @throws ArgumentError naming the option */
function parseUseConsent(options: UseConsentOptions, deployment: PricedIn, consentedBps: number | null): Use {
  const { media, territory, minPrice, to = options.until, shareBps, rights } = options;
  if (minPrice === undefined)
    throw new ArgumentError('--min-price', 'give the least that the license costs.');
  if (to === undefined) throw new ArgumentError('--to', 'give the last day of the license at the latest.');
  if (shareBps === undefined && consentedBps === null)
    throw new ArgumentError('--share-bps', "give the community's share of the price, 2000 for 20 %.");
  const least = parseOption('--min-price', () => parsePrice(minPrice, deployment, 'min-price'));
  const from = options.from ?? formatDay(todayOf(Math.floor(Date.now() / 1000)));
  return {
    ...parseWish({ media, territory, from, to, exclusive: options.exclusive === true }),
    token: least.token,
    minPrice: least.amount,
    shareBps: shareBps === undefined ? (consentedBps ?? 0) : parseShareBps(shareBps),
    rights: parseRightsOption(rights),
  };
}

/** What was permitted, in words for the one document. */
function useConsentDocument(use: Use, deployment: PricedIn) {
  return {
    media: formatMedia(use.media),
    territories: formatTerritories(use.territories),
    from: formatDay(use.firstDay),
    to: formatDay(use.lastDay),
    exclusive: use.exclusive,
    minPrice: moneyText({ amount: use.minPrice, token: use.token }, deployment),
    shareBps: use.shareBps,
    rights: formatRights(use.rights),
  };
}

/** The same as a sentence. */
function useConsentLine(use: Use, deployment: PricedIn): string {
  const { media, from, to, exclusive, minPrice, shareBps, rights } = useConsentDocument(use, deployment);
  const places = territoryText(use.territories, 'en');
  return `${media} in ${places}, ${from} to ${to}${exclusive ? ', also exclusive' : ''}, for at least ${minPrice}; ${shareBps / 100} % goes to the community; rights: ${rights}`;
}
