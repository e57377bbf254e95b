import { TextField } from '../../../../components/forms/field.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { VOCABULARIES } from '../../../../lib/concepts/concept-address.ts';
import { useText } from '../../../../lib/language/text.ts';
import { LABEL_KINDS, LABEL_TAGS } from '../../model/labels.ts';
import { formText } from '../../words/form-text.ts';
import { conceptsText } from '../../words/text.ts';
import css from './form.module.css';
import type { FormFields } from './form-fields.ts';

const MAX_LABEL = 200;
const MAX_CODE = 64;

interface NameFieldsProps extends FormFields {
  /** Its vocabulary and code stay. */
  readonly isChange: boolean;
}

export function NameFields({ draft, problems, change, isChange }: NameFieldsProps) {
  const t = useText(formText);
  const words = useText(conceptsText);
  return (
    <fieldset className={css['section']}>
      <legend>
        <h2>{t('what')}</h2>
      </legend>
      {!isChange && (
        <div className={css['pair']}>
          <SelectField
            label={t('vocabulary')}
            isRequired
            value={draft.vocabulary}
            error={problems['vocabulary']}
            choices={VOCABULARIES.map((vocabulary) => ({
              value: vocabulary,
              label: words(`vocabularies.${vocabulary}`),
              hint: words(`means.${vocabulary}`),
            }))}
            // What is broader is of the same vocabulary.
            onChange={(vocabulary) =>
              change({ vocabulary, ...(vocabulary !== draft.vocabulary && { broader: [] }) })
            }
          />
          <TextField
            label={t('code')}
            hint={t(draft.vocabulary === 'ich' ? 'codeHintIch' : 'codeHint')}
            isRequired
            maxLength={MAX_CODE}
            spellCheck="false"
            autoComplete="off"
            value={draft.code}
            error={problems['code']}
            onChange={(code) => change({ code })}
          />
        </div>
      )}
      <div className={css['pair']}>
        <TextField
          label={t('prefZh')}
          lang="zh-CN"
          isRequired
          maxLength={MAX_LABEL}
          value={draft.zh}
          error={problems['zh']}
          onChange={(zh) => change({ zh })}
        />
        <TextField
          label={t('prefEn')}
          lang="en"
          isRequired
          maxLength={MAX_LABEL}
          value={draft.en}
          error={problems['en']}
          onChange={(en) => change({ en })}
        />
      </div>
      <div className={css['pair']}>
        {LABEL_KINDS.map((kind) => (
          <TextField
            key={kind}
            label={t(`alt.${kind}`)}
            hint={t('namesHint')}
            lang={LABEL_TAGS[kind] ?? ''}
            rows={3}
            value={draft.altLabels[kind]}
            error={problems[`altLabels.${kind}`]}
            onChange={(text) => change({ altLabels: { ...draft.altLabels, [kind]: text } })}
          />
        ))}
      </div>
    </fieldset>
  );
}
