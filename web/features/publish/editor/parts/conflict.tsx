import { Button } from '../../../../components/forms/button.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { Autosave, SavedContent } from '../model/autosave.ts';
import { DifferenceTable } from '../../revision/parts/difference-table.tsx';
import { contentOf } from '../model/draft-form.ts';
import css from './editor.module.css';
import { editorText } from '../words/editor-text.ts';

/** Two people, or two tabs, wrote the same draft: nobody's words are lost unseen. */
export function Conflict({
  autosave,
  theirs,
}: {
  readonly autosave: Autosave;
  readonly theirs: SavedContent;
}) {
  const t = useText(editorText);
  const formats = useFormats();
  const title = t('conflictTitle', { when: formats.moment(theirs.updatedAt) });
  return (
    <Notice tone="unknown" isLive title={title}>
      <p>{t('conflictText')}</p>
      <DifferenceTable
        caption={title}
        before={contentOf(autosave.form)}
        after={theirs.content}
        beforeLabel={t('mine')}
        afterLabel={t('theirs')}
      />
      <div className={css['choices']}>
        <Button kind="main" onPress={() => void autosave.keepMine()}>
          {t('keepMine')}
        </Button>
        <Button onPress={() => autosave.takeTheirs()}>{t('takeTheirs')}</Button>
      </div>
    </Notice>
  );
}
