import { useLocation } from 'react-router';
import { CopyButton } from '../../../../components/facts/copy-button.tsx';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { type Fact, Facts } from '../../../../components/facts/facts.tsx';
import { billText } from '../../../../lib/billing/bill-text.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useMoney } from '../../../../lib/pricing/money.ts';
import { checkText } from '../../certificate/words/check-text.ts';
import { useNames } from '../../wish/model/names.ts';
import { divide } from '../../wish/model/price-parts.ts';
import { invoiceText } from '../model/invoice-text.ts';
import { type OrderView, termsOfOrder } from '../model/order-view.ts';
import { invoiceWords } from '../words/invoice-words.ts';
import css from './license-page.module.css';

/** What to pay to the holder and where, what of it goes on to others, and the text for the invoice. */
export function OrderPayment({ order }: { readonly order: OrderView }) {
  const t = useText(checkText);
  const words = useText(invoiceWords);
  const bill = useText(billText);
  const formats = useFormats();
  const names = useNames();
  // The studio's own number stays in the address.
  const { search } = useLocation();
  const money = useMoney();
  const parts = divide(termsOfOrder(order));
  const { token } = order.price;
  const moneyOf = (units: bigint) => money({ amount: units.toString(), token });
  const holder = names.of(order.holder.name);
  const community = order.community === null ? null : names.of(order.community.name);
  const amounts = [
    { name: t('order.payHolder', { holder }), amount: moneyOf(termsOfOrder(order).price) },
    ...(community === null || parts.community === 0n
      ? []
      : [{ name: t('order.payCommunity', { community }), amount: moneyOf(parts.community) }]),
    ...(parts.operator === 0n ? [] : [{ name: t('order.operator'), amount: moneyOf(parts.operator) }]),
  ];
  const { reference, dueOn } = order.invoice;
  const payment = [
    { name: bill('reference'), value: reference },
    ...(dueOn === null ? [] : [{ name: bill('due'), value: formats.day(dueOn) }]),
  ];
  const bankDetails = [
    {
      name: t('order.bankDetails', { organization: holder }),
      lines: order.holderBankDetails,
      missing: t('order.noBankDetails', { organization: holder }),
    },
  ];
  const text = invoiceText({
    heading: t('order.invoiceOf', { order: order.shortNumber }),
    parties: [
      t('order.invoiceFrom', { holder }),
      t('order.invoiceTo', { licensee: names.of(order.licensee.name) }),
      t('order.invoiceAsset', { title: names.of(order.asset?.title) }),
    ],
    amounts: [...amounts, ...payment.map(({ name, value }) => ({ name, amount: value }))],
    bankDetails,
  });
  return (
    <section className={css['section']} aria-labelledby="pay">
      <h2 id="pay">{t('order.payTitle')}</h2>
      <Facts
        facts={[
          ...amounts.map(({ name, amount }): Fact => ({ name, value: <strong>{amount}</strong> })),
          ...payment,
          ...bankDetails.map(({ name, lines, missing }): Fact => ({
            name,
            value: lines === null ? missing : <span className={css['lines']}>{lines}</span>,
          })),
        ]}
      />
      <p>{t('order.payHint', { holder })}</p>
      <div className={css['acts']}>
        <span>{t('order.invoiceText')}</span>
        <CopyButton text={text} label={t('order.invoiceText')} />
        <ButtonLink to={`/orders/${order.id}/invoice${search}`}>{t('order.openInvoice')}</ButtonLink>
        <ButtonLink to={`/invoices/${order.id}.pdf`} reloadDocument target="_blank">
          {words('pdf')}
        </ButtonLink>
      </div>
    </section>
  );
}
