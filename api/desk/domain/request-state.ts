import { type Day, todayOf } from '@lanran/protocol/kernel/day';
import type { AssetId, LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Terms } from '@lanran/protocol/licensing/terms';
import { type DeskRequest, openingOf, type PartyRole, partiesOf, type RequestEntry } from './request.ts';
import { type CompleteTerms, isComplete, isForTerms, type RequestTerms } from './request-terms.ts';

/**
 * ASKED: nobody answered. ANSWERED: another party wrote, agreed or named other terms. AGREED: every party agreed to the same terms.
 * BOUGHT: the holder sold the asker just that. DECLINED, EXPIRED, WITHDRAWN and BOUGHT are final.
 */
export const REQUEST_STATES = [
  'ASKED',
  'ANSWERED',
  'AGREED',
  'BOUGHT',
  'DECLINED',
  'EXPIRED',
  'WITHDRAWN',
] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

const FINAL: ReadonlySet<RequestState> = new Set(['BOUGHT', 'DECLINED', 'EXPIRED', 'WITHDRAWN']);

export function isFinal(state: RequestState): boolean {
  return FINAL.has(state);
}

/** One asset of a request, as its thread leaves it. */
export interface RequestItem {
  readonly assetId: AssetId;
  readonly state: RequestState;
  /** What is on the table, or was at the end; null without terms. */
  readonly terms: RequestTerms | null;
  /** The entry that put it there. */
  readonly revision: number;
  /** Who agreed to just that; who names terms agrees to them. */
  readonly agreedBy: readonly PartyRole[];
  /** When the last party agreed; null once it was declined or withdrawn. */
  readonly agreedAt: Date | null;
  readonly declinedBy: PartyRole | null;
  readonly licenseId: LicenseId | null;
  /** Sales of anything that was agreed on, also after it was declined or other terms were named. */
  readonly sales: readonly LicenseId[];
}

/** A license that was sold to the asker. */
export interface AskersLicense {
  readonly id: LicenseId;
  /** Who sold it. */
  readonly holder: OrganizationId;
  readonly terms: Terms;
  readonly soldAt: Date;
}

/** What decides states beside the thread. */
export interface Circumstances {
  readonly today: Day;
  /** Of any of the assets. */
  readonly licenses: readonly AskersLicense[];
}

type Ruling = Pick<DeskRequest, 'kind' | 'community' | 'dueDay'>;

/** What everybody agreed to, and when the last did. */
interface Agreement {
  readonly terms: CompleteTerms;
  readonly at: Date;
}

/**
 * Where each asset stands: a function of the thread, of the licenses that were sold and of the day alone. Entries after the due day
 * change no state; what is agreed by then can be bought as long as the agreed use lasts.
 * @param entries after the question, in order
 */
export function itemsOf(
  request: DeskRequest,
  entries: readonly RequestEntry[],
  { today, licenses }: Circumstances,
): RequestItem[] {
  return request.assetIds.map((assetId, at) => {
    const sales = licenses
      .filter(({ terms, holder }) => terms.assetId === assetId && holder === request.holder)
      .filter(({ terms }) => terms.origin === 'SALE' || terms.origin === 'INVOICE')
      .toSorted((left, right) => left.soldAt.getTime() - right.soldAt.getTime());
    const agreements: Agreement[] = [];
    let item = asked(request, assetId, request.terms[at] ?? null);
    for (const entry of entries) {
      item = withSales(item, salesBefore(sales, entry.at));
      item = withEntry(request, item, entry);
      const agreement = agreementOf(item);
      if (agreement !== null && agreement.at === entry.at) agreements.push(agreement);
    }
    const sold = sales.filter((sale) => agreements.some((agreement) => isOfAgreement(agreement, sale)));
    const last = onDay(request, withSales(item, sales), today);
    return { ...last, sales: sold.map(({ id }) => id) };
  });
}

function asked(request: DeskRequest, assetId: AssetId, terms: RequestTerms | null): RequestItem {
  return {
    assetId,
    state: 'ASKED',
    terms,
    revision: openingOf(request).sequence,
    agreedBy: ['ASKER'],
    agreedAt: null,
    declinedBy: null,
    licenseId: null,
    sales: [],
  };
}

function salesBefore(sales: readonly AskersLicense[], at: Date): AskersLicense[] {
  return sales.filter(({ soldAt }) => soldAt < at);
}

function withSales(item: RequestItem, sales: readonly AskersLicense[]): RequestItem {
  const agreement = agreementOf(item);
  if (item.state !== 'AGREED' || agreement === null) return item;
  const sale = sales.find((each) => isOfAgreement(agreement, each));
  return sale === undefined ? item : { ...item, state: 'BOUGHT', licenseId: sale.id };
}

function agreementOf({ terms, agreedAt: at }: RequestItem): Agreement | null {
  return isComplete(terms) && at !== null ? { terms, at } : null;
}

/** Sold after everybody agreed, on just those terms. Blocks have the time in whole seconds. */
function isOfAgreement({ terms, at }: Agreement, { terms: sold, soldAt }: AskersLicense): boolean {
  return Math.floor(at.getTime() / 1000) <= Math.floor(soldAt.getTime() / 1000) && isForTerms(terms, sold);
}

function withEntry(request: Ruling, before: RequestItem, entry: RequestEntry): RequestItem {
  const day = dayOf(entry.at);
  const item = onDay(request, before, day);
  const place = entry.assetIds.indexOf(item.assetId);
  if (isFinal(item.state) || day > request.dueDay || place === -1) return item;
  const { role, sequence, at } = entry;
  const answered = role === 'ASKER' ? item.state : 'ANSWERED';
  switch (entry.kind) {
    case 'WITHDRAW':
      return role === 'ASKER' ? { ...item, state: 'WITHDRAWN', agreedAt: null } : item;
    case 'DECLINE':
      return { ...item, state: 'DECLINED', declinedBy: role, agreedAt: null };
    case 'COUNTER': {
      const terms = entry.terms[place];
      if (terms === undefined || item.terms === null) return item;
      const state = item.state === 'AGREED' ? 'ANSWERED' : answered;
      return { ...item, state, terms, revision: sequence, agreedBy: [role], agreedAt: null };
    }
    case 'AGREE':
      return withAgreement(request, item, { role, at });
    case 'MESSAGE':
      return item.state === 'ASKED' ? { ...item, state: answered } : item;
    case 'ASK':
      return item;
  }
}

function withAgreement(
  request: Ruling,
  item: RequestItem,
  { role, at }: Pick<RequestEntry, 'role' | 'at'>,
): RequestItem {
  if (item.state === 'AGREED' || !isComplete(item.terms)) return item;
  const agreedBy = partiesOf(request).filter((party) => party === role || item.agreedBy.includes(party));
  if (agreedBy.length === partiesOf(request).length)
    return { ...item, state: 'AGREED', agreedBy, agreedAt: at };
  return { ...item, state: role === 'ASKER' ? item.state : 'ANSWERED', agreedBy };
}

/** An agreement ends with its use, what is not agreed on with the due day; words that were answered stay answered. */
function onDay(request: Ruling, item: RequestItem, day: Day): RequestItem {
  if (isFinal(item.state)) return item;
  const isOver =
    item.state === 'AGREED'
      ? item.terms !== null && day > item.terms.wish.lastDay
      : day > request.dueDay && (item.state === 'ASKED' || item.terms !== null);
  return isOver ? { ...item, state: 'EXPIRED' } : item;
}

export function dayOf(moment: Date): Day {
  return todayOf(Math.floor(moment.getTime() / 1000));
}

/** Of the whole: what waits for somebody before what is over. */
export function stateOf(items: readonly Pick<RequestItem, 'state'>[]): RequestState {
  const states = new Set(items.map(({ state }) => state));
  if (states.size === 1 && states.has('ASKED')) return 'ASKED';
  if (states.has('ASKED') || states.has('ANSWERED')) return 'ANSWERED';
  const order = ['AGREED', 'BOUGHT', 'EXPIRED', 'WITHDRAWN'] as const;
  return order.find((state) => states.has(state)) ?? 'DECLINED';
}
