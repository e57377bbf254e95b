import { TextField } from '../../components/forms/field.tsx';
import { Notice } from '../../components/page/notice.tsx';
import { recipientText } from './recipient-text.ts';
import type { RecoveryForm } from '../kept/recovery-form.ts';
import { useText } from '../language/text.ts';

interface RecipientFieldProps {
  readonly form: RecoveryForm;
  onChange(text: string): void;
}

/** Takes the public part of an age key. What looks like its secret part is not kept, and the person is told. */
export function RecipientField({ form, onChange }: RecipientFieldProps) {
  const t = useText(recipientText);
  const { text, recipient, problem, wasSecret } = form;
  return (
    <>
      <TextField
        label={t('field')}
        hint={t('fieldHint')}
        error={problem === null ? null : t(`problem.${problem}`)}
        value={text}
        onChange={onChange}
        autoComplete="off"
        // What checks spelling may do so on another machine, and this might be the secret part.
        spellCheck="false"
        isRequired
      />
      {wasSecret && recipient === null && (
        <Notice tone="refused" title={t('secretTitle')} isLive>
          <p>{t('secret')}</p>
        </Notice>
      )}
    </>
  );
}
