import { formatDay } from '@lanran/protocol/kernel/day';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { BilingualText } from '@lanran/protocol/kernel/language';
import type { Wish } from '@lanran/protocol/licensing/window';
import { REVOCABLE } from '@lanran/protocol/licensing/rights';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import type { InvoiceLine } from '../../billing/domain/invoice.ts';
import { amountText, bothOf, type Currency, listed, same } from './bilingual.ts';
import { bothNames } from './billing-party.ts';
import { grantRows, mediaText, placesText } from './grant-rows.ts';
import type { PaperCell, PaperColumn, PaperRow, PaperTable } from './paper.ts';
import type { LocalizedText } from '../../platform/kernel/localized-text.ts';

export type CommunityNames = ReadonlyMap<OrganizationId, LocalizedText>;

export interface LineTableOptions {
  readonly lines: readonly InvoiceLine[];
  readonly communities: CommunityNames;
  readonly currency: Currency;
  /** Of a line: what the last column says and adds up. */
  readonly amountOf: (line: InvoiceLine) => bigint;
  readonly amountName: BilingualText;
  readonly withShares: boolean;
}

const NUMBER: PaperColumn = { name: { en: 'No.', zh: '序号' }, share: 0.06 };

/** Do they allow the same: use, places, days and rights? */
function haveOneWindow([first, ...others]: readonly InvoiceLine[]): boolean {
  if (first === undefined) return false;
  const { wish, rights } = first.terms;
  return others.every(
    ({ terms }) =>
      terms.rights === rights &&
      terms.wish.media === wish.media &&
      terms.wish.territories === wish.territories &&
      terms.wish.firstDay === wish.firstDay &&
      terms.wish.lastDay === wish.lastDay &&
      terms.wish.exclusive === wish.exclusive,
  );
}

/** Of a single license, what it allows, as its certificate says it. */
export function windowRows([line, ...others]: readonly InvoiceLine[]): PaperRow[] {
  return line === undefined || others.length > 0 ? [] : grantRows(line.terms.wish, line.terms.rights);
}

/** Of many licenses with one window, what they allow is said once, in short. */
export function windowFacts(lines: readonly InvoiceLine[]): PaperRow[] {
  const [line] = lines;
  if (line === undefined || lines.length === 1 || !haveOneWindow(lines)) return [];
  const { wish, rights } = line.terms;
  return [
    { name: { en: 'Use', zh: '用途' }, value: mediaText(wish) },
    { name: { en: 'Where', zh: '地域' }, value: placesText(wish) },
    { name: { en: 'When', zh: '期限' }, value: same(daysOf(line)) },
    {
      name: { en: 'Kind', zh: '性质' },
      value: listed([
        wish.exclusive ? { en: 'exclusive', zh: '独占' } : { en: 'not exclusive', zh: '非独占' },
        ...((rights & REVOCABLE) === 0 ? [] : [{ en: 'revocable', zh: '可撤销' }]),
      ]),
    },
  ];
}

/** One row an asset: what it is, for what use, whose part, and how much. */
export function lineTable(options: LineTableOptions): PaperTable {
  const { lines, currency, amountOf, amountName, withShares } = options;
  const isOne = haveOneWindow(lines);
  const [use, community] = [isOne ? 0.22 : 0.28, withShares ? 0.18 : 0];
  const windowOf = windowCells();
  let carried = 0n;
  return {
    columns: [
      NUMBER,
      { name: { en: 'Asset', zh: '资产' }, share: 0.74 - use - community },
      isOne
        ? { name: { en: 'Days of use', zh: '许可期限' }, share: use }
        : { name: { en: 'Use', zh: '许可用途' }, share: use },
      ...(withShares ? [{ name: { en: 'Community, its part', zh: '社区及其分成' }, share: community }] : []),
      { name: amountName, share: 0.2, isNumber: true },
    ],
    rows: lines.map((line, at) => {
      carried += amountOf(line);
      return {
        cells: [
          [String(at + 1)],
          assetCell(line),
          isOne ? [daysOf(line)] : windowOf(line),
          ...(withShares ? [shareCell(line, options)] : []),
          [plainAmount(amountOf(line), currency)],
        ],
        carried: amountText(carried, currency),
        isStruck: line.state === 'CANCELED' && withShares,
      };
    }),
  };
}

function assetCell({ title, identifier, assetId, state }: InvoiceLine): PaperCell {
  const { zh, en } = title === null ? { zh: '资产', en: 'Asset' } : bothOf(title);
  const numbers = [identifier, shortNumberOf(assetId)].filter((each) => each !== null).join(' · ');
  return [zh, ...(en === zh ? [] : [en]), numbers, ...(state === 'CANCELED' ? ['已取消 canceled'] : [])];
}

/** Windows in short; each is described once, because the names of many territories take a millisecond. */
export function windowCells(): (line: Pick<InvoiceLine, 'terms'>) => PaperCell {
  const known = new Map<string, PaperCell>();
  return ({ terms: { wish } }) => {
    const { media, territories, firstDay, lastDay, exclusive } = wish;
    const key = [media, territories, firstDay, lastDay, exclusive].join();
    const cell = known.get(key) ?? windowCell(wish);
    known.set(key, cell);
    return cell;
  };
}

function windowCell(wish: Wish): PaperCell {
  const [media, places] = [mediaText(wish), placesText(wish)];
  const exclusive = wish.exclusive ? { zh: '独占；', en: 'exclusive; ' } : { zh: '', en: '' };
  return [
    `${exclusive.zh}${media.zh}；${places.zh}`,
    `${exclusive.en}${media.en}; ${places.en}`,
    daysOf({ terms: { wish } }),
  ];
}

function daysOf({ terms: { wish } }: { readonly terms: Pick<InvoiceLine['terms'], 'wish'> }): string {
  return `${formatDay(wish.firstDay)} – ${formatDay(wish.lastDay)}`;
}

function shareCell(
  { community, parts }: InvoiceLine,
  { communities, currency }: LineTableOptions,
): PaperCell {
  const name = community === null ? undefined : communities.get(community);
  if (name === undefined) return ['—'];
  return [plainAmount(parts.community, currency), bothNames(name)];
}

/** Without the currency, which the table's sums name. */
function plainAmount(units: bigint, { decimals }: Currency): string {
  return amountText(units, { symbol: '', decimals }).trim();
}
