import type { PresentVersion } from '@lanran/sdk/publishing/present-version';
import { useId } from 'react';
import { Notice } from '../../../../components/page/notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { DifferenceTable } from './difference-table.tsx';
import { contentOf, contentOfRequest, type DraftForm, isSameContent } from '../../editor/model/draft-form.ts';
import { type FileChanges, fileChangesOf } from '../model/file-changes.ts';
import type { FileRow } from '../../uploads/model/file-rows.ts';
import css from './revision.module.css';
import { revisionText } from '../words/revision-text.ts';

interface RevisionDifferencesProps {
  readonly present: PresentVersion;
  readonly form: DraftForm;
  readonly rows: readonly FileRow[];
}

/** Old and new, field by field and file by file. The old is what was signed, not what the platform tells of it. */
export function RevisionDifferences({ present, form, rows }: RevisionDifferencesProps) {
  const t = useText(revisionText);
  const titleId = useId();
  const before = contentOfRequest(present.request);
  const after = contentOf(form);
  const files = fileChangesOf(present.files, rows);
  const hasWords = !isSameContent(before, after);
  const hasFiles = files.added.length + files.removed.length + files.replaced.length > 0;
  const { version } = present;
  return (
    <section className={css['differences']} aria-labelledby={titleId}>
      <h3 id={titleId}>{t('differences', { version })}</h3>
      {!hasWords && !hasFiles && <Notice tone="unknown">{t('nothing')}</Notice>}
      {hasWords && (
        <DifferenceTable
          caption={t('differences', { version })}
          before={before}
          after={after}
          beforeLabel={t('before', { version })}
          afterLabel={t('after')}
        />
      )}
      <Files files={files} />
    </section>
  );
}

function Files({ files }: { readonly files: FileChanges }) {
  const t = useText(revisionText);
  const lists = [
    { title: t('filesAdded'), paths: files.added },
    { title: t('filesReplaced'), paths: files.replaced },
    { title: t('filesRemoved'), paths: files.removed },
  ].filter(({ paths }) => paths.length > 0);
  return (
    <>
      {lists.map(({ title, paths }) => (
        <div key={title}>
          <h4 className={css['small']}>{title}</h4>
          <ul translate="no">
            {paths.map((path) => (
              <li key={path}>{path}</li>
            ))}
          </ul>
        </div>
      ))}
      <p>{t('filesKept', { count: files.keptCount })}</p>
    </>
  );
}
