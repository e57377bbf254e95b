import { TextField } from '../../../../components/forms/field.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { formText } from '../../words/form-text.ts';
import { ConceptPicker } from './concept-picker.tsx';
import css from './form.module.css';
import type { FormFields } from './form-fields.ts';

/** What is above and beside it, and what it is. */
export function PlaceFields({ draft, problems, change }: FormFields) {
  const t = useText(formText);
  const { vocabulary, code } = draft;
  const except = vocabulary === null ? null : `${vocabulary}/${code.trim()}`;
  return (
    <>
      <fieldset className={css['section']}>
        <legend>
          <h2>{t('place')}</h2>
        </legend>
        <div className={css['pair']}>
          <ConceptPicker
            label={t('broader')}
            hint={t('broaderHint')}
            error={problems['broader']}
            vocabulary={vocabulary}
            value={draft.broader}
            except={except}
            onChange={(broader) => change({ broader })}
          />
          <ConceptPicker
            label={t('related')}
            hint={t('relatedHint')}
            error={problems['related']}
            vocabulary={null}
            value={draft.related}
            except={except}
            onChange={(related) => change({ related })}
          />
        </div>
      </fieldset>
      <fieldset className={css['section']}>
        <legend>
          <h2>{t('note')}</h2>
        </legend>
        <p className={css['hint']}>{t('noteHint')}</p>
        <TextField
          label={t('noteZh')}
          lang="zh-CN"
          rows={4}
          value={draft.noteZh}
          error={problems['noteZh']}
          onChange={(noteZh) => change({ noteZh })}
        />
        <TextField
          label={t('noteEn')}
          lang="en"
          rows={4}
          value={draft.noteEn}
          error={problems['noteEn']}
          onChange={(noteEn) => change({ noteEn })}
        />
      </fieldset>
    </>
  );
}
