import { parseBytes32 } from '@lanran/protocol/kernel/bytes';
import { formatMoney } from '@lanran/protocol/kernel/money';
import { currencyOrUnits } from '@lanran/protocol/licensing/currencies';
import { formatMedia } from '@lanran/protocol/licensing/media';
import { isFlat } from '@lanran/protocol/licensing/pricing';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import { proposalDocument } from '@lanran/sdk/acts/safe-acts';
import type { Selection } from '@lanran/sdk/consent/selections';
import { ArgumentError, RefusedError } from '@lanran/sdk/kernel/errors';
import { requireKnownRights } from '@lanran/sdk/kernel/known-rights';
import type { Platform } from '@lanran/sdk/kernel/session';
import {
  countOutcomes,
  MAX_OFFERS_AN_ACT,
  offerMany as offerPreviewed,
  type OfferedAsset,
  type OfferPreview,
  type OfferTemplate,
  type PreviewedOffer,
  previewOffers,
} from '@lanran/sdk/licensing/bulk-offers';
import { chooseOrganization, getOrganization } from '@lanran/sdk/organizations/organizations';
import type { CommandContext, ConfirmationOption } from '../context.ts';
import {
  blockingDocument,
  blockingLines,
  findBlocking,
  type FoundBlocking,
  refuseCheapBlocking,
} from '../lines/blocking.ts';
import { ruleLines } from '../lines/quote.ts';
import { type OfferOptions, parseOfferPrice } from '../options/offer-price.ts';
import { wholeAssetIds } from '../options/short-numbers.ts';
import { parseRightsOption, parseShareBps, parseWish } from '../options/window.ts';
import { type CommandResult, parseOption } from '../output.ts';

interface BulkOptions extends OfferOptions, ConfirmationOption {
  readonly organization?: string;
  readonly dryRun?: boolean;
}

interface OfferManyOptions extends BulkOptions {
  readonly search?: string;
  readonly asset?: readonly string[];
  readonly collection?: string;
  readonly community?: string;
}

/** Offers what of a list can be offered on these terms; the same again does what is missing. */
export async function offerList(
  context: CommandContext,
  list: string,
  options: BulkOptions,
): Promise<CommandResult> {
  return offerSelection(context, options, async () => ({ kind: 'LIST', listId: list }));
}

/** The same for what a search finds, for named assets and for a collection. */
export async function offerMany(context: CommandContext, options: OfferManyOptions): Promise<CommandResult> {
  const { search, asset, collection, community } = options;
  const ways = [search, asset, collection].filter((way) => way !== undefined);
  if (ways.length !== 1)
    throw new ArgumentError('--search', 'give one of --search, --asset and --collection.');
  return offerSelection(context, options, async ({ api }, holder) => {
    if (search !== undefined) return { kind: 'SEARCH', filter: { text: search, holder } };
    if (asset !== undefined)
      return { kind: 'ASSETS', assetIds: await wholeAssetIds('--asset', asset, context) };
    if (community === undefined)
      throw new ArgumentError('--community', 'name the community whose council consented to the collection.');
    const root = parseOption('--collection', () =>
      parseBytes32((collection ?? '').toLowerCase(), 'collection'),
    );
    const { id: communityId } = await getOrganization(api, community, '--community');
    return { kind: 'COLLECTION', communityId, root };
  });
}

async function offerSelection(
  context: CommandContext,
  options: BulkOptions,
  select: (platform: Platform, holder: OfferTemplate['holder']) => Promise<Selection>,
): Promise<CommandResult> {
  const window = parseWish(options);
  const rights = parseRightsOption(options.rights);
  const share = options.shareBps === undefined ? {} : { communityShareBps: parseShareBps(options.shareBps) };
  const platform = await context.connect();
  requireKnownRights(platform.deployment, rights);
  const { price, rule } = parseOfferPrice(options, window.media, platform.deployment);
  const named = options.organization;
  const { id: holder } = await chooseOrganization(platform.api, {
    named,
    kind: 'INSTITUTION',
    argument: 'organization',
  });
  const { only } = options;
  const licensee = only === undefined ? null : await getOrganization(platform.api, only, '--only');
  const template: OfferTemplate = {
    ...window,
    price: price.amount,
    token: price.token,
    rule,
    rights,
    holder,
    ...(licensee !== null && { licensee: licensee.id }),
    ...share,
  };
  const preview = await previewOffers(platform, await select(platform, holder), template);
  const blocking = blockingOfPreview(preview);
  refuseCheapBlocking(platform, blocking, { ...options, rule });
  for (const line of previewLines(platform, preview, blocking)) context.say(line);
  if (options.dryRun === true || dueCount(preview) === 0) return previewResult(platform, preview, blocking);
  await confirm(context, options, preview);
  const { rows } = await offerPreviewed(platform, preview, {
    onProgress: (done, all) => context.showStatus?.(`${done} of ${all} acts done`),
  });
  return offeredResult(platform, rows, { preview, blocking });
}

function dueCount({ rows }: OfferPreview): number {
  return rows.filter(({ outcome }) => outcome === 'NEW' || outcome === 'REPLACES').length;
}

function blockingOfPreview({ rows, template }: OfferPreview): FoundBlocking {
  return findBlocking(
    rows
      .filter(({ outcome }) => outcome === 'NEW' || outcome === 'REPLACES')
      .map(({ open, replaces, offerId }) => ({
        terms: template,
        open: open.filter((offer) => offer.id !== offerId && !replaces.includes(offer)),
      })),
  );
}

async function confirm(
  { ask, format }: CommandContext,
  { yes }: ConfirmationOption,
  preview: OfferPreview,
): Promise<void> {
  if (yes === true || format === 'json') return;
  if (ask === null)
    throw new ArgumentError('--yes', 'Nothing was offered; add --yes to offer what this table says.');
  const answer = await ask(`Open ${dueCount(preview)} offers? Type yes: `);
  if (answer.trim().toLowerCase() !== 'yes') throw new RefusedError('CANCELED', 'Nothing was offered.');
}

function previewLines(
  { deployment }: Platform,
  { template, rows, isWhole }: OfferPreview,
  blocking: FoundBlocking,
): string[] {
  const { price, token, rule, media, territories, exclusive } = template;
  const currency = currencyOrUnits(deployment.currencies, token);
  const isByMonth = rule !== undefined && !isFlat(rule);
  return [
    `${formatMoney(price, currency)}${isByMonth ? ' a month' : ''}, ${formatMedia(media)} in ${territoryText(territories, 'en')}${exclusive ? ', exclusive' : ''}`,
    ...(rule === undefined ? [] : ruleLines(rule, { currency, exclusive })),
    ...blockingLines({ deployment }, blocking),
    ...rows.map((row) => rowLine(row)),
    ...restLines(isWhole),
  ];
}

function restLines(isWhole: boolean): string[] {
  return isWhole
    ? []
    : [`There is more: ${MAX_OFFERS_AN_ACT} offers are opened in one act. Run this again to go on.`];
}

function rowLine(row: PreviewedOffer): string {
  return `${row.number}  ${row.identifier ?? '–'}  ${titleOf(row)}: ${WORDS[row.outcome]}${detailOf(row)}`;
}

const WORDS: Readonly<Record<PreviewedOffer['outcome'], string>> = {
  NEW: 'new',
  SAME: 'open already',
  REPLACES: 'replaces',
  REFUSED: 'refused:',
};

function detailOf({ outcome, offerId, replaces, reasons }: PreviewedOffer): string {
  if (outcome === 'REFUSED')
    return ` ${reasons.map(({ code, en, zh }) => `${en} ${zh} (${code})`).join(' ')}`;
  if (outcome === 'SAME') return `, offer ${offerId ?? ''}`;
  return outcome === 'REPLACES' ? ` offer ${replaces.map(({ id }) => id).join(', ')}` : '';
}

function titleOf({ title, assetId }: PreviewedOffer): string {
  return title.en ?? title.zh ?? assetId;
}

function rowDocument(row: PreviewedOffer | OfferedAsset) {
  const { assetId, number, identifier, title, outcome, offerId, replaces, reasons } = row;
  const told = 'message' in row ? row.message : null;
  const reason = reasons.length > 0 ? reasons.map(({ en }) => en).join(' ') : told;
  return {
    assetId,
    number,
    identifier,
    title,
    outcome,
    offerId,
    reason,
    ...(replaces.length > 0 && { replaces: replaces.map(({ id }) => id) }),
    ...(reasons.length > 0 && { reasons }),
    ...('state' in row && row.state !== null && { state: row.state }),
    ...('state' in row && row.transaction !== null && { transaction: row.transaction }),
    ...('state' in row && row.proposal !== null && { proposal: proposalDocument(row.proposal) }),
  };
}

function previewResult(platform: Platform, preview: OfferPreview, blocking: FoundBlocking): CommandResult {
  const { rows, isWhole } = preview;
  const isRefused = rows.some(({ outcome }) => outcome === 'REFUSED');
  return {
    json: {
      offers: rows.map(rowDocument),
      counts: countOutcomes(rows),
      isWhole,
      ...blockingDocument(platform, blocking),
    },
    lines: [`${countsText(countOutcomes(rows))}; nothing was signed`],
    exitCode: isRefused ? 1 : 0,
  };
}

function offeredResult(
  platform: Platform,
  rows: readonly OfferedAsset[],
  { preview, blocking }: { readonly preview: OfferPreview; readonly blocking: FoundBlocking },
): CommandResult {
  const left = rows.filter(({ outcome, state }) => outcome === 'REFUSED' || state === 'WAITING');
  return {
    json: {
      offers: rows.map(rowDocument),
      counts: countOutcomes(rows),
      isWhole: preview.isWhole,
      ...blockingDocument(platform, blocking),
    },
    lines: [
      ...rows.map(offeredLine),
      countsText(countOutcomes(rows)),
      ...(left.some(({ state }) => state === 'WAITING')
        ? ['Not all was done. Run this again to go on.']
        : []),
      ...restLines(preview.isWhole),
    ],
    exitCode: left.length > 0 ? 1 : 0,
  };
}

function offeredLine(row: OfferedAsset): string {
  const { state, offerId, closed, outcome } = row;
  if (outcome === 'REFUSED' || state === null) return rowLine(row);
  const head = `${row.number}  ${row.identifier ?? '–'}  ${titleOf(row)}: `;
  const replaced = closed.length === 0 ? '' : `, closed ${closed.join(', ')}`;
  if (state === 'PROPOSED') return `${head}proposed to the owners of the Safe`;
  return state === 'WAITING' && offerId === null
    ? `${head}not done yet`
    : `${head}offer ${offerId ?? ''}${replaced}`;
}

function countsText(counts: Readonly<Partial<Record<PreviewedOffer['outcome'], number>>>): string {
  const { NEW = 0, REPLACES = 0, SAME = 0, REFUSED = 0 } = counts;
  return `${NEW} new, ${REPLACES} in place of others, ${SAME} open already, ${REFUSED} refused`;
}
