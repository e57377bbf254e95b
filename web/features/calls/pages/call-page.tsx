import { useParams } from 'react-router';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { useText } from '../../../lib/language/text.ts';
import { errorCode } from '../../../lib/session/error-text.ts';
import { useCall } from '../model/use-call.ts';
import { MissingCall } from '../parts/missing-call.tsx';
import { ShownCall } from '../parts/shown-call.tsx';
import { callText } from '../words/text.ts';

/** One call: what it is for, what is in it, and the way to propose a use. */
export function CallPage() {
  const t = useText(callText);
  const { callId = '' } = useParams();
  const { data, error, refetch } = useCall(callId);
  if (data !== undefined) return <ShownCall key={data.call.id} whole={data} />;
  if (errorCode(error) === 'NOT_FOUND') return <MissingCall />;
  return (
    <Page title={t('call')} isPending={error === null}>
      {error === null ? <Skeleton lines={8} /> : <ErrorNotice error={error} onRetry={() => void refetch()} />}
    </Page>
  );
}
