import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { request } from '../../../lib/session/api.ts';
import { usePages } from '../../../lib/session/use-pages.ts';
import { useText } from '../../../lib/language/text.ts';
import { LOG_PAGE, LOG_STATUS } from '../model/documents.ts';
import { GroupFilter } from '../parts/group-filter.tsx';
import { groupOf, readGroups } from '../model/kind-groups.ts';
import { LogState } from '../parts/log-state.tsx';
import { Monitor } from '../parts/monitor.tsx';
import { MorePages } from '../parts/more-pages.tsx';
import css from '../parts/record-page.module.css';
import { StatementRows } from '../parts/statement-rows.tsx';
import { recordText } from '../words/text.ts';

const PAGE_SIZE = 25;

/** The log as a public page. */
export function RecordPage() {
  const t = useText(recordText);
  const [search, setSearch] = useSearchParams();
  const groups = readGroups(search.get('kinds'));
  const status = useQuery({
    queryKey: ['log-status'],
    queryFn: ({ signal }) => request(LOG_STATUS, {}, { signal }),
  });
  const log = usePages({
    queryKey: ['log'],
    readPage: async (after, signal) =>
      (await request(LOG_PAGE, { first: PAGE_SIZE, after }, { signal })).statements,
  });
  const { rows: entries, error } = log;
  const shown = entries.filter(({ kind }) => groups.length === 0 || groups.includes(groupOf(kind)));
  return (
    <Page title={t('title')} lead={<p>{t('lead')}</p>}>
      <div className={css['columns']}>
        <div className={css['aside']}>
          {status.isPending && <Skeleton lines={14} />}
          {status.isError && <ErrorNotice error={status.error} onRetry={() => void status.refetch()} />}
          {status.data !== undefined && <LogState status={status.data} />}
          <Monitor />
        </div>
        <section className={css['list']} aria-labelledby="statements">
          <div className={css['head']}>
            <h2 id="statements">{t('statements')}</h2>
            <p>{t('newest')}</p>
          </div>
          <GroupFilter
            groups={groups}
            onChange={(next) =>
              setSearch(
                (before) => {
                  const params = new URLSearchParams(before);
                  if (next.length === 0) params.delete('kinds');
                  else params.set('kinds', next.join(','));
                  return params;
                },
                { replace: true, preventScrollReset: true },
              )
            }
          />
          {log.isPending && <Skeleton />}
          {error !== null && <ErrorNotice error={error} onRetry={() => void log.refetch()} />}
          {log.isKnown && entries.length === 0 && <p>{t('empty')}</p>}
          <StatementRows entries={shown} />
          {entries.length > 0 && shown.length === 0 && (
            <p role="status">{t('noneInView', { count: String(entries.length) })}</p>
          )}
          {log.isKnown && error === null && <MorePages log={log} />}
        </section>
      </div>
    </Page>
  );
}
