import { useEffect, useRef } from 'react';
import { Notice } from '../../../../components/page/notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { ContentField } from '../model/draft-form.ts';
import css from './editor.module.css';
import { editorText } from '../words/editor-text.ts';
import type { FilesProblem } from '../model/problems.ts';
import { publishText } from '../words/text.ts';

interface ProblemsProps {
  readonly errors: ReadonlyMap<ContentField, string>;
  readonly files: FilesProblem | null;
  readonly isSaved: boolean;
}

/** What stands between a draft and its signature, all at once. */
export function Problems({ errors, files, isSaved }: ProblemsProps) {
  const t = useText(editorText);
  const words = useText(publishText);
  const place = useRef<HTMLDivElement>(null);
  const isShown = errors.size > 0 || files !== null || !isSaved;
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'center' });
  }, []);
  if (!isShown) return null;
  return (
    <div ref={place} className={css['problems']}>
      <Notice tone="refused" isLive title={t('problemsTitle')}>
        <ul>
          {files !== null && (
            <li>
              <a href="#files">{t(`files.${files}`)}</a>
            </li>
          )}
          {[...errors].map(([field, problem]) => (
            <li key={field}>{t('problem', { field: words(`field.${field}`), problem })}</li>
          ))}
          {!isSaved && errors.size === 0 && <li>{t('saveFailed')}</li>}
        </ul>
      </Notice>
    </div>
  );
}
