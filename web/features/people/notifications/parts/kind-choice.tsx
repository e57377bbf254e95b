import { useId, useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { CheckboxList } from '../../../../components/forms/checkbox-list.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { kindText } from '../../../../lib/notifications/kind-text.ts';
import { INBOX_KINDS } from '@lanran/sdk/desk/inbox-kinds';
import { request } from '../../../../lib/session/api.ts';
import { useTask } from '../../../../lib/session/task.ts';
import css from '../../signing-in/parts/people.module.css';
import { CHOOSE, type Choices, useChoicesChanged } from '../model/choices.ts';
import { notificationsText } from '../words/notifications-text.ts';

/** About what mail is sent, and in which language. */
export function KindChoice({ choices }: { readonly choices: Choices }) {
  const t = useText(notificationsText);
  const kind = useText(kindText);
  const changed = useChoicesChanged();
  const task = useTask();
  const heading = useId();
  const [kinds, setKinds] = useState(choices.kinds);
  const [language, setLanguage] = useState(choices.language);
  const [isSaved, setIsSaved] = useState(false);
  const save = () =>
    task.run(async () => {
      await request(CHOOSE, { kinds, language });
      await changed();
      setIsSaved(true);
    });
  return (
    <form
      className={css['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h3 id={heading}>{t('kinds')}</h3>
      <div role="group" aria-labelledby={heading}>
        <CheckboxList
          choices={INBOX_KINDS.map((value) => ({ value, label: kind(value) }))}
          value={kinds}
          onChange={(chosen) => {
            setIsSaved(false);
            setKinds([...chosen]);
          }}
        />
      </div>
      <SelectField
        label={t('language')}
        value={language}
        choices={(['zh', 'en'] as const).map((value) => ({ value, label: t(value) }))}
        onChange={(chosen) => {
          setIsSaved(false);
          setLanguage(chosen);
        }}
      />
      {task.error !== null && <ErrorNotice error={task.error} />}
      <div className={css['row']}>
        <Button type="submit" isDisabled={task.isBusy}>
          {t('save')}
        </Button>
        <span role="status">{isSaved && t('saved')}</span>
      </div>
    </form>
  );
}
