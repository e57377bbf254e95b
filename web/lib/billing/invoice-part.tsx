import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { type Column, DataTable } from '../../components/facts/data-table.tsx';
import { Facts } from '../../components/facts/facts.tsx';
import { Localized } from '../../components/facts/localized.tsx';
import { Button, ButtonLink } from '../../components/forms/button.tsx';
import { ErrorNotice } from '../../components/page/error-notice.tsx';
import { StateMark, type Tone } from '../../components/page/notice.tsx';
import { useFormats } from '../language/format.ts';
import { useLanguage } from '../language/language.tsx';
import { useText } from '../language/text.ts';
import { pickText } from '../session/api.ts';
import { useChanged } from '../session/changed.ts';
import { useSession } from '../session/session.tsx';
import {
  type InvoiceState,
  type InvoiceView,
  isDueLine,
  type LineView,
  stateOfInvoice,
} from './bill-query.ts';
import { billText } from './bill-text.ts';
import css from './billing.module.css';
import { LinesSheet } from './lines-sheet.tsx';

const TONES: Readonly<Record<InvoiceState, Tone>> = {
  PLACING: 'plain',
  OPEN: 'unknown',
  DUE: 'refused',
  PAID: 'live',
  CANCELED: 'plain',
};

/** How far an invoice is: its icon and its word. */
export function InvoiceMark({ invoice }: { readonly invoice: InvoiceView }) {
  const t = useText(billText);
  const state = stateOfInvoice(invoice, new Date().toISOString().slice(0, 10));
  return <StateMark tone={TONES[state]}>{t(`invoiceState.${state}`)}</StateMark>;
}

interface InvoicePartProps {
  readonly invoice: InvoiceView;
  /** After its lines and acts. */
  readonly children?: ReactNode;
}

/** What one holder asks for: how and until when it is paid, its lines, and what the reader can do about them. */
export function InvoicePart({ invoice, children }: InvoicePartProps) {
  const t = useText(billText);
  const { language } = useLanguage();
  const formats = useFormats();
  const [saying, setSaying] = useState<'confirm' | 'cancel' | null>(null);
  const { id, shortNumber, holder, total, currency, dueOn, reference, holderBankDetails } = invoice;
  const holderName = pickText(holder.name, language)?.text ?? '';
  const isDue = invoice.lines.some(isDueLine);
  const [isHolder, isLicensee] = [useIsEditor(holder.id), useIsEditor(invoice.licensee.id)];
  const { me } = useSession();
  // A community gets the notice of its shares, not the invoice.
  const isParty =
    me?.memberships.some(({ organization }) => [holder.id, invoice.licensee.id].includes(organization.id)) ??
    false;
  return (
    <section className={css['invoice']} aria-labelledby={`invoice-${id}`}>
      <h2 id={`invoice-${id}`}>
        {t('invoice', { number: shortNumber })} {t('of', { holder: holderName })}
      </h2>
      <InvoiceMark invoice={invoice} />
      <Facts
        facts={[
          { name: t('total'), value: <strong>{formats.money(total.amount, currency)}</strong> },
          ...(dueOn === null ? [] : [{ name: t('due'), value: formats.day(dueOn) }]),
          { name: t('reference'), value: <code>{reference}</code> },
          {
            name: t('bank'),
            value: <span className={css['lines']}>{holderBankDetails ?? t('noBank')}</span>,
          },
          ...stated(t('purchaseOrder'), invoice.purchaseOrder),
          ...stated(t('billTo'), invoice.billTo),
        ]}
      />
      <Lines invoice={invoice} />
      <div className={css['acts']}>
        {isParty && (
          <ButtonLink to={`/invoices/${id}.pdf`} reloadDocument target="_blank">
            {t('paper')}
          </ButtonLink>
        )}
        {isParty && invoice.lines.some(({ state }) => state === 'CANCELED') && (
          <ButtonLink to={`/credit-notes/${id}.pdf`} reloadDocument target="_blank">
            {t('creditNote')}
          </ButtonLink>
        )}
        {(isHolder || !isParty) &&
          communitiesIn(invoice).map((community) => (
            <ButtonLink
              key={community.id}
              to={`/shares/${id}-${community.id}.pdf`}
              reloadDocument
              target="_blank"
            >
              {t('shares', { community: pickText(community.name, language)?.text ?? '' })}
            </ButtonLink>
          ))}
        {isDue && isHolder && <Button onPress={() => setSaying('confirm')}>{t('confirm')}</Button>}
        {isDue && isHolder && <Remind invoice={invoice} />}
        {isDue && isLicensee && (
          <Button kind="quiet" onPress={() => setSaying('cancel')}>
            {t('cancel')}
          </Button>
        )}
      </div>
      {children}
      {saying !== null && <LinesSheet invoice={invoice} saying={saying} onClose={() => setSaying(null)} />}
    </section>
  );
}

/** To which the holder owes a part. */
function communitiesIn({ lines }: InvoiceView) {
  const owed = lines.filter(({ state, parts }) => state !== 'CANCELED' && parts.community !== '0');
  const found = owed.flatMap(({ community }) => community ?? []);
  return [...new Map(found.map((community) => [community.id, community])).values()];
}

function useIsEditor(organizationId: string): boolean {
  const { me } = useSession();
  return (
    me?.memberships.some(
      ({ role, organization }) => role !== 'VIEWER' && organization.id === organizationId,
    ) ?? false
  );
}

function stated(name: string, value: string | null) {
  return value === null ? [] : [{ name, value: <span className={css['lines']}>{value}</span> }];
}

/** The holder asks for payment again. */
export function Remind({ invoice }: { readonly invoice: InvoiceView }) {
  const t = useText(billText);
  const formats = useFormats();
  const changed = useChanged();
  const { isPending, error, mutate } = useMutation({
    mutationFn: async () => {
      const [{ remind }, { GraphqlClient }] = await Promise.all([
        import('@lanran/sdk/billing/bills'),
        import('@lanran/sdk/kernel/graphql-client'),
      ]);
      await remind(new GraphqlClient(''), invoice.id);
    },
    onSuccess: () => changed('sales'),
  });
  const days = invoice.remindedAt.map((at) => formats.day(at.slice(0, 10))).join(', ');
  return (
    <>
      <Button onPress={() => mutate()} isDisabled={isPending}>
        {t('remind')}
      </Button>
      {days !== '' && <span className={css['soft']}>{t('reminded', { days })}</span>}
      {error !== null && <ErrorNotice error={error} />}
    </>
  );
}

function Lines({ invoice: { lines, currency } }: { readonly invoice: InvoiceView }) {
  const t = useText(billText);
  const { language } = useLanguage();
  const formats = useFormats();
  const columns: readonly Column<LineView>[] = [
    {
      title: t('asset'),
      isHeading: true,
      cell: ({ orderId, state, title, identifier }) => (
        <>
          {state === 'PLACING' ? (
            <Localized text={title} />
          ) : (
            <Link to={`/orders/${orderId}`}>{title === null ? t('gone') : <Localized text={title} />}</Link>
          )}
          {identifier !== null && <span className={css['soft']}> {identifier}</span>}
        </>
      ),
    },
    {
      title: t('price'),
      isNumber: true,
      cell: ({ price, parts, community }) => (
        <>
          {formats.money(price.amount, currency)}
          {community !== null && parts.community !== '0' && (
            <span className={css['part']}>
              {t('share', {
                amount: formats.money(parts.community, currency),
                community: pickText(community.name, language)?.text ?? '',
              })}
            </span>
          )}
        </>
      ),
    },
    { title: t('state'), cell: (line) => <LineMark line={line} /> },
  ];
  return (
    <DataTable
      caption={t('linesCaption', { count: lines.length })}
      columns={columns}
      rows={lines}
      rowKey={({ orderId }) => orderId}
    />
  );
}

const LINE_TONES: Readonly<Record<LineView['state'], Tone>> = {
  PLACING: 'plain',
  ORDERED: 'unknown',
  CANCELED: 'plain',
  LICENSED: 'live',
};

function LineMark({ line: { state, isPaid } }: { readonly line: LineView }) {
  const t = useText(billText);
  const word = state === 'ORDERED' ? (isPaid ? 'unshared' : 'unpaid') : state;
  return <StateMark tone={LINE_TONES[state]}>{t(`line.${word}`)}</StateMark>;
}
