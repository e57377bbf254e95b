import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import type { InvoiceDetailsView } from '../../../../lib/billing/bill-query.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { describeInvoice, type InvoiceInput, parseRate } from '../model/describe-invoice.ts';
import { invoiceWords } from '../words/invoice-words.ts';
import css from './license-page.module.css';

interface InvoiceFieldsProps {
  readonly invoice: InvoiceDetailsView;
}

/** What accountants need of an invoice; each party states its own part. */
export function InvoiceFields({ invoice }: InvoiceFieldsProps) {
  const { me } = useSession();
  const isEditorOf = (id: string) =>
    me?.memberships.some(({ role, organization }) => role !== 'VIEWER' && organization.id === id) ?? false;
  const isLicensee = isEditorOf(invoice.licensee.id);
  const isHolder = isEditorOf(invoice.holder.id);
  return (
    <>
      <Stated invoice={invoice} />
      {(isLicensee || isHolder) && (
        <Form key={JSON.stringify(invoice)} invoice={invoice} isLicensee={isLicensee} isHolder={isHolder} />
      )}
    </>
  );
}

function Stated({ invoice }: InvoiceFieldsProps) {
  const t = useText(invoiceWords);
  const formats = useFormats();
  const { purchaseOrder, billTo, taxRateBps, taxAmount, dueOn, taxInvoiceNumber, currency } = invoice;
  const tax =
    taxRateBps === null || taxAmount === null
      ? t('taxNotStated')
      : t('taxIn', {
          rate: formats.share(taxRateBps),
          amount: formats.money(taxAmount, currency),
        });
  return (
    <Facts
      facts={[
        { name: t('purchaseOrder'), value: purchaseOrder ?? t('none') },
        {
          name: t('billTo'),
          value: billTo === null ? t('none') : <span className={css['lines']}>{billTo}</span>,
        },
        { name: t('tax'), value: tax },
        { name: t('dueOn'), value: dueOn === null ? t('none') : formats.day(dueOn) },
        { name: t('taxInvoice'), value: taxInvoiceNumber ?? t('noneYet') },
      ]}
    />
  );
}

interface FormProps extends InvoiceFieldsProps {
  readonly isLicensee: boolean;
  readonly isHolder: boolean;
}

function Form({ invoice, isLicensee, isHolder }: FormProps) {
  const t = useText(invoiceWords);
  const client = useQueryClient();
  const [purchaseOrder, setPurchaseOrder] = useState(invoice.purchaseOrder ?? '');
  const [billTo, setBillTo] = useState(invoice.billTo ?? '');
  const [rate, setRate] = useState(invoice.taxRateBps === null ? '' : String(invoice.taxRateBps / 100));
  const [dueOn, setDueOn] = useState(invoice.dueOn ?? '');
  const [taxInvoice, setTaxInvoice] = useState(invoice.taxInvoiceNumber ?? '');
  const taxRateBps = parseRate(rate);
  const save = useMutation({
    mutationFn: (input: InvoiceInput) => describeInvoice(invoice.id, input),
    onSuccess: () => client.invalidateQueries({ queryKey: ['studio', 'order'] }),
  });
  const text = (value: string) => (value.trim() === '' ? null : value);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isHolder && taxRateBps === undefined) return;
    save.mutate({
      ...(isLicensee && { purchaseOrder: text(purchaseOrder), billTo: text(billTo) }),
      ...(isHolder && { taxRateBps, dueOn: text(dueOn), taxInvoiceNumber: text(taxInvoice) }),
    });
  };
  return (
    <form onSubmit={submit} className={css['section']} aria-label={t('formTitle')}>
      {isLicensee && (
        <>
          <TextField
            label={t('purchaseOrder')}
            value={purchaseOrder}
            onChange={setPurchaseOrder}
            maxLength={200}
            autoComplete="off"
          />
          <TextField
            label={t('billTo')}
            hint={t('billToHint')}
            value={billTo}
            onChange={setBillTo}
            rows={4}
            limit={1_000}
          />
        </>
      )}
      {isHolder && (
        <>
          <TextField
            label={t('rate')}
            hint={t('rateHint')}
            value={rate}
            onChange={setRate}
            inputMode="decimal"
            error={taxRateBps === undefined ? t('rateFault') : null}
            autoComplete="off"
          />
          <TextField label={t('dueOn')} type="date" value={dueOn} onChange={setDueOn} />
          <TextField
            label={t('taxInvoice')}
            hint={t('taxInvoiceHint')}
            value={taxInvoice}
            onChange={setTaxInvoice}
            maxLength={200}
            autoComplete="off"
          />
        </>
      )}
      <div className={css['acts']}>
        <Button type="submit" isDisabled={save.isPending}>
          {t('save')}
        </Button>
        <span role="status">{save.isSuccess && t('saved')}</span>
      </div>
      {save.error !== null && <ErrorNotice error={save.error} />}
    </form>
  );
}
