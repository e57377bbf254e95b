import type { Language } from '@lanran/protocol/kernel/language';
import { formatDay } from '@lanran/protocol/kernel/day';
import { mediaOf } from '@lanran/protocol/licensing/media';
import { territoryCodes } from '@lanran/protocol/territories/territories';
import { billText } from '../../../../lib/billing/bill-text.ts';
import { formatsFor } from '../../../../lib/language/format.ts';
import { textIn } from '../../../../lib/language/text.ts';
import { startingLarge, territoriesText } from '../../../../lib/territories/window-text.ts';
import { checkText } from '../../certificate/words/check-text.ts';
import { termsText } from '../../certificate/words/terms-text.ts';
import { namesIn } from '../../wish/model/names.ts';
import { divide } from '../../wish/model/price-parts.ts';
import { type OrderView, termsOfOrder } from './order-view.ts';

/** More places than these are counted, so that the paper stays one page. */
const MOST_PLACES = 24;

export interface InvoiceRow {
  readonly name: string;
  readonly value: string;
  readonly isCode?: boolean;
}

interface InvoiceOptions {
  readonly language: Language;
  /** The studio's own number; empty where it has none. */
  readonly reference: string;
  money(units: bigint): string;
}

/** What is licensed, who pays whom how much and where, in one language; what nobody has is left out. */
export function invoiceRows(
  order: OrderView,
  { language, reference, money }: InvoiceOptions,
): readonly InvoiceRow[] {
  const [t, words] = [textIn(checkText, language), textIn(termsText, language)];
  const formats = formatsFor(language);
  const names = namesIn(language);
  const terms = termsOfOrder(order);
  const { media, territories, firstDay, lastDay, exclusive } = terms.wish;
  const parts = divide(terms);
  const holder = names.of(order.holder.name);
  const community = names.of(order.community?.name);
  const dayOf = (day: number) => formats.day(formatDay(day));
  const bankOf = (organization: string, details: string | null): InvoiceRow[] =>
    details === null ? [] : [{ name: t('order.bankDetails', { organization }), value: details }];
  return [
    { name: t('order.number'), value: order.shortNumber },
    { name: textIn(billText, language)('reference'), value: order.invoice.reference, isCode: true },
    ...(reference === '' ? [] : [{ name: t('order.reference'), value: reference }]),
    { name: t('order.orderedAt'), value: formats.moment(order.orderedAt) },
    { name: t('order.payer'), value: names.of(order.licensee.name) },
    { name: t('order.licenseOf'), value: names.of(order.asset?.title) },
    { name: words('use'), value: names.media(mediaOf(media)) },
    {
      name: words('where'),
      value: startingLarge(territoriesText(territoryCodes(territories), language, MOST_PLACES)),
    },
    { name: words('when'), value: words('period', { from: dayOf(firstDay), to: dayOf(lastDay) }) },
    ...(exclusive ? [{ name: words('exclusivity'), value: words('exclusive') }] : []),
    { name: words('price'), value: money(terms.price) },
    { name: t('order.payHolder', { holder }), value: money(terms.price) },
    ...bankOf(holder, order.holderBankDetails),
    ...(order.community === null || parts.community === 0n
      ? []
      : [{ name: t('order.payCommunity', { community }), value: money(parts.community) }]),
    ...(parts.operator === 0n ? [] : [{ name: t('order.operator'), value: money(parts.operator) }]),
  ];
}
