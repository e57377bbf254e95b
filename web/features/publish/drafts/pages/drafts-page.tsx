import { FilePlus2 } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { ActSheet } from '../../../../components/forms/act-sheet.tsx';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { PagedList } from '../../../../components/facts/paged-list.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { pickText, request } from '../../../../lib/session/api.ts';
import { usePages } from '../../../../lib/session/use-pages.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { type Membership, useSession } from '../../../../lib/session/session.tsx';
import { SuspensionNotice } from '../../../../lib/suspension/suspension-notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { DraftList } from '../parts/draft-list.tsx';
import css from '../parts/drafts.module.css';
import { draftsText } from '../words/drafts-text.ts';
import { NewDraftSheet } from '../parts/new-draft-sheet.tsx';
import { DRAFTS, type ListedDraft } from '../../editor/model/queries.ts';
import { publishText } from '../../editor/words/text.ts';
import { useDeletion } from '../model/use-deletion.ts';

/** Drafts of the institutions one acts for, and the beginning of new ones. */
export function DraftsPage() {
  const t = useText(draftsText);
  const words = useText(publishText);
  const { me, isLoading } = useSession();
  const mine = (me?.memberships ?? []).filter(
    ({ role, organization }) => role !== 'VIEWER' && organization.kind === 'INSTITUTION',
  );
  const [first] = mine;
  if (first !== undefined) return <Drafts mine={mine} first={first} />;
  return (
    <Page title={t('title')} lead={t('lead')} width="text">
      {isLoading && <Skeleton />}
      {!isLoading && me === null && (
        <Empty title={words('signInFirst')}>
          <ButtonLink kind="main" to="/sign-in">
            {words('signIn')}
          </ButtonLink>
        </Empty>
      )}
      {me !== null && (
        <Empty title={t('notMember')}>
          <p>{t('notMemberText')}</p>
          <ButtonLink to="/join">{t('join')}</ButtonLink>
        </Empty>
      )}
    </Page>
  );
}

interface DraftsProps {
  readonly mine: readonly Membership[];
  readonly first: Membership;
}

function Drafts({ mine, first }: DraftsProps) {
  const t = useText(draftsText);
  const { language } = useLanguage();
  const [query, setQuery] = useSearchParams();
  const [isBeginning, setIsBeginning] = useState(false);
  const asked = query.get('organization');
  const { organization } = mine.find((membership) => membership.organization.id === asked) ?? first;
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          <ButtonLink to={`/import?organization=${organization.id}`}>{t('import')}</ButtonLink>
          <Button kind="main" onPress={() => setIsBeginning(true)}>
            <FilePlus2 size={18} aria-hidden="true" />
            {t('new')}
          </Button>
        </>
      }
    >
      {mine.length > 1 && (
        <SelectField
          label={t('organization')}
          value={organization.id}
          choices={mine.map(({ organization: { id, slug, name } }) => ({
            value: id,
            label: pickText(name, language)?.text ?? slug,
          }))}
          onChange={(id) => setQuery({ organization: id }, { replace: true })}
        />
      )}
      {!organization.isAdmitted && (
        <Notice tone="unknown">
          {t('notAdmitted', { name: pickText(organization.name, language)?.text ?? organization.slug })}
        </Notice>
      )}
      {organization.suspension !== null && <SuspensionNotice suspension={organization.suspension} isOwn />}
      <DraftsOf key={organization.id} organizationId={organization.id} />
      {isBeginning && (
        <NewDraftSheet organizationId={organization.id} onClose={() => setIsBeginning(false)} />
      )}
    </Page>
  );
}

function DraftsOf({ organizationId }: { readonly organizationId: string }) {
  const t = useText(draftsText);
  const { language } = useLanguage();
  const deletion = useDeletion();
  const [asking, setAsking] = useState<ListedDraft | null>(null);
  const list = usePages({
    queryKey: ['publish', 'drafts', organizationId],
    readPage: async (after, signal) => (await request(DRAFTS, { organizationId, after }, { signal })).drafts,
    staleTime: 0,
  });
  const drafts = list.rows.filter(({ id }) => id !== deletion.pending?.id);
  const titleOf = (draft: ListedDraft) => pickText(draft.title, language)?.text ?? '';
  return (
    <section className={css['section']} aria-label={t('drafts')}>
      {deletion.pending !== null && (
        <Notice isLive>
          <div className={css['undo']}>
            <span>{t('deleted', { title: titleOf(deletion.pending) })}</span>
            <Button onPress={deletion.undo}>{t('undo')}</Button>
          </div>
        </Notice>
      )}
      {deletion.error !== null && <ErrorNotice error={deletion.error} />}
      <PagedList
        list={{ ...list, rows: drafts }}
        lines={5}
        empty={
          <Empty title={t('empty')}>
            <p>{t('emptyText')}</p>
          </Empty>
        }
      >
        <DraftList drafts={drafts} onDelete={setAsking} />
      </PagedList>
      {asking !== null && (
        <DeleteSheet
          draft={asking}
          title={titleOf(asking)}
          onClose={() => setAsking(null)}
          onDelete={() => deletion.start(asking)}
        />
      )}
    </section>
  );
}

interface DeleteSheetProps {
  readonly draft: ListedDraft;
  readonly title: string;
  onDelete(): void;
  onClose(): void;
}

function DeleteSheet({ draft, title, onDelete, onClose }: DeleteSheetProps) {
  const t = useText(draftsText);
  return (
    <ActSheet title={t('deleteTitle')} verb={t('deleteVerb')} kind="act" act={onDelete} onClose={onClose}>
      <p>{t('deleteText', { title, count: draft.files.length })}</p>
    </ActSheet>
  );
}
