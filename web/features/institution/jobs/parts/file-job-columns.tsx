import { Link } from 'react-router';
import { Button } from '../../../../components/forms/button.tsx';
import type { Column } from '../../../../components/facts/data-table.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { Progress } from '../../../../components/page/progress.tsx';
import { fileJobText, kindWords } from '../../../../lib/pictures/file-job-text.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../desk/parts/desk.module.css';
import type { DeskFileJob } from '../model/file-jobs-query.ts';
import { fileJobsText } from '../words/file-jobs-text.ts';

const TONES = {
  WAITING: 'plain',
  RUNNING: 'plain',
  DONE: 'live',
  FAILED: 'refused',
  UNAVAILABLE: 'unknown',
} as const;

interface ColumnsOptions {
  readonly canRetry: boolean;
  onRetry(jobId: string): void;
  /** The job that is being retried now. */
  readonly retrying: string | null;
}

/** What a kind of job does, in words. */
export function useWorkName(): (kind: string) => string {
  const words = useText(fileJobText);
  return (kind) => {
    const known = kindWords(kind);
    return known === null ? kind : words(`kind.${known}`);
  };
}

export function useFileJobColumns(options: ColumnsOptions): readonly Column<DeskFileJob>[] {
  const t = useText(fileJobsText);
  const words = useText(fileJobText);
  const { moment } = useFormats();
  const nameOf = useWorkName();
  return [
    {
      title: t('file'),
      isHeading: true,
      cell: ({ path, asset }) => (
        <span className={css['stack']}>
          <span>{path === '' ? words('allFiles') : path}</span>
          {asset !== null && (
            <Link to={`/assets/${asset.id}`}>
              <Localized text={asset.title} />
            </Link>
          )}
        </span>
      ),
    },
    { title: t('work'), cell: ({ kind }) => nameOf(kind) },
    {
      title: t('stateTitle'),
      cell: ({ state, progress }) => (
        <span className={css['state']}>
          {state === 'RUNNING' ? (
            <Progress label={t('state.RUNNING')} value={progress > 0 ? progress : null} />
          ) : (
            <StateMark tone={TONES[state]}>{t(`state.${state}`)}</StateMark>
          )}
        </span>
      ),
    },
    {
      title: t('changed'),
      cell: ({ updatedAt }) => <time dateTime={updatedAt}>{moment(updatedAt)}</time>,
    },
    {
      title: t('next'),
      isPlain: true,
      cell: (job) => <Next job={job} name={nameOf(job.kind)} {...options} />,
    },
  ];
}

interface NextProps extends ColumnsOptions {
  readonly job: DeskFileJob;
  readonly name: string;
}

/** Why it is not done, and what can be done about it. */
function Next({ job, name, canRetry, onRetry, retrying }: NextProps) {
  const t = useText(fileJobsText);
  const words = useText(fileJobText);
  const { moment } = useFormats();
  const { id, state, attempts, nextAttemptAt, problem, detail, detailZh, isRetriable, path } = job;
  return (
    <span className={css['stack']}>
      {problem !== null && <span>{words(`problem.${problem}`)}</span>}
      {state === 'WAITING' && attempts > 0 && nextAttemptAt !== null && (
        <span>{t('again', { moment: moment(nextAttemptAt), attempts })}</span>
      )}
      {detail !== null && (
        <Details>
          <p>
            <Localized text={{ en: detail, zh: detailZh }} />
          </p>
        </Details>
      )}
      {isRetriable && canRetry && (
        <span>
          <Button
            aria-label={t('retryOf', { name, path: path === '' ? words('allFiles') : path })}
            isPending={retrying === id}
            onPress={() => onRetry(id)}
          >
            {t('retry')}
          </Button>
        </span>
      )}
    </span>
  );
}
