import { peoplesUnasked } from '@lanran/protocol/assets/peoples';
import { useCallback, useMemo, useState } from 'react';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { pickText } from '../../../../lib/session/api.ts';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { Conflict } from './conflict.tsx';
import { DraftBar } from '../../drafts/parts/draft-bar.tsx';
import { DraftFields } from './draft-fields.tsx';
import { type ContentField, contentOf, type DraftForm, fieldOf } from '../model/draft-form.ts';
import css from './editor.module.css';
import { editorText } from '../words/editor-text.ts';
import { FilesSection } from '../../uploads/parts/files-section.tsx';
import { formText } from '../words/form-text.ts';
import { filesProblem, problemsOf } from '../model/problems.ts';
import { Problems } from './problems-notice.tsx';
import { PublishSheet } from './publish-sheet.tsx';
import { ReasonSheet } from './reason-sheet.tsx';
import type { Draft } from '../model/queries.ts';
import { RevisionDifferences } from '../../revision/parts/revision-differences.tsx';
import { revisionText } from '../../revision/words/revision-text.ts';
import { SessionEnded } from './session-ended.tsx';
import { useDraftEditor } from '../model/use-draft-editor.ts';
import { lostVersionIn, usePresentVersion } from '../../revision/model/use-present-version.ts';
import { VersionLost } from '../../revision/parts/version-lost.tsx';

/** One draft: its files, its words, and the way to the signature. */
export function DraftEditor({ draft }: { readonly draft: Draft }) {
  const t = useText(editorText);
  const { language } = useLanguage();
  const { present, error: presentError, refetch } = usePresentVersion(draft);
  const editor = useDraftEditor(draft, present);
  const revised = draft.revises;
  const isReading = revised !== null && present === null;
  const { form, saving, autosave, uploads, view, rows } = editor;
  const [isTried, setIsTried] = useState(false);
  const [isLooking, setIsLooking] = useState(false);
  const [sheet, setSheet] = useState<'reason' | 'publish' | null>(null);
  const errors = useFieldErrors(form, saving.phase === 'failed' ? saving.error : null, isTried);
  const change = useCallback((next: DraftForm) => autosave.change(next), [autosave]);
  const title = pickText(form.title, language);
  const organization = pickText(draft.organization.name, language)?.text ?? draft.organization.slug;
  const files = filesProblem(rows);
  const look = async () => {
    setIsTried(true);
    setIsLooking(true);
    const isSaved = await autosave.flush();
    if (isSaved) await editor.refresh();
    setIsLooking(false);
    if (!isSaved || files !== null || isReading || problemsOf(autosave.form).length > 0) return;
    setSheet(peoplesUnasked(contentOf(autosave.form)).length > 0 ? 'reason' : 'publish');
  };
  const settle = (settled: DraftForm) => {
    setSheet(null);
    autosave.change(settled);
    void look();
  };
  return (
    <>
      <Page
        title={title?.text ?? t('untitled')}
        titleLang={title === null ? undefined : LANGUAGE_TAGS[title.language]}
        lead={t(revised === null ? 'lead' : 'revisionLead', { organization })}
      >
        <SaveNotices editor={editor} />
        <div className={css['columns']}>
          {isReading ? (
            <Reading error={presentError} onRetry={() => void refetch()} />
          ) : (
            <FilesSection
              draftId={draft.id}
              rows={rows}
              uploads={uploads}
              view={view}
              remove={editor.removeFiles}
              reopen={editor.reopen}
            />
          )}
          <DraftFields
            form={form}
            onChange={change}
            errors={errors}
            organizationId={draft.organization.id}
            isRevision={revised !== null}
          />
        </div>
        {revised !== null && present !== null && (
          <RevisionDifferences present={present} form={form} rows={rows} />
        )}
        {isTried && <Problems errors={errors} files={files} isSaved={saving.phase !== 'failed'} />}
      </Page>
      <DraftBar saving={saving} isLooking={isLooking} onLook={() => void look()} />
      {sheet === 'reason' && (
        <ReasonSheet
          form={form}
          isRevision={revised !== null}
          onSettled={settle}
          onClose={() => setSheet(null)}
        />
      )}
      {sheet === 'publish' && (
        <PublishSheet
          draft={draft}
          form={form}
          rows={rows}
          digests={view.digests}
          present={present}
          onClose={() => setSheet(null)}
        />
      )}
    </>
  );
}

/** While the present version is read, nobody can say which files are kept. */
function Reading({ error, onRetry }: { readonly error: unknown; onRetry(): void }) {
  const t = useText(revisionText);
  const lost = lostVersionIn(error);
  if (lost !== null) return <VersionLost {...lost} onForgotten={onRetry} />;
  if (error !== null) return <ErrorNotice error={error} onRetry={onRetry} />;
  return (
    <div>
      <p>{t('reading')}</p>
      <Skeleton lines={4} />
    </div>
  );
}

function SaveNotices({
  editor: { saving, autosave, view },
}: {
  readonly editor: ReturnType<typeof useDraftEditor>;
}) {
  if (saving.phase === 'conflict') return <Conflict autosave={autosave} theirs={saving.theirs} />;
  if (view.isSignedOut) return <SessionEnded />;
  if (saving.phase !== 'failed') return null;
  if (errorCode(saving.error) === 'SIGN_IN_REQUIRED') return <SessionEnded />;
  return <ErrorNotice error={saving.error} onRetry={() => void autosave.flush()} />;
}

/** What is wrong, in words, by field: what we know beforehand, and what the platform named. */
function useFieldErrors(
  form: DraftForm,
  refusal: unknown,
  isTried: boolean,
): ReadonlyMap<ContentField, string> {
  const t = useText(formText);
  return useMemo(() => {
    const errors = new Map<ContentField, string>();
    const named = refusal instanceof RefusedError ? fieldOf(refusal.field) : null;
    if (named !== null && refusal instanceof RefusedError) {
      const field = named === 'title' || named === 'description' ? (`${named}.zh` as const) : named;
      errors.set(field, t('refused', { message: refusal.message }));
    }
    for (const { field, key, most, count } of problemsOf(form)) {
      // A draft that has just begun is not told what is missing yet.
      if (isTried || key !== 'titleMissing') errors.set(field, t(`problem.${key}`, { most, count }));
    }
    return errors;
  }, [form, refusal, isTried, t]);
}
