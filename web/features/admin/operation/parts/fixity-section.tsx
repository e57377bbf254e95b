import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { Progress } from '../../../../components/page/progress.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { request } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { BEGIN_FIXITY_RUN, FIXITY, type FixityOverview } from '../model/fixity-documents.ts';
import { fixityText } from '../words/fixity-text.ts';
import { Section } from './section.tsx';

const LOOK_EVERY_MS = 30_000;
const WHILE_READING_MS = 2_000;

/** When all stored originals were read again, and what is damaged. */
export function FixitySection() {
  const t = useText(fixityText);
  const { number } = useFormats();
  const cache = useQueryClient();
  const [refusal, setRefusal] = useState<unknown>(null);
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['admin-fixity'],
    queryFn: async ({ signal }) => (await request(FIXITY, {}, { signal })).fixity,
    refetchInterval: ({ state }) => (state.data?.currentRun == null ? LOOK_EVERY_MS : WHILE_READING_MS),
  });
  const begin = async () => {
    setRefusal(null);
    try {
      await request(BEGIN_FIXITY_RUN, {});
      await cache.invalidateQueries({ queryKey: ['admin-fixity'] });
    } catch (cause) {
      setRefusal(cause);
    }
  };
  return (
    <Section id="fixity" title={t('title')} lead={t('lead')}>
      {isPending && <Skeleton lines={3} />}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <>
          <Overview fixity={data} />
          {data.currentRun === null ? (
            <div>
              <Button onPress={() => void begin()}>{t('readNow')}</Button>
            </div>
          ) : (
            <Progress
              label={t('going', { read: number(data.currentFilesRead), files: number(data.files) })}
              value={null}
            />
          )}
          {refusal !== null && <ErrorNotice error={refusal} />}
        </>
      )}
    </Section>
  );
}

function Overview({ fixity }: { readonly fixity: FixityOverview }) {
  const t = useText(fixityText);
  const { moment, number } = useFormats();
  const { files, damaged, isMissed, oldestReadAt, nextRunAt, lastRun, everyDays } = fixity;
  const hash = lastRun?.statementHash ?? null;
  return (
    <>
      <p>
        {damaged > 0 && <StateMark tone="refused">{t('damaged', { count: damaged })}</StateMark>}{' '}
        {isMissed && (
          <StateMark tone="unknown">
            {t('late', { when: oldestReadAt === null ? '' : moment(oldestReadAt) })}
          </StateMark>
        )}
        {damaged === 0 && !isMissed && lastRun?.endedAt != null && (
          <StateMark tone="live">{t('well')}</StateMark>
        )}
      </p>
      {damaged > 0 && <p>{t('repair')}</p>}
      <Facts
        facts={[
          { name: t('originals'), value: number(files) },
          { name: t('schedule'), value: t('everyDays', { count: everyDays }) },
          {
            name: t('lastRun'),
            value:
              lastRun?.endedAt == null ? (
                t('never')
              ) : (
                <>
                  {moment(lastRun.endedAt)}{' '}
                  {hash !== null && <Link to={`/record/${hash}`}>{t('statement')}</Link>}
                </>
              ),
          },
          { name: t('nextRun'), value: nextRunAt === null ? t('nothing') : moment(nextRunAt) },
        ]}
      />
    </>
  );
}
