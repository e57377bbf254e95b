import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { Progress } from '../../components/progress.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { request } from '../../lib/api.ts';
import { errorCode } from '../../lib/error-text.ts';
import { useText } from '../../lib/text.ts';
import css from './admin.module.css';
import { BackupTable } from './backup-table.tsx';
import { careText } from './care-text.ts';
import { BACKUPS, CREATE_BACKUP } from './documents.ts';
import { RestoreGuide } from './restore-guide.tsx';
import { Section } from './section.tsx';

const WHILE_RUNNING_MS = 1_000;

/** Backups on the platform's own disk: made, fetched, deleted; and how one is restored. */
export function BackupsSection() {
  const t = useText(careText);
  const cache = useQueryClient();
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['backups'],
    queryFn: ({ signal }) => request(BACKUPS, {}, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.backups.some((backup) => backup.state === 'RUNNING') === true ? WHILE_RUNNING_MS : false,
  });
  const [refusal, setRefusal] = useState<unknown>(null);
  const running = data?.backups.find(({ state }) => state === 'RUNNING');
  const create = async () => {
    setRefusal(null);
    try {
      await request(CREATE_BACKUP, {});
      await cache.invalidateQueries({ queryKey: ['backups'] });
    } catch (cause) {
      setRefusal(cause);
    }
  };
  const isRefused = errorCode(error) === 'FORBIDDEN';
  return (
    <Section id="backups" title={t('backups')} lead={t('backupsLead')}>
      {isPending && <Skeleton lines={3} />}
      {error !== null && isRefused && (
        <Notice tone="unknown">
          <p>{t('refused')}</p>
          <pre className={css['command']}>
            <code>{'npx lanran backup --data-dir .lanran --out lanran.tar'}</code>
          </pre>
        </Notice>
      )}
      {error !== null && !isRefused && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <>
          <div>
            <Button kind="main" onPress={() => void create()} isDisabled={running !== undefined}>
              {t('create')}
            </Button>
          </div>
          {running !== undefined && <Progress label={t('creating')} value={running.progress} />}
          {refusal !== null && <ErrorNotice error={refusal} />}
          {data.backups.length === 0 ? (
            <Empty title={t('backupsNone')} />
          ) : (
            <BackupTable backups={data.backups} />
          )}
          <RestoreGuide />
        </>
      )}
    </Section>
  );
}
