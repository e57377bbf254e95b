import { type ReactNode, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Outcome } from '@lanran/sdk/acts/relaying';
import { Empty } from '../../components/page/empty.tsx';
import { ErrorNotice } from '../../components/page/error-notice.tsx';
import { Notice } from '../../components/page/notice.tsx';
import { Skeleton } from '../../components/page/skeleton.tsx';
import { useFormats } from '../language/format.ts';
import { useText } from '../language/text.ts';
import { type Disputant, useDisputes } from './disputant.ts';
import { DisputeRow } from './dispute-row.tsx';
import css from './disputes.module.css';
import type { Dispute } from './documents.ts';
import { RaiseDispute } from './raise-dispute.tsx';
import { waitOf } from './wait-of.ts';
import { disputesText } from './text.ts';

interface Said {
  readonly outcome: Outcome;
  readonly words: 'raised' | 'retracted';
}

interface DisputesDeskProps {
  readonly disputant: Disputant;
  /** Says that an act is done, or what it still waits for. */
  readonly outcomeNotice: (outcome: Outcome, done: string) => ReactNode;
}

/** What somebody disputes, with how it stands; and, for the asset that the address names, the form. */
export function DisputesDesk({ disputant, outcomeNotice }: DisputesDeskProps) {
  const t = useText(disputesText);
  const { moment } = useFormats();
  const [search, setSearch] = useSearchParams();
  const about = search.get('asset');
  const { data, error, refetch } = useDisputes(disputant);
  const [said, setSaid] = useState<Said | null>(null);
  const end = (outcome: Outcome, words: Said['words']) => {
    setSaid({ outcome, words });
    setSearch({}, { replace: true });
  };
  const open = data?.filter(({ isOpen }) => isOpen) ?? [];
  const over = data?.filter(({ isOpen }) => !isOpen) ?? [];
  const last = over.find(({ asset }) => asset?.id === about);
  const waitsUntil = last === undefined || about === null ? null : waitOf(last);
  const isRaisable = about !== null && waitsUntil === null && !open.some(({ asset }) => asset?.id === about);
  return (
    <>
      {said !== null && outcomeNotice(said.outcome, t(said.words))}
      {waitsUntil !== null && <Notice tone="unknown">{t('waits', { moment: moment(waitsUntil) })}</Notice>}
      {isRaisable && !disputant.canAct && <Notice>{t('mayNotAct')}</Notice>}
      {isRaisable && disputant.canAct && data !== undefined && (
        <RaiseDispute
          key={about}
          disputant={disputant}
          assetId={about}
          onDone={(outcome) => end(outcome, 'raised')}
        />
      )}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton />}
      {data?.length === 0 && !isRaisable && (
        <Empty title={t('nothing')}>
          <p>{t('nothingWhy')}</p>
          <p>{t(`nothingHow.${disputant.kind}`)}</p>
        </Empty>
      )}
      {[
        { title: t('open'), disputes: open },
        { title: t('over'), disputes: over },
      ].map((list) => (
        <DisputeList
          key={list.title}
          {...list}
          disputant={disputant}
          onDone={(outcome) => end(outcome, 'retracted')}
        />
      ))}
    </>
  );
}

interface DisputeListProps {
  readonly title: string;
  readonly disputant: Disputant;
  readonly disputes: readonly Dispute[];
  onDone(outcome: Outcome): void;
}

function DisputeList({ title, disputant, disputes, onDone }: DisputeListProps) {
  if (disputes.length === 0) return null;
  return (
    <section className={css['section']}>
      <h2>{title}</h2>
      <ul role="list" className={css['list']}>
        {disputes.map((dispute) => (
          <DisputeRow
            key={`${dispute.asset?.id ?? ''}${dispute.openedAt}`}
            disputant={disputant}
            dispute={dispute}
            onDone={onDone}
          />
        ))}
      </ul>
    </section>
  );
}
