import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../../../components/forms/button.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { request } from '../../../../lib/session/api.ts';
import { fileJobText, kindWords } from '../../../../lib/pictures/file-job-text.ts';
import { useText } from '../../../../lib/language/text.ts';
import { type AssetOnPage, RETRY_JOB } from '../../asset/model/documents.ts';
import { assetText } from '../../asset/words/text.ts';

type UndoneJob = AssetOnPage['undoneJobs'][number];

/** What could not be made of the files, for the holder's people: why, and another try. */
export function UndoneJobs({ asset, canRetry }: { readonly asset: AssetOnPage; readonly canRetry: boolean }) {
  return asset.undoneJobs.map((job) => <Undone key={job.id} job={job} canRetry={canRetry} />);
}

function Undone({ job, canRetry }: { readonly job: UndoneJob; readonly canRetry: boolean }) {
  const t = useText(assetText);
  const words = useText(fileJobText);
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => request(RETRY_JOB, { id: job.id }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['asset'] }),
  });
  const { kind, path, problem, detail, detailZh, state, isRetriable } = job;
  const known = kindWords(kind);
  const work = known === null ? kind : words(`kind.${known}`);
  return (
    <Notice
      tone={state === 'FAILED' ? 'refused' : 'unknown'}
      title={t('undone', { work, path: path === '' ? words('allFiles') : path })}
    >
      {problem !== null && <p>{words(`problem.${problem}`)}</p>}
      {detail !== null && (
        <Details>
          <p>
            <Localized text={{ en: detail, zh: detailZh }} />
          </p>
        </Details>
      )}
      {retry.error !== null && <ErrorNotice error={retry.error} />}
      {retry.isSuccess && <p role="status">{t('undoneAgain')}</p>}
      {canRetry && isRetriable && !retry.isSuccess && (
        <div>
          <Button isPending={retry.isPending} onPress={() => retry.mutate()}>
            {t('undoneRetry')}
          </Button>
        </div>
      )}
    </Notice>
  );
}
