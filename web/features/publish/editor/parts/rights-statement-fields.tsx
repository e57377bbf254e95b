import {
  BASES_OF_TITLE,
  basisOfTitleName,
  COPYRIGHT_STATUSES,
  copyrightStatusName,
} from '@lanran/protocol/assets/rights-statement';
import { TextField } from '../../../../components/forms/field.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { DraftForm } from '../model/draft-form.ts';
import { formText } from '../words/form-text.ts';
import { publishText } from '../words/text.ts';
import css from './form.module.css';

type Stated = DraftForm['rightsStatement'];

interface RightsStatementFieldsProps {
  readonly value: Stated;
  readonly error: string | undefined;
  onChange(value: Stated): void;
}

/** What the holder states of copyright and of its title; the rest is asked once a status is chosen. */
export function RightsStatementFields({ value, error, onChange }: RightsStatementFieldsProps) {
  const t = useText(formText);
  const words = useText(publishText);
  const { language } = useLanguage();
  return (
    <>
      <SelectField
        label={words('field.rightsStatement')}
        hint={t('rightsStatementHint')}
        value={value.status}
        choices={[
          { value: '', label: t('notStated') },
          ...COPYRIGHT_STATUSES.map((status) => ({
            value: status,
            label: copyrightStatusName(status, language),
          })),
        ]}
        onChange={(status) => onChange({ ...value, status })}
        error={error}
      />
      {value.status !== '' && (
        <div className={css['pair']}>
          <TextField
            label={t('rightsHolder')}
            value={value.rightsHolder}
            onChange={(rightsHolder) => onChange({ ...value, rightsHolder })}
          />
          <TextField
            label={t('inTrustFor')}
            hint={t('inTrustForHint')}
            value={value.inTrustFor}
            onChange={(inTrustFor) => onChange({ ...value, inTrustFor })}
          />
          <SelectField
            label={t('basisOfTitle')}
            value={value.basis}
            choices={[
              { value: '' as const, label: t('notStated') },
              ...BASES_OF_TITLE.map((basis) => ({ value: basis, label: basisOfTitleName(basis, language) })),
            ]}
            onChange={(basis) => onChange({ ...value, basis })}
          />
        </div>
      )}
    </>
  );
}
