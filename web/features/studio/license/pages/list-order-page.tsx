import { useState } from 'react';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { Numbered } from '../../../../components/facts/numbered.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { isDueLine, type ListOrderView } from '../../../../lib/billing/bill-query.ts';
import { InvoicePart } from '../../../../lib/billing/invoice-part.tsx';
import { BinderLinks } from '../../../../lib/labels/binder-links.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useAct } from '../../../../lib/session/act.ts';
import { useChanged } from '../../../../lib/session/changed.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import css from '../parts/license-page.module.css';
import { InvoiceFields } from '../parts/invoice-fields.tsx';
import { invoiceWords } from '../words/invoice-words.ts';
import { listOrderText } from '../words/list-order-text.ts';

/** An order of several licenses: what to pay to whom, how far each license is, and what the licensee can still do. */
export function ListOrderPage({ order }: { readonly order: ListOrderView }) {
  const t = useText(listOrderText);
  const words = useText(invoiceWords);
  const formats = useFormats();
  const { me } = useSession();
  const lines = order.invoices.flatMap((invoice) => invoice.lines);
  const isMine =
    me?.memberships.some(
      ({ role, organization }) => role !== 'VIEWER' && organization.id === order.licensee.id,
    ) ?? false;
  const placing = lines.filter(({ state }) => state === 'PLACING').length;
  return (
    <Page
      title={order.title === '' ? t('title', { number: order.shortNumber }) : order.title}
      lead={<p>{t('lead')}</p>}
    >
      <Facts
        facts={[
          { name: t('number'), value: <Numbered number={order.shortNumber} id={order.id} /> },
          { name: t('licensee'), value: <Localized text={order.licensee.name} /> },
          { name: t('placedAt'), value: formats.moment(order.placedAt) },
          { name: t('totals'), value: <Totals order={order} /> },
        ]}
      />
      {isMine && lines.some(({ state }) => state === 'LICENSED') && (
        <p>
          <BinderLinks of={order.id} />
        </p>
      )}
      {isMine && placing > 0 && <GoOn id={order.id} count={placing} />}
      {isMine && (placing > 0 || lines.some(isDueLine)) && <CancelWhole order={order} />}
      {order.invoices.map((invoice) => (
        <InvoicePart key={invoice.id} invoice={invoice}>
          <Details summary={words('title')}>
            <InvoiceFields invoice={invoice} />
          </Details>
        </InvoicePart>
      ))}
    </Page>
  );
}

/** One line a currency. */
function Totals({ order }: { readonly order: ListOrderView }) {
  const formats = useFormats();
  const totals = new Map<
    string,
    { currency: ListOrderView['invoices'][number]['currency']; units: bigint }
  >();
  for (const { currency, total } of order.invoices) {
    const units = (totals.get(currency.symbol)?.units ?? 0n) + BigInt(total.amount);
    totals.set(currency.symbol, { currency, units });
  }
  return [...totals.values()].map(({ currency, units }) => (
    <p key={currency.symbol}>
      <strong>{formats.money(units.toString(), currency)}</strong>
    </p>
  ));
}

/** Its client ended before the chain had all of it. */
function GoOn({ id, count }: { readonly id: string; readonly count: number }) {
  const t = useText(listOrderText);
  const changed = useChanged();
  const act = useAct<unknown>();
  const goOn = async () => {
    await act.run(async (platform) => {
      const [{ findListOrder }, { resumeListOrder }] = await Promise.all([
        import('@lanran/sdk/billing/bills'),
        import('@lanran/sdk/billing/placing'),
      ]);
      const order = await findListOrder(platform.api, id);
      return order === null ? [] : resumeListOrder(platform, order);
    });
    await changed('consents', 'offers', 'sales');
  };
  return (
    <Notice tone="unknown" title={t('placing', { count })}>
      <p>{t('placingLead')}</p>
      {act.state.phase === 'failed' && <ErrorNotice error={act.state.error} />}
      <Button kind="act" isDisabled={act.state.phase === 'working'} onPress={() => void goOn()}>
        {t('goOn')}
      </Button>
    </Notice>
  );
}

function CancelWhole({ order }: { readonly order: ListOrderView }) {
  const t = useText(listOrderText);
  const changed = useChanged();
  const act = useAct<true>();
  const [isOpen, setIsOpen] = useState(false);
  const cancel = async () => {
    const done = await act.run(async (platform) => {
      const [{ findListOrder }, { cancelBill }] = await Promise.all([
        import('@lanran/sdk/billing/bills'),
        import('@lanran/sdk/billing/confirming'),
      ]);
      const found = await findListOrder(platform.api, order.id);
      if (found !== null) await cancelBill(platform, found);
      return true;
    });
    await changed('consents', 'offers', 'sales');
    if (done !== null) setIsOpen(false);
  };
  return (
    <div className={css['acts']}>
      <Button onPress={() => setIsOpen(true)}>{t('cancel')}</Button>
      {isOpen && (
        <BindingSheet
          title={t('cancel')}
          verb={t('cancel')}
          facts={[{ name: t('cancelFact'), value: t('cancelAll') }]}
          concerns={t('cancelConcerns')}
          undo={t('cancelUndo')}
          act={act}
          onSign={() => void cancel()}
          onClose={() => setIsOpen(false)}
        />
      )}
    </div>
  );
}
