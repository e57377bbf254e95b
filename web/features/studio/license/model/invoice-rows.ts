import type { textIn } from '../../../../lib/language/text.ts';
import type { checkText } from '../../certificate/words/check-text.ts';
import type { OrderView } from './order-view.ts';

export interface InvoiceRow {
  readonly name: string;
  readonly value: string;
  readonly isCode?: boolean;
}

interface InvoiceWords {
  readonly parts: { readonly holder: bigint; readonly community: bigint; readonly operator: bigint };
  /** The studio's own number; empty where it has none. */
  readonly reference: string;
  readonly words: ReturnType<typeof textIn<(typeof checkText)['en']>>;
  nameOf(name: OrderView['holder']['name'] | null | undefined): string;
  moment(time: string): string;
  money(units: bigint): string;
}

/** Who pays whom how much and where, in one language; what nobody has is left out. */
export function invoiceRows(order: OrderView, say: InvoiceWords): readonly InvoiceRow[] {
  const { parts, reference, words: t, nameOf, moment, money } = say;
  const holder = nameOf(order.holder.name);
  const community = nameOf(order.community?.name);
  const bankOf = (organization: string, details: string | null): InvoiceRow[] =>
    details === null ? [] : [{ name: t('order.bankDetails', { organization }), value: details }];
  return [
    { name: t('order.number'), value: order.id, isCode: true },
    ...(reference === '' ? [] : [{ name: t('order.reference'), value: reference }]),
    { name: t('order.orderedAt'), value: moment(order.orderedAt) },
    { name: t('order.payer'), value: nameOf(order.licensee.name) },
    { name: t('order.licenseOf'), value: nameOf(order.asset?.title) },
    { name: t('order.payHolder', { holder }), value: money(parts.holder) },
    ...bankOf(holder, order.holderBankDetails),
    ...(order.community === null || parts.community === 0n
      ? []
      : [
          { name: t('order.payCommunity', { community }), value: money(parts.community) },
          ...bankOf(community, order.communityBankDetails),
        ]),
    ...(parts.operator === 0n ? [] : [{ name: t('order.operator'), value: money(parts.operator) }]),
  ];
}
