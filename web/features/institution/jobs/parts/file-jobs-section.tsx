import { Link, useSearchParams } from 'react-router';
import { Button } from '../../../../components/forms/button.tsx';
import { PagedTable } from '../../../../components/facts/paged-table.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { isAtLeast } from '../../desk/model/capped-count.ts';
import { mayAct, useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import { useFileJobColumns, useWorkName } from './file-job-columns.tsx';
import {
  JOB_STATES,
  type JobStateName,
  type RetriedJob,
  useFileJobCounts,
  useFileJobs,
  useRetries,
} from '../model/file-jobs-query.ts';
import { fileJobsText } from '../words/file-jobs-text.ts';

/** The work on published files: how each stands, and what to do about what failed. */
export function FileJobsSection() {
  const t = useText(fileJobsText);
  const desk = useDesk();
  const [search] = useSearchParams();
  const state = JOB_STATES.find((each) => each === search.get('state')) ?? null;
  const jobs = useFileJobs(desk.organization.id, state);
  const counts = useFileJobCounts(desk.organization.id).data ?? [];
  const countOf = (name: JobStateName) => counts.find((each) => each.state === name)?.count ?? 0;
  const retries = useRetries(desk.organization.id);
  const columns = useFileJobColumns({
    canRetry: mayAct(desk),
    onRetry: retries.retryOne,
    retrying: retries.one.isPending ? retries.one.variables : null,
  });
  const count = jobs.totalCount;
  const retriable = counts.reduce((sum, each) => sum + each.retriable, 0);
  return (
    <section className={css['section']} aria-labelledby="file-jobs">
      <div className={css['bar']}>
        <h2 id="file-jobs">{t('jobsTitle')}</h2>
        {mayAct(desk) && retriable > 0 && (
          <Button isPending={retries.all.isPending} onPress={retries.retryAll}>
            {isAtLeast(retriable)
              ? t('retryMany', { count: retriable })
              : t('retryAll', { count: retriable })}
          </Button>
        )}
      </div>
      <p className={css['soft']}>{t('jobsLead')}</p>
      <Filters chosen={state} countOf={counts.length > 0 ? countOf : null} />
      {[retries.one.error, retries.all.error].map(
        (each, at) =>
          each !== null && <ErrorNotice key={at} error={each} onRetry={() => void jobs.refetch()} />,
      )}
      {retries.one.data !== undefined && (
        <Retried key={retries.one.submittedAt} job={retries.one.data.retryJob} />
      )}
      {retries.all.data !== undefined && (
        <Notice tone="live" isLive>
          {t('retriedAll', { count: retries.all.data.retryFailedJobs })}
        </Notice>
      )}
      <PagedTable
        list={jobs}
        lines={5}
        empty={<p className={css['soft']}>{state === null ? t('jobsEmpty') : t('jobsEmptyState')}</p>}
        caption={isAtLeast(count) ? t('jobsCaptionMany', { count }) : t('jobsCaption', { count })}
        columns={columns}
        rowKey={({ id }) => id}
      />
    </section>
  );
}

/** Said when it is done: the button that was pressed is gone by then. */
function Retried({ job }: { readonly job: RetriedJob }) {
  const t = useText(fileJobsText);
  const nameOf = useWorkName();
  return (
    <Notice tone="live" isLive>
      {t('retriedOne', { name: nameOf(job.kind), path: job.path })}
    </Notice>
  );
}

interface FiltersProps {
  readonly chosen: JobStateName | null;
  /** Null while the counts are not known. */
  readonly countOf: ((state: JobStateName) => number) | null;
}

function Filters({ chosen, countOf }: FiltersProps) {
  const t = useText(fileJobsText);
  const { number } = useFormats();
  const shown = (count: number) => (isAtLeast(count) ? t('atLeast', { count }) : number(count));
  return (
    <nav aria-label={t('filter')} className={css['filters']}>
      <Link to="?" replace aria-current={chosen === null ? 'true' : undefined}>
        {t('all')}
      </Link>
      {JOB_STATES.map((state) => (
        <Link key={state} to={`?state=${state}`} replace aria-current={chosen === state ? 'true' : undefined}>
          {t(`state.${state}`)}
          {countOf !== null && ` ${shown(countOf(state))}`}
        </Link>
      ))}
    </nav>
  );
}
