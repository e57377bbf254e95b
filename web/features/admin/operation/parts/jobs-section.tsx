import { useQuery } from '@tanstack/react-query';
import { Details } from '../../../../components/facts/details.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { StateMark, type Tone } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { request } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import css from './admin.module.css';
import { careText } from '../../backups/words/care-text.ts';
import { JOBS } from '../model/documents.ts';
import { isKnownJob, JOB_WORDS } from '../model/job-words.ts';
import { Section } from './section.tsx';

const LOOK_EVERY_MS = 10_000;
const TONES = { RUNNING: 'live', IDLE: 'plain', FAILED: 'refused' } as const satisfies Record<string, Tone>;
export function JobsSection() {
  const t = useText(careText);
  return (
    <Section id="jobs" title={t('jobs')}>
      <Jobs />
    </Section>
  );
}

function Jobs() {
  const t = useText(careText);
  const format = useFormats();
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['admin-jobs'],
    queryFn: ({ signal }) => request(JOBS, {}, { signal }),
    refetchInterval: LOOK_EVERY_MS,
  });
  if (isPending) return <Skeleton lines={5} />;
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <div className={css['scroll']}>
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{t('job')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('lastRun')}</th>
            <th scope="col">{t('behind')}</th>
          </tr>
        </thead>
        <tbody>
          {data.jobs.map(({ name, state, lastRunAt, lastError, behind }) => (
            <tr key={name}>
              <th scope="row">{isKnownJob(name) ? t(JOB_WORDS[name]) : name}</th>
              <td>
                <StateMark tone={TONES[state]}>{t(state)}</StateMark>
                {lastError !== null && (
                  <Details>
                    <p lang="en">{lastError}</p>
                  </Details>
                )}
              </td>
              <td data-label={t('lastRun')}>{lastRunAt === null ? t('never') : format.moment(lastRunAt)}</td>
              <td data-label={t('behind')} className={css['number']}>
                {behind === null ? '–' : format.number(behind)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
