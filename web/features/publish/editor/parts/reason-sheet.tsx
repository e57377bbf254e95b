import { useId, useState } from 'react';
import { ActSheet } from '../../../../components/forms/act-sheet.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { contentOf, type DraftForm } from '../model/draft-form.ts';
import { LIMITS } from '../model/problems.ts';
import { reasonText } from '../words/reason-text.ts';
import css from './reason-sheet.module.css';
import { useNamedPeople } from '../model/unasked-people.ts';

interface ReasonSheetProps {
  readonly form: DraftForm;
  /** Of a revision: its community stays. */
  readonly isRevision: boolean;
  /** With a community, or with a reason. */
  onSettled(form: DraftForm): void;
  onClose(): void;
}

/** What names a people and no community gets one, or a reason, before it is signed (ADR 36). */
export function ReasonSheet({ form, isRevision, onSettled, onClose }: ReasonSheetProps) {
  const t = useText(reasonText);
  const formats = useFormats();
  const formId = useId();
  const { peoples, communities } = useNamedPeople(contentOf(form));
  const [reason, setReason] = useState(form.noCommunityReason);
  const [isTried, setIsTried] = useState(false);
  const isMissing = reason.trim() === '';
  const settle = () => {
    setIsTried(true);
    return isMissing ? null : { ...form, noCommunityReason: reason };
  };
  const names = formats.list(communities.map(({ name }) => name));
  return (
    <ActSheet
      title={t('title', { peoples })}
      verb={t('goOn')}
      act={settle}
      onDone={onSettled}
      onClose={onClose}
    >
      <p>{t('lead')}</p>
      {isRevision && <p>{t('revision')}</p>}
      {!isRevision && communities.length > 0 && (
        <section className={css['part']} aria-labelledby={`${formId}-ask`}>
          <h3 id={`${formId}-ask`}>{t('ask')}</h3>
          <p>{t('askWhy')}</p>
          <div className={css['choices']}>
            {communities.map(({ id, name }) => (
              <Button key={id} onPress={() => onSettled({ ...form, community: id })}>
                {t('publishFor', { community: name })}
              </Button>
            ))}
          </div>
        </section>
      )}
      <div className={css['part']}>
        <h3>{t('without')}</h3>
        <p>{communities.length === 0 ? t('readByNone') : t('readBy', { communities: names })}</p>
        <TextField
          label={t('reason')}
          hint={t('reasonHint')}
          rows={4}
          maxLength={LIMITS.reason}
          value={reason}
          onChange={setReason}
          error={isTried && isMissing ? t('reasonMissing') : null}
        />
      </div>
    </ActSheet>
  );
}
