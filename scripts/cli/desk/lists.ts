import { currencyAt } from '@lanran/protocol/licensing/currencies';
import { csvOf } from '@lanran/protocol/kernel/csv';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { formatMoney } from '@lanran/protocol/kernel/money';
import {
  addToList,
  type AssetList,
  createList,
  getList,
  getLists,
  type ListItem,
  quoteMany,
  type QuotedAsset,
} from '@lanran/sdk/desk/lists';
import { quoteReferenceOf } from '@lanran/sdk/desk/quote-reference';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import { readDeployment } from '@lanran/sdk/kernel/session';
import { issuedAlready, type WishInput } from '@lanran/sdk/licensing/quotes';
import type { CommandContext } from '../context.ts';
import { type Money, moneyText, type PricedIn } from '@lanran/sdk/kernel/money';
import { placesText } from '../lines/license.ts';
import { parseAssetArgument } from '../options/arguments.ts';
import { parseWish, wishInput, type WishOptions } from '../options/window.ts';
import type { CommandResult } from '../output.ts';

const HEADS = [
  ...['asset', 'number', 'identifier', 'title', 'holder', 'note', 'verdict', 'price', 'currency', 'rights'],
  ...['endable', 'reasons', 'alternatives'],
];

/** A list of one's own, with what it is for where that is said. */
export async function create(
  context: CommandContext,
  title: string,
  options: Partial<WishOptions>,
): Promise<CommandResult> {
  const wish = parseUse(options);
  const { api } = await context.connect();
  const { id } = await createList(api, { title, wish });
  return { json: { listId: id }, lines: [`list ${id}`] };
}

/** Behind what is there; what is there already stays. */
export async function add(
  context: CommandContext,
  list: string,
  assets: readonly string[],
): Promise<CommandResult> {
  const assetIds = assets.map((asset) => parseAssetArgument(asset));
  const { api } = await context.connect();
  const { id, size } = await addToList(api, list, assetIds);
  return { json: { listId: id, size }, lines: [`list ${id} has ${countText(size)}`] };
}

/** What is in a list; without one, which lists there are. */
export async function show(context: CommandContext, named: string | undefined): Promise<CommandResult> {
  const { api } = await context.connect();
  if (named === undefined) {
    const lists = await getLists(api);
    return {
      json: { lists },
      lines: lists.map(
        ({ id, title, isFavorites, size }) =>
          `${id}  ${isFavorites ? 'favorites' : title}  ${countText(size)}`,
      ),
    };
  }
  const list = await getList(api, named);
  return {
    json: list,
    lines: [
      `${list.isFavorites ? 'favorites' : list.title}: ${countText(list.size)}`,
      ...(list.note === '' ? [] : [list.note]),
      ...useLines(list),
      ...hiddenLines(list),
      ...list.items.map((item) => `  ${namedOf(item)}${noteText(item)}`),
    ],
  };
}

interface ListQuoteOptions {
  readonly csv?: boolean;
}

/** One table of verdicts for the use of the list. */
export async function quote(
  context: CommandContext,
  named: string,
  { csv = false }: ListQuoteOptions,
): Promise<CommandResult> {
  if (csv && context.format === 'json')
    throw new ArgumentError('--csv', 'leave out --json, or --csv: one document is written.');
  const { api } = await context.connect();
  const list = await getList(api, named);
  const wish = wishOfList(list);
  const deployment = await readDeployment(api);
  const { block, rows } = await quoteMany(
    api,
    list.items.map(({ asset }) => asset.id),
    { wish },
  );
  const { number, validUntil } = quoteReferenceOf({ block, rows }, wish);
  const byAsset = new Map(rows.map((row) => [row.assetId, row]));
  const quoted = list.items.flatMap((item) => {
    const row = byAsset.get(item.asset.id);
    return row === undefined ? [] : [{ item, row }];
  });
  const json = {
    listId: list.id,
    number,
    validUntil,
    wish,
    block,
    hiddenCount: list.hiddenCount,
    rows: quoted.map(({ item, row }) => ({
      ...row,
      number: shortNumberOf(row.assetId),
      identifier: item.asset.identifier ?? null,
      title: titleOf(item),
      note: item.note,
      licenseId: issuedAlready(row),
      price: row.price == null ? null : moneyText(row.price, deployment),
      alternatives: row.alternatives.map((each) => ({ ...each, price: moneyText(each.price, deployment) })),
    })),
  };
  if (csv) {
    const table = [HEADS, ...quoted.map((each) => csvRow(each, deployment))];
    return { json, lines: [csvOf(table).trimEnd()] };
  }
  const free = quoted.filter(({ row }) => row.outcome === 'FREE');
  return {
    json,
    lines: [
      ...useLines(list),
      ...quoted.flatMap((each) => verdictLines(each, deployment)),
      ...hiddenLines(list),
      `${free.length} of ${quoted.length} can be licensed${totalText(free, deployment)}`,
      ...(free.some(({ row }) => isEndable(row))
        ? [
            `${free.filter(({ row }) => isEndable(row)).length} of ${free.length} can be ended before their last day by the holder or the community’s council, for a stated reason`,
          ]
        : []),
      ...(validUntil === null
        ? []
        : [`quote ${number}: can be bought as it is until ${validUntil}, unless an offer is closed before`]),
      ...(block === null ? [] : [`by the log up to block ${block.number} (${block.hash}), ${block.time}`]),
    ],
  };
}

interface QuotedItem {
  readonly item: ListItem;
  readonly row: QuotedAsset;
}

function verdictLines({ item, row }: QuotedItem, deployment: PricedIn): string[] {
  const { outcome, price, reasons, alternatives } = row;
  const held = issuedAlready(row);
  if (held !== null) return [`${namedOf(item)}: you have this license, ${held}`];
  const verdict = outcome === 'FREE' && price != null ? moneyText(price, deployment) : OUTCOMES[outcome];
  return [
    `${namedOf(item)}: ${verdict}${outcome === 'FREE' ? rightsText(row) : ''}`,
    ...reasons.map(({ code, en }) => `  ${en} (${code})`),
    ...alternatives.map((each) => `  or ${useText(each)}, for ${moneyText(each.price, deployment)}`),
  ];
}

const OUTCOMES: Readonly<Record<QuotedAsset['outcome'], string>> = {
  FREE: 'can be licensed',
  REFUSED: 'not like this',
  TAKEN_DOWN: 'taken down',
  NOT_FOUND: 'not found, or not for you to see',
};

function csvRow({ item, row }: QuotedItem, { currencies }: PricedIn): string[] {
  const { price, reasons, alternatives } = row;
  const isHeld = issuedAlready(row) !== null;
  return [
    row.assetId,
    shortNumberOf(row.assetId),
    item.asset.identifier ?? '',
    titleOf(item),
    item.asset.holder.name.en ?? item.asset.holder.name.zh ?? item.asset.holder.slug,
    item.note,
    isHeld ? 'HELD' : row.outcome,
    ...(isHeld ? ['', ''] : amountOf(price ?? null, currencies)),
    isHeld ? '' : row.rights.join(' '),
    isHeld || row.outcome !== 'FREE' ? '' : isEndable(row) ? 'yes' : 'no',
    reasons.map(({ en }) => en).join(' '),
    isHeld ? '' : alternatives.map(useText).join('; '),
  ];
}

/** As people find it again: number, the museum's own, title. */
function namedOf(item: ListItem): string {
  const { id, identifier } = item.asset;
  return [shortNumberOf(id), ...(identifier == null ? [] : [identifier]), titleOf(item)].join('  ');
}

/** Can its holder end it before its last day? */
function isEndable({ rights }: QuotedAsset): boolean {
  return rights.includes('REVOCABLE');
}

function rightsText(row: QuotedAsset): string {
  const given = row.rights.filter((right) => right !== 'REVOCABLE');
  return `${given.length === 0 ? '' : `, ${given.join(', ')}`}${isEndable(row) ? ', can be ended by holder or council' : ''}`;
}

function amountOf(price: Money | null, currencies: PricedIn['currencies']): [string, string] {
  if (price === null) return ['', ''];
  const currency = currencyAt(currencies, price.token);
  if (currency === null) return [price.amount.toString(), price.token];
  const [amount = ''] = formatMoney(price.amount, currency).split(' ');
  return [amount, currency.symbol];
}

function totalText(free: readonly QuotedItem[], deployment: PricedIn): string {
  const totals = new Map<string, bigint>();
  for (const { row } of free) {
    if (row.price == null) continue;
    totals.set(row.price.token, (totals.get(row.price.token) ?? 0n) + row.price.amount);
  }
  const prices = [...totals].map(([token, amount]) => moneyText({ token, amount }, deployment));
  return prices.length === 0 ? '' : `, for ${prices.join(' and ')} together`;
}

/** All four, or none. @throws ArgumentError */
export function parseUse({ media, territory, from, to, exclusive }: Partial<WishOptions>): WishInput | null {
  if ([media, territory, from, to].every((each) => each === undefined)) {
    if (exclusive === true)
      throw new ArgumentError('--exclusive', 'goes with --media, --territory, --from and --to.');
    return null;
  }
  if (media === undefined) throw new ArgumentError('--media', 'goes with --territory, --from and --to.');
  if (territory === undefined) throw new ArgumentError('--territory', 'goes with --media, --from and --to.');
  if (from === undefined) throw new ArgumentError('--from', 'goes with --media, --territory and --to.');
  if (to === undefined) throw new ArgumentError('--to', 'goes with --media, --territory and --from.');
  const options = { media, territory, from, to, ...(exclusive === true && { exclusive }) };
  return wishInput(parseWish(options), options);
}

/** @throws ArgumentError for a list that says no use */
export function wishOfList({ project, title }: AssetList): WishInput {
  const wish = project?.wish;
  if (wish == null)
    throw new ArgumentError(
      'LIST',
      `${title === '' ? 'favorites' : title} says no use. Describe it on the list’s page, or make a list with --media, --territory, --from and --to.`,
    );
  const { media, territories, firstDay: from, lastDay: to, exclusive } = wish;
  return { media, territories, from, to, exclusive };
}

type Use = NonNullable<NonNullable<AssetList['project']>['wish']>;

function useLines({ project }: AssetList): string[] {
  return project?.wish == null ? [] : [`for ${useText(project.wish)}`];
}

function useText({ media, territories, firstDay, lastDay, exclusive }: Use): string {
  return `${media.join(',')} in ${placesText(territories)}, ${firstDay} to ${lastDay}${exclusive ? ', exclusive' : ''}`;
}

function hiddenLines({ hiddenCount }: AssetList): string[] {
  if (hiddenCount === 0) return [];
  return [`${hiddenCount} ${hiddenCount === 1 ? 'object is' : 'objects are'} not visible to you`];
}

export function titleOf({ asset }: ListItem): string {
  return asset.title.en ?? asset.title.zh ?? asset.id;
}

function noteText({ note }: ListItem): string {
  return note === '' ? '' : `  (${note})`;
}

function countText(size: number): string {
  return size === 1 ? '1 asset' : `${size} assets`;
}
