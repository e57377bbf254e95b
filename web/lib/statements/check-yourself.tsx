import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Button } from '../../components/forms/button.tsx';
import { ErrorNotice } from '../../components/page/error-notice.tsx';
import { Progress } from '../../components/page/progress.tsx';
import { ChecksList } from '../checks/checks-list.tsx';
import { useText } from '../language/text.ts';
import { runChecks } from './run-checks.ts';
import { threadText } from './timeline-text.ts';

/** Runs the verifier in front of the reader. */
export function CheckYourself({ statementHash }: { readonly statementHash: string }) {
  const t = useText(threadText);
  const checked = useQuery({
    queryKey: ['checks', statementHash],
    queryFn: ({ signal }) => runChecks(statementHash, signal),
    staleTime: Infinity,
    gcTime: 0,
  });
  if (checked.isFetching) return <Progress label={t('checking')} value={null} />;
  if (checked.isError) return <ErrorNotice error={checked.error} onRetry={() => void checked.refetch()} />;
  if (checked.data === undefined) return null;
  return (
    <>
      <ChecksList report={checked.data} />
      <p>
        {t('here')} <Link to="/verify">{t('toVerify')}</Link>
      </p>
      <div>
        <Button onPress={() => void checked.refetch()}>{t('checkAgain')}</Button>
      </div>
    </>
  );
}
