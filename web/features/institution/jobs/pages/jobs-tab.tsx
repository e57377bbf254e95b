import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type Column, DataTable } from '../../../../components/facts/data-table.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { request } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import { FileJobsSection } from '../parts/file-jobs-section.tsx';
import { jobsText } from '../words/jobs-text.ts';
import { UploadsSection } from '../parts/uploads-section.tsx';

const STATUS = graphql(`
  query PlatformStatus {
    logStatus {
      size
      checkpoint
      anchoredSize
      anchoredAt
      pending
      witnesses
    }
    jobs {
      name
      state
      lastRunAt
      lastError
      behind
    }
  }
`);

const REFRESH_MS = 5_000;

type Status = ResultOf<typeof STATUS>;
type Job = Status['jobs'][number];

/** What is under way: uploads, work on files, log and jobs; looks again by itself. */
export function JobsTab() {
  const t = useText(jobsText);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['platform-status'],
    queryFn: ({ signal }) => request(STATUS, {}, { signal }),
    refetchInterval: REFRESH_MS,
  });
  const columns = useColumns();
  const { organization } = useDesk();
  return (
    <section className={css['part']} aria-labelledby="jobs">
      <h2 id="jobs">{t('title')}</h2>
      <p className={css['soft']}>{t('lead')}</p>
      {organization.kind === 'INSTITUTION' && (
        <>
          <UploadsSection />
          <FileJobsSection />
        </>
      )}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton lines={5} />}
      {data !== undefined && (
        <>
          <LogFacts status={data.logStatus} />
          <section className={css['section']} aria-labelledby="job-list">
            <h2 id="job-list">{t('jobsTitle')}</h2>
            <DataTable
              caption={t('caption')}
              isCaptionHidden
              columns={columns}
              rows={data.jobs}
              rowKey={({ name }) => name}
            />
          </section>
        </>
      )}
    </section>
  );
}

function LogFacts({ status }: { readonly status: Status['logStatus'] }) {
  const t = useText(jobsText);
  const formats = useFormats();
  const { size, anchoredSize, anchoredAt, pending, witnesses, checkpoint } = status;
  return (
    <section className={css['section']} aria-labelledby="log">
      <h2 id="log">{t('logTitle')}</h2>
      <div className={css['narrow']}>
        <Facts
          facts={[
            { name: t('size'), value: formats.number(size) },
            {
              name: t('anchored'),
              value: t('anchoredValue', { count: formats.number(anchoredSize), size: formats.number(size) }),
            },
            { name: t('pending'), value: t('pendingValue', { count: pending }) },
            { name: t('anchoredAt'), value: anchoredAt === null ? t('never') : formats.moment(anchoredAt) },
            { name: t('witnesses'), value: t('witnessesValue', { count: witnesses }) },
          ]}
        />
        <Details>
          <p>{t('checkpoint')}</p>
          <pre>{checkpoint}</pre>
        </Details>
        <p>
          <Link to="/record">{t('toLog')}</Link>
        </p>
      </div>
    </section>
  );
}

const NAMES = [
  'log-projection',
  'chain-follower',
  'sealer',
  'file-jobs',
  'file-jobs-light',
  'file-jobs-heavy',
  'sweeper',
  'fixity-files',
  'fixity',
  'fixity-checks',
  'vault',
] as const;
const TONES = { RUNNING: 'plain', IDLE: 'live', FAILED: 'refused' } as const;
const NEXT = { RUNNING: 'nextRunning', IDLE: 'nextIdle', FAILED: 'nextFailed' } as const;

function useColumns(): readonly Column<Job>[] {
  const t = useText(jobsText);
  const formats = useFormats();
  return [
    {
      title: t('job'),
      isHeading: true,
      cell: ({ name }) => {
        const known = NAMES.find((each) => each === name);
        return known === undefined ? name : t(`name.${known}`);
      },
    },
    {
      title: t('state'),
      cell: ({ state }) => <StateMark tone={TONES[state]}>{t(`stateName.${state}`)}</StateMark>,
    },
    {
      title: t('lastRun'),
      cell: ({ lastRunAt }) =>
        lastRunAt === null ? t('never') : <time dateTime={lastRunAt}>{formats.moment(lastRunAt)}</time>,
    },
    {
      title: t('behind'),
      cell: ({ behind }) => (behind === null ? '–' : t('behindValue', { count: behind })),
    },
    {
      title: t('next'),
      cell: ({ state, lastError }) => (
        <span className={css['stack']}>
          <span>{t(NEXT[state])}</span>
          {lastError !== null && (
            <Details>
              <p lang="en">{lastError}</p>
            </Details>
          )}
        </span>
      ),
    },
  ];
}
