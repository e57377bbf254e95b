import { ASSET_COLORS } from '@lanran/protocol/assets/colors';
import { parseMoney } from '@lanran/protocol/kernel/money';
import { currencyNamed } from '@lanran/protocol/licensing/currencies';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import {
  ASSET_KINDS,
  type CatalogAnswer,
  type FoundInCatalog,
  SEARCH_SORTS,
  searchCatalog,
} from '@lanran/sdk/assets/search';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import type { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import { moneyText, type PricedIn } from '@lanran/sdk/kernel/money';
import { readDeployment } from '@lanran/sdk/kernel/session';
import { findOrganization } from '@lanran/sdk/organizations/organizations';
import type { CommandContext } from '../context.ts';
import { parseWish, wishInput, type WishOptions } from '../options/window.ts';
import { type CommandResult, parseOption } from '../output.ts';

const MAX_FIRST = 50;
const MAX_CELL = 40;

type Use = Readonly<Record<'media' | 'territory' | 'from' | 'to', string | undefined>>;

interface SearchOptions extends Partial<Omit<WishOptions, 'exclusive'>> {
  readonly kind?: string;
  readonly holder?: string;
  readonly concept?: string;
  readonly onOffer?: boolean;
  readonly color?: string;
  readonly first: string;
  readonly sort?: string;
  readonly currency?: string;
  readonly least?: string;
  readonly most?: string;
}

/** What the catalog has of a text, the best first. Nothing found is an answer. */
export async function search(
  context: CommandContext,
  text: string,
  options: SearchOptions,
): Promise<CommandResult> {
  const { kind, holder, concept, onOffer, first, sort, color, media, territory, from, to } = options;
  const use = { media, territory, from, to };
  const asked = {
    text,
    first: parseFirst(first),
    ...(kind !== undefined && { kind: oneOf('--kind', kind, ASSET_KINDS) }),
    ...(sort !== undefined && { sort: oneOf('--sort', sort, SEARCH_SORTS) }),
    ...(concept !== undefined && { concept: parseConcept(concept) }),
    ...(onOffer === true && { onOffer }),
    ...(color !== undefined && {
      colors: color.split(',').map((name) => oneOf('--color', name.trim(), ASSET_COLORS)),
    }),
    ...(Object.values(use).some((part) => part !== undefined) && { licensable: chosenUse(use) }),
  };
  requireCurrency(options);
  const api = await context.openApi();
  const deployment = await readDeployment(api);
  const answer = await searchCatalog(api, {
    ...asked,
    ...priceIn(options, deployment),
    ...(holder !== undefined && { holder: await holderOf(api, holder) }),
  });
  return showFound(answer, { ...deployment, apiUrl: context.apiUrl });
}

type PriceOptions = Pick<SearchOptions, 'currency' | 'least' | 'most' | 'sort'>;

/** Nothing is converted: prices compare in one currency. */
function requireCurrency({ currency, least, most, sort }: PriceOptions): void {
  if (currency !== undefined) return;
  const isPriced = least !== undefined || most !== undefined || sort?.toUpperCase().startsWith('PRICE_');
  if (isPriced === true)
    throw new ArgumentError('--currency', 'must say in which currency prices are compared, such as CNY.');
}

function priceIn({ currency: code, least, most }: PriceOptions, { currencies }: PricedIn) {
  if (code === undefined) return {};
  const currency = currencyNamed(currencies, code.toUpperCase());
  if (currency === null)
    throw new ArgumentError(
      '--currency',
      `${code} is none of ${currencies.map(({ symbol }) => symbol).join(', ')}.`,
    );
  const unitsOf = (option: string, amount: string) =>
    parseOption(option, () => parseMoney(`${amount} ${currency.symbol}`, [currency]).units.toString());
  return {
    price: {
      token: currency.address,
      ...(least !== undefined && { min: unitsOf('--least', least) }),
      ...(most !== undefined && { max: unitsOf('--most', most) }),
    },
  };
}

/** All of a use, or none of it. */
function chosenUse({ media, territory, from, to }: Use) {
  if (media === undefined || territory === undefined || from === undefined || to === undefined)
    throw new ArgumentError('--media', 'goes with --territory, --from and --to: give all four, or none.');
  const { exclusive: _, ...use } = wishInput(parseWish({ media, territory, from, to }), { from, to });
  return use;
}

export function showFound(
  answer: CatalogAnswer,
  deployment: PricedIn & Pick<CommandContext, 'apiUrl'>,
): CommandResult {
  const { apiUrl } = deployment;
  const { totalCount, isWhole, leftOut, parts, edges } = answer;
  return {
    json: {
      total: totalCount,
      isWhole,
      leftOut,
      parts: parts.map(({ text, count, instead }) => ({ text, count, instead: instead ?? null })),
      results: edges.map(({ node, sale, relevance }) => ({
        id: node.id,
        number: shortNumberOf(node.id),
        identifier: node.identifier ?? null,
        title: { en: node.title.en ?? null, zh: node.title.zh ?? null },
        holder: node.holder.slug,
        kind: node.kind,
        sale: { ...sale, prices: pricesOf({ sale }, deployment) },
        score: relevance?.score ?? null,
        reasons: (relevance?.parts ?? []).map(({ meant, ...reason }) => ({
          ...reason,
          meant: meant ?? null,
        })),
        url: `${apiUrl}/assets/${node.id}`,
      })),
    },
    lines: [...partLines(answer), ...tableOf(edges, deployment), countLine(answer)],
  };
}

/** What of the text found nothing, and what was searched instead. */
function partLines({ parts, leftOut, isWhole, totalCount }: CatalogAnswer): string[] {
  const ignored = leftOut.map((text) => `Left out “${text}”: search can’t exclude a word.`);
  const told = parts.flatMap(({ text, count, instead }) => {
    if (instead != null)
      return instead === text
        ? [`Nothing has “${text}” as it is written; these sound or begin alike.`]
        : [`Nothing has “${text}”; searched for “${instead}” instead.`];
    return count === 0 ? [`Nothing has “${text}”.`] : [];
  });
  const partial =
    isWhole || totalCount === 0 ? [] : ['No asset has all of these words; these have the most of them.'];
  return [...ignored, ...told, ...partial];
}

function countLine({ totalCount, edges }: CatalogAnswer): string {
  if (totalCount === 0) return 'No assets.';
  const shown = edges.length < totalCount ? `, the first ${edges.length} shown` : '';
  return `${totalCount} asset${totalCount === 1 ? '' : 's'}${shown}.`;
}

/** Of the cheapest use, one a currency. */
function pricesOf({ sale }: Pick<FoundInCatalog, 'sale'>, deployment: PricedIn): string[] {
  return sale.from.map(({ amount, token }) => moneyText({ amount: BigInt(amount), token }, deployment));
}

function tableOf(found: readonly FoundInCatalog[], deployment: PricedIn): string[] {
  if (found.length === 0) return [];
  const rows = found.map(({ node, sale, relevance }) => [
    shortNumberOf(node.id),
    node.identifier ?? '',
    cut([node.title.en, node.title.zh].filter((title) => title != null && title !== '').join(' · ')),
    node.holder.slug,
    pricesOf({ sale }, deployment).join(' · '),
    (relevance?.parts ?? []).map(({ label }) => label).join('; '),
  ]);
  // In another order than by relevance, nothing is weighed.
  const why = found.some(({ relevance }) => relevance != null) ? 'WHY' : '';
  const table = [['NUMBER', 'IDENTIFIER', 'TITLE', 'HOLDER', 'FROM', why], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => widthOf(row[column] ?? ''))));
  return table.map((row) =>
    row
      .map((cell, column) => `${cell}${' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell)))}`)
      .join('  ')
      .trimEnd(),
  );
}

/** In columns of a terminal, of which a Chinese character takes two. */
function widthOf(text: string): number {
  return Array.from(text).reduce((width, character) => width + (WIDE.test(character) ? 2 : 1), 0);
}

const WIDE = /[\p{Script=Han}\u3000-\u303f\uff01-\uff60]/u;

function cut(text: string): string {
  const characters = Array.from(text);
  return characters.length <= MAX_CELL ? text : `${characters.slice(0, MAX_CELL - 1).join('')}…`;
}

function parseFirst(text: string): number {
  const first = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (first >= 1 && first <= MAX_FIRST) return first;
  throw new ArgumentError('--first', `must be a number from 1 to ${MAX_FIRST}.`);
}

function parseConcept(text: string) {
  const [, vocabulary, code] = /^([^/]+)\/(.+)$/.exec(text) ?? [];
  if (vocabulary !== undefined && code !== undefined) return { vocabulary, code };
  throw new ArgumentError('--concept', 'must be a vocabulary and a code, such as technique/batik.');
}

function oneOf<Value extends string>(option: string, text: string, values: readonly Value[]): Value {
  const found = values.find((value) => value === text.toUpperCase());
  if (found !== undefined) return found;
  throw new ArgumentError(option, `must be one of ${values.join(', ').toLowerCase()}.`);
}

async function holderOf(api: GraphqlClient, holder: string) {
  const found = await findOrganization(api, holder);
  if (found !== null) return found.id;
  throw new ArgumentError('--holder', `there is no organization ${holder}. Give its id or slug.`);
}
