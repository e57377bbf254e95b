import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../../components/forms/button.tsx';
import { Details } from '../../../components/facts/details.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { StateMark, type Tone } from '../../../components/page/notice.tsx';
import { Progress } from '../../../components/page/progress.tsx';
import { useText } from '../../../lib/language/text.ts';
import type { LeafCheck } from '../model/check-leaf.ts';
import { readCheckpoint, readHead, readTile } from '../model/read-public-log.ts';
import css from './statement-page.module.css';
import { recordText } from '../words/text.ts';

const TONES: Readonly<Record<LeafCheck['status'], Tone>> = {
  pass: 'live',
  fail: 'refused',
  unknown: 'unknown',
};

interface CheckPlaceProps {
  readonly entry: { readonly statementHash: string; readonly leafIndex: number };
  readonly checkpointKey: string;
  /** Of the contract that holds the log's head. */
  readonly logAddress: string | null;
}

/** Whether the statement is in the log, from public files, in front of the reader. */
export function CheckPlace({ entry, checkpointKey, logAddress }: CheckPlaceProps) {
  const t = useText(recordText);
  const [isAsked, setIsAsked] = useState(false);
  const check = useQuery({
    queryKey: ['leaf', entry.statementHash],
    enabled: isAsked && logAddress !== null,
    staleTime: Infinity,
    gcTime: 0,
    queryFn: async () => {
      const { checkLeaf } = await import('../model/check-leaf.ts');
      return checkLeaf({
        hash: entry.statementHash,
        index: entry.leafIndex,
        checkpointKey,
        readCheckpoint,
        readTile,
        readHead: () => readHead(logAddress ?? ''),
      });
    },
  });
  return (
    <section className={css['check']} aria-labelledby="place-check">
      <h2 id="place-check">{t('checkPlace')}</h2>
      <p>{t('checkPlaceLead')}</p>
      {check.isFetching && <Progress label={t('checking')} value={null} />}
      {check.isError && <ErrorNotice error={check.error} onRetry={() => void check.refetch()} />}
      <div role="status">
        {check.data !== undefined && !check.isFetching && (
          <ol role="list" className={css['steps']}>
            {check.data.map((step) => (
              <Step key={step.name} step={step} />
            ))}
          </ol>
        )}
      </div>
      {check.data !== undefined && (
        <p>
          {t('keyTold')} <Link to="/verify">{t('toVerify')}</Link>
        </p>
      )}
      {!check.isFetching && (
        <div>
          <Button
            kind={isAsked ? 'plain' : 'main'}
            onPress={() => (isAsked ? void check.refetch() : setIsAsked(true))}
          >
            {isAsked ? t('checkAgain') : t('checkPlaceButton')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Step({ step: { name, status, reason } }: { readonly step: LeafCheck }) {
  const t = useText(recordText);
  return (
    <li>
      <StateMark tone={TONES[status]}>{t(`checkStates.${status}`)}</StateMark>
      <p>{t(`checks.${name}`)}</p>
      <Details summary={t('finding')} isOpen={status !== 'pass'}>
        <p lang="en">{reason}</p>
      </Details>
    </li>
  );
}
