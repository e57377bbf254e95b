import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { useText } from '../../../../lib/language/text.ts';
import { askDraft } from '../../editor/model/ask-draft.ts';
import { DraftEditor } from '../../editor/parts/draft-editor.tsx';
import { draftsText } from '../words/drafts-text.ts';
import { PublishedDraft } from '../parts/published-draft.tsx';
import { SignedBefore } from '../../revision/parts/signed-before.tsx';
import { publishText } from '../../editor/words/text.ts';

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
