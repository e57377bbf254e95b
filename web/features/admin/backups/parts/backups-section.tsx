import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Progress } from '../../../../components/page/progress.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { request } from '../../../../lib/session/api.ts';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../operation/parts/admin.module.css';
import { BackupActs } from './backup-acts.tsx';
import { BackupRecipient } from './backup-recipient.tsx';
import { CreateBackupSheet } from './backup-sheets.tsx';
import { BackupTable } from './backup-table.tsx';
import { backupText } from '../words/backup-text.ts';
import { BACKUPS } from '../../operation/model/documents.ts';
import { RestoreGuide } from './restore-guide.tsx';
import { Section } from '../../operation/parts/section.tsx';

const WHILE_RUNNING_MS = 1_000;

/** Backups on the platform's own disk, for the operator: made, fetched, deleted; and how one is restored. */
export function BackupsSection() {
  const t = useText(backupText);
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['backups'],
    queryFn: ({ signal }) => request(BACKUPS, {}, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.backups.some((backup) => backup.state === 'RUNNING') === true ? WHILE_RUNNING_MS : false,
  });
  const [isCreating, setIsCreating] = useState(false);
  const running = data?.backups.find(({ state }) => state === 'RUNNING');
  const code = errorCode(error);
  const isElsewhere = code === 'CONFLICT';
  const isForOthers = code === 'FORBIDDEN';
  return (
    <Section id="backups" title={t('title')} lead={t('lead')}>
      {isPending && <Skeleton lines={3} />}
      {isForOthers && (
        <Notice>
          <p>{t('operatorOnly')}</p>
        </Notice>
      )}
      {isElsewhere && (
        <Notice tone="unknown">
          <p>{t('refused')}</p>
          <pre className={css['command']}>
            <code>{'npx lanran backup --data-dir .lanran --out lanran.tar'}</code>
          </pre>
        </Notice>
      )}
      {error !== null && !isForOthers && !isElsewhere && (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      )}
      {data !== undefined && (
        <>
          <BackupRecipient recipient={data.backupRecipient} />
          <div>
            <Button kind="main" onPress={() => setIsCreating(true)} isDisabled={running !== undefined}>
              {t('create')}
            </Button>
          </div>
          {running !== undefined && <Progress label={t('creating')} value={running.progress} />}
          {data.backups.length === 0 ? (
            <Empty title={t('none')} />
          ) : (
            <BackupTable backups={data.backups} acts={data.backupActs} />
          )}
          <BackupActs acts={data.backupActs} />
          <RestoreGuide />
          {isCreating && (
            <CreateBackupSheet recipient={data.backupRecipient} onClose={() => setIsCreating(false)} />
          )}
        </>
      )}
    </Section>
  );
}
