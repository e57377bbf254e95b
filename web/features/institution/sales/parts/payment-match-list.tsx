import { useState } from 'react';
import type { ConfirmedLine } from '@lanran/sdk/billing/payments/holder-invoices';
import {
  outcomeTable,
  outcomeText,
  unmatchedText,
  entryAmount,
} from '@lanran/sdk/billing/payments/outcome-text';
import type { PaymentMatch, UnmatchedEntry } from '@lanran/sdk/billing/payments/payment-match';
import { Button } from '../../../../components/forms/button.tsx';
import { Checkbox } from '../../../../components/forms/checkbox.tsx';
import { type Column, DataTable } from '../../../../components/facts/data-table.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { Notice, StateMark } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { saveText } from '../../../../lib/kept/save-file.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { dayOf } from '../../assets/model/attention.ts';
import { type Desk, mayAct } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import type { Compared } from '../model/use-bank-statement.ts';
import { bankText } from '../words/bank-text.ts';
import { ConfirmPaymentsSheet } from './confirm-payments-sheet.tsx';

interface PaymentMatchListProps {
  readonly compared: Compared;
  readonly desk: Desk;
}

/** Of a long statement the first are shown; the table that is saved has all. */
const MOST_SHOWN = 100;

/** What fits and what does not, with a tick before what would be confirmed. */
export function PaymentMatchList({ compared, desk }: PaymentMatchListProps) {
  const t = useText(bankText);
  const { language } = useLanguage();
  const { statement, found } = compared;
  const [ticked, setTicked] = useState(() => new Set(found.matches.filter(({ isSure }) => isSure)));
  const [isOpen, setIsOpen] = useState(false);
  const [confirmed, setConfirmed] = useState<readonly ConfirmedLine[] | null>(null);
  const done = new Set<string>(
    confirmed?.flatMap(({ orderId, outcome }) => (outcome.state === 'REFUSED' ? [] : [orderId])) ?? [],
  );
  const tick = (match: PaymentMatch, isTicked: boolean) => {
    const next = new Set(ticked);
    if (isTicked) next.add(match);
    else next.delete(match);
    setTicked(next);
  };
  const mayTick = mayAct(desk) && confirmed === null;
  const columns = useColumns({ ticked, tick, mayTick });
  const { format, charset, entries, problems } = statement;
  return (
    <>
      <p>{t('read', { format, charset, count: entries.length, ignored: String(found.ignored) })}</p>
      {problems.length > 0 && (
        <Details summary={t('problems', { count: problems.length })}>
          <ul>
            {problems.slice(0, MOST_SHOWN).map((problem) => (
              <li key={`${problem.line} ${problem.code}`}>{problem[language]}</li>
            ))}
          </ul>
        </Details>
      )}
      {found.matches.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <DataTable
          caption={t('matches', { count: found.matches.length })}
          columns={columns}
          rows={found.matches}
          rowKey={({ invoice, outcome }) => `${invoice.id} ${outcome}`}
        />
      )}
      {confirmed !== null && (
        <Notice tone={done.size === confirmed.length ? 'live' : 'unknown'} isLive>
          <p>{t('done', { done: String(done.size), refused: String(confirmed.length - done.size) })}</p>
        </Notice>
      )}
      <div className={css['buttons']}>
        {mayTick && ticked.size > 0 && (
          <Button kind="main" onPress={() => setIsOpen(true)}>
            {t('confirm', { count: ticked.size })}
          </Button>
        )}
        <Button
          onPress={() => {
            const name = `${desk.organization.slug}-${t('file')}-${dayOf(Date.now())}.csv`;
            saveText(outcomeTable(found, { language, confirmed: done }), name, 'text/csv');
          }}
        >
          {t('save')}
        </Button>
      </div>
      <Unmatched entries={found.unmatched} />
      {isOpen && (
        <ConfirmPaymentsSheet
          matches={[...ticked]}
          invoices={compared.invoices}
          onDone={setConfirmed}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  );
}

interface Ticks {
  readonly ticked: ReadonlySet<PaymentMatch>;
  tick(match: PaymentMatch, isTicked: boolean): void;
  readonly mayTick: boolean;
}

function useColumns({ ticked, tick, mayTick }: Ticks): readonly Column<PaymentMatch>[] {
  const t = useText(bankText);
  const formats = useFormats();
  const { language } = useLanguage();
  return [
    {
      title: t('invoice'),
      isHeading: true,
      cell: (match) => {
        const { number } = match.invoice;
        if (match.orderIds.length === 0 || !mayTick) return number;
        return (
          <Checkbox isSelected={ticked.has(match)} onChange={(isTicked) => tick(match, isTicked)}>
            <span aria-label={t('tick', { number })}>{number}</span>
          </Checkbox>
        );
      },
    },
    { title: t('payer'), cell: ({ invoice }) => invoice.licenseeName[language] },
    {
      title: t('result'),
      cell: (match) => (
        <StateMark tone={match.isSure ? 'live' : match.orderIds.length > 0 ? 'unknown' : 'refused'}>
          {outcomeText(match, formats.units)[language]}
        </StateMark>
      ),
    },
    {
      title: t('booked'),
      cell: ({ entries }) => formats.list([...new Set(entries.map(({ bookedOn }) => formats.day(bookedOn)))]),
    },
  ];
}

function Unmatched({ entries }: { readonly entries: readonly UnmatchedEntry[] }) {
  const t = useText(bankText);
  const formats = useFormats();
  const { language } = useLanguage();
  if (entries.length === 0) return null;
  return (
    <DataTable
      caption={t('unmatched', { count: entries.length })}
      columns={[
        {
          title: t('payer'),
          isHeading: true,
          cell: ({ entry }) => entry.counterparty ?? entry.texts.join(' · '),
        },
        {
          title: t('booked'),
          cell: ({ entry }) => `${formats.day(entry.bookedOn)} · ${entryAmount(entry, formats.units)}`,
        },
        { title: t('result'), cell: (each) => unmatchedText(each, formats.units)[language] },
      ]}
      rows={entries.slice(0, MOST_SHOWN)}
      rowKey={({ entry }) => `${entry.line} ${entry.amount.toString()} ${entry.texts.join()}`}
    />
  );
}
