import { licenseIdFrom } from '@lanran/protocol/kernel/ids';
import type { Language } from '@lanran/protocol/kernel/language';
import { MEDIA } from '@lanran/protocol/licensing/media';
import { pickText } from '../../../lib/session/api.ts';
import { csvOf } from '@lanran/protocol/kernel/csv';
import type { WishDraft } from '../../../lib/territories/wish.ts';
import { writeUse } from '../../../lib/territories/use-address.ts';
import type { ShownItem, ShownList, Verdict } from './documents.ts';

/** One line of the table: an asset, and what the use came to. */
export interface VerdictRow {
  readonly item: ShownItem;
  /** Null while there is none. */
  readonly verdict: Verdict | null;
}

export function rowsOf(items: readonly ShownItem[], verdicts: readonly Verdict[]): readonly VerdictRow[] {
  const byAsset = new Map(verdicts.map((verdict) => [verdict.assetId, verdict]));
  return items.map((item) => ({ item, verdict: byAsset.get(item.asset.id) ?? null }));
}

interface Money {
  readonly amount: string;
  readonly token: string;
}

/** What all that is free costs, by token. */
export function totalsOf(rows: readonly VerdictRow[]): readonly Money[] {
  const totals = new Map<string, bigint>();
  for (const { verdict } of rows) {
    if (verdict?.outcome !== 'FREE' || verdict.price === null) continue;
    const { token, amount } = verdict.price;
    totals.set(token, (totals.get(token) ?? 0n) + BigInt(amount));
  }
  return [...totals].map(([token, amount]) => ({ token, amount: amount.toString() }));
}

interface Counts {
  readonly free: number;
  /** Bought before, on just these terms. */
  readonly owned: number;
  /** Not like this. */
  readonly rest: number;
}

export function countsOf(rows: readonly VerdictRow[]): Counts {
  const free = rows.filter(({ verdict }) => verdict?.outcome === 'FREE').length;
  const owned = rows.filter(({ verdict }) => verdict !== null && licenseIn(verdict) !== null).length;
  return { free, owned, rest: rows.length - free - owned };
}

/** The license that was bought on exactly these terms before. */
export function licenseIn({ reasons }: Pick<Verdict, 'reasons'>): string | null {
  const reason = reasons.find(({ code }) => code === 'ALREADY_LICENSED');
  return reason === undefined ? null : licenseIdFrom(BigInt(reason.subject));
}

/** Where the license form is, with the use filled in. */
export function licenseAddress(assetId: string, wish: WishDraft | null): string {
  const address = wish === null ? new URLSearchParams() : writeUse(new URLSearchParams(), wish);
  if (wish?.isExclusive === true) address.set('exclusive', '1');
  const query = address.toString();
  return `/assets/${assetId}/license${query === '' ? '' : `?${query}`}`;
}

/** A saved list says its use as a window. */
export function wishOfProject(project: ShownList['project']): WishDraft | null {
  if (project === null || project.wish === null) return null;
  const { media, territories, firstDay, lastDay, exclusive } = project.wish;
  return draftOfWindow({ media, territories, firstDay, lastDay, exclusive });
}

interface WishWindow {
  readonly media: readonly string[];
  readonly territories: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly exclusive: boolean;
}

export function draftOfWindow({ media, territories, firstDay, lastDay, exclusive }: WishWindow): WishDraft {
  return {
    media: MEDIA.filter((medium) => media.includes(medium)),
    territories,
    from: firstDay,
    to: lastDay,
    isExclusive: exclusive,
  };
}

export interface TableWords {
  readonly heads: readonly string[];
  readonly language: Language;
  outcome(verdict: Verdict | null): string;
  /** An amount as a number, and its currency. */
  money(price: Verdict['price']): readonly [amount: string, currency: string];
  alternatives(verdict: Verdict): string;
  /** What it is for: media, places, both days; the same in each line. */
  readonly use: readonly string[];
}

/** The table for a spreadsheet. */
export function csvOfRows(rows: readonly VerdictRow[], words: TableWords): string {
  const { language } = words;
  const lines = rows.map(({ item: { asset, note }, verdict }) => [
    asset.id,
    pickText(asset.title, language)?.text ?? '',
    pickText(asset.holder.name, language)?.text ?? '',
    pickText(asset.community?.name, language)?.text ?? '',
    note,
    words.outcome(verdict),
    ...words.money(verdict?.price ?? null),
    ...hindrancesOf(verdict, words),
    ...words.use,
  ]);
  return csvOf([words.heads, ...lines]);
}

/** Reasons and alternatives; none of what one has. */
function hindrancesOf(verdict: Verdict | null, { language, alternatives }: TableWords): readonly string[] {
  if (verdict === null || licenseIn(verdict) !== null) return ['', ''];
  return [verdict.reasons.map((reason) => reason[language]).join(' '), alternatives(verdict)];
}
