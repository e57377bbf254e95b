import { type SyntheticEvent, useId, useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { Sheet } from '../../../../components/forms/sheet.tsx';
import { componentText } from '../../../../components/page/text.ts';
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
  const shared = useText(componentText);
  const formats = useFormats();
  const formId = useId();
  const { peoples, communities } = useNamedPeople(contentOf(form));
  const [reason, setReason] = useState(form.noCommunityReason);
  const [isTried, setIsTried] = useState(false);
  const isMissing = reason.trim() === '';
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (!isMissing) onSettled({ ...form, noCommunityReason: reason });
  };
  const names = formats.list(communities.map(({ name }) => name));
  return (
    <Sheet
      title={t('title', { peoples })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{shared('cancel')}</Button>
          <Button kind="main" type="submit" form={formId}>
            {t('goOn')}
          </Button>
        </>
      }
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
      <form id={formId} onSubmit={submit} noValidate className={css['part']}>
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
      </form>
    </Sheet>
  );
}
