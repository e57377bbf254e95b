import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearchParams } from 'react-router';
import type { Language } from '@lanran/protocol/kernel/language';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { formatsFor } from '../../../../lib/language/format.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { textIn, useText } from '../../../../lib/language/text.ts';
import { useCurrencyOf } from '../../../../lib/pricing/currencies.ts';
import css from '../../certificate/parts/certificate-page.module.css';
import { checkText } from '../../certificate/words/check-text.ts';
import { namesIn } from '../../wish/model/names.ts';
import { findOrderView, type OrderView, termsOfOrder } from '../model/order-view.ts';
import { invoiceWords } from '../words/invoice-words.ts';
import { invoiceRows } from '../model/invoice-rows.ts';

const REFERENCE = 'reference';

/** `/orders/:orderId/invoice`: one page in both languages that says what is licensed, and who pays whom how much and where. */
export function InvoicePage() {
  const { orderId = '' } = useParams();
  const t = useText(checkText);
  const { language } = useLanguage();
  const [address, setAddress] = useSearchParams();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['studio', 'order', orderId],
    queryFn: ({ signal }) => findOrderView(orderId, signal),
  });
  const reference = address.get(REFERENCE) ?? data?.invoice.purchaseOrder ?? '';
  if (data == null)
    return (
      <Page title={t('order.payment')} width="text">
        {isPending && <Skeleton lines={5} />}
        {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {!isPending && <Link to={`/orders/${orderId}`}>{t('order.title')}</Link>}
      </Page>
    );
  return (
    <Page
      title={t('order.payment')}
      actions={
        <>
          <ButtonLink kind="main" to={`/invoices/${data.id}.pdf`} reloadDocument target="_blank">
            {textIn(invoiceWords, language)('pdf')}
          </ButtonLink>
          <Button onPress={() => window.print()}>{t('order.print')}</Button>
        </>
      }
    >
      <div className={css['screen']}>
        <TextField
          label={t('order.reference')}
          value={reference}
          onChange={(value) =>
            setAddress(value === '' ? {} : { [REFERENCE]: value }, {
              replace: true,
              preventScrollReset: true,
            })
          }
          maxLength={200}
          autoComplete="off"
        />
      </div>
      <Sheet order={data} reference={reference} />
    </Page>
  );
}

interface SheetProps {
  readonly order: OrderView;
  readonly reference: string;
}

function Sheet({ order, reference }: SheetProps) {
  const { language } = useLanguage();
  const other: Language = language === 'en' ? 'zh' : 'en';
  return (
    <article className={css['sheet']}>
      <header className={css['head']}>
        <img src="/mark.svg" alt="" width={56} height={56} />
        <div>
          <p className={css['name']} lang={LANGUAGE_TAGS[language]}>
            {textIn(checkText, language)('order.payment')}
          </p>
          <p className={css['other']} lang={LANGUAGE_TAGS[other]}>
            {textIn(checkText, other)('order.payment')}
          </p>
        </div>
      </header>
      <div className={css['halves']}>
        <Half order={order} reference={reference} language={language} />
        <Half order={order} reference={reference} language={other} />
      </div>
    </article>
  );
}

function Half({ order, reference, language }: SheetProps & { readonly language: Language }) {
  const t = textIn(checkText, language);
  const currency = useCurrencyOf()(termsOfOrder(order).token);
  const names = namesIn(language);
  if (currency === null) return null;
  const money = (units: bigint) => formatsFor(language).money(units.toString(), currency);
  const rows = invoiceRows(order, { language, reference, money });
  return (
    <section className={css['half']} lang={LANGUAGE_TAGS[language]} aria-label={t('order.payment')}>
      <dl className={css['rows']}>
        {rows.map(({ name, value, isCode }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={isCode === true ? css['mono'] : css['lines']}>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={css['note']}>{t('order.payHint', { holder: names.of(order.holder.name) })}</p>
    </section>
  );
}
