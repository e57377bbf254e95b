import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { ButtonLink } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Page } from '../../components/page.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { errorCode } from '../../lib/error-text.ts';
import { useText } from '../../lib/text.ts';
import { askDraft } from './ask-draft.ts';
import { DraftEditor } from './draft-editor.tsx';
import { draftsText } from './drafts-text.ts';
import { PublishedDraft } from './published-draft.tsx';
import { SignedBefore } from './signed-before.tsx';
import { publishText } from './text.ts';

/** A draft, whatever stage it is in: under work, signed and not answered, published. */
export function DraftPage() {
  const { draftId = '' } = useParams();
  const t = useText(draftsText);
  const words = useText(publishText);
  const {
    data: draft,
    error,
    refetch,
  } = useQuery({
    queryKey: ['publish', 'draft', draftId],
    queryFn: ({ signal }) => askDraft(draftId, signal),
    staleTime: 0,
  });
  // Asked for again in vain, as after a session's end, it stays on the page.
  if (draft !== undefined) {
    return (
      <SignedBefore key={draft.id} draft={draft}>
        {draft.publishedIndex === null ? <DraftEditor draft={draft} /> : <PublishedDraft draft={draft} />}
      </SignedBefore>
    );
  }
  const code = error === null ? null : errorCode(error);
  const isMissing = code === 'NOT_FOUND';
  return (
    <Page title={isMissing ? words('noDraft') : t('title')} width="text">
      {isMissing && (
        <Empty title={words('noDraftText')}>
          <ButtonLink to="/publish">{words('toDrafts')}</ButtonLink>
        </Empty>
      )}
      {code === 'SIGN_IN_REQUIRED' && (
        <Empty title={words('signInFirst')}>
          <ButtonLink kind="main" to="/sign-in">
            {words('signIn')}
          </ButtonLink>
        </Empty>
      )}
      {error !== null && !isMissing && code !== 'SIGN_IN_REQUIRED' && (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      )}
      {error === null && <Skeleton lines={8} />}
    </Page>
  );
}
