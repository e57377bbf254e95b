import { useNavigate, useParams } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { useKeptDraft } from '../../../lib/kept/use-kept-draft.ts';
import { useText } from '../../../lib/language/text.ts';
import { errorCode } from '../../../lib/session/error-text.ts';
import { draftOfCall, readDraft } from '../model/call-draft.ts';
import { useCall, useCallActs, type WholeCall } from '../model/use-call.ts';
import { CallForm } from '../parts/call-form.tsx';
import { ForOpeners } from '../parts/for-openers.tsx';
import { MissingCall } from '../parts/missing-call.tsx';
import { formText } from '../words/form-text.ts';

/** Changes an open call. */
export function ChangeCallPage() {
  const t = useText(formText);
  const { callId = '' } = useParams();
  const { data, error, refetch } = useCall(callId);
  return (
    <ForOpeners title={t('changeTitle')}>
      {() => {
        if (data !== undefined) return <Changed key={data.call.id} whole={data} />;
        if (errorCode(error) === 'NOT_FOUND') return <MissingCall />;
        return (
          <Page title={t('changeTitle')} width="text">
            {error === null ? (
              <Skeleton lines={8} />
            ) : (
              <ErrorNotice error={error} onRetry={() => void refetch()} />
            )}
          </Page>
        );
      }}
    </ForOpeners>
  );
}

function Changed({ whole }: { readonly whole: WholeCall }) {
  const t = useText(formText);
  const navigate = useNavigate();
  const acts = useCallActs();
  const { call } = whole;
  const present = draftOfCall(whole);
  const editing = useKeptDraft({ name: `call.${call.id}`, present, read: readDraft });
  if (!call.canEdit || call.state !== 'OPEN')
    return (
      <Page title={t('changeTitle')} width="text">
        <Empty title={t('notOpenTitle')}>
          <p>{t('notOpen')}</p>
          <div>
            <ButtonLink to={`/calls/${call.id}`}>{t('toCall')}</ButtonLink>
          </div>
        </Empty>
      </Page>
    );
  return (
    <Page title={t('changeTitle')} lead={<p>{t('changeLead')}</p>}>
      <CallForm
        opener={{ id: call.organization.id, isCommunity: call.organization.kind === 'COMMUNITY' }}
        editing={editing}
        verb={t('save')}
        busyVerb={t('saving')}
        send={async (draft) => {
          await acts.change(call, draft);
          editing.settle(draft);
          await navigate(`/calls/${call.id}`);
        }}
      />
    </Page>
  );
}
