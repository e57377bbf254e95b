import { useState } from 'react';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { ActButton } from '../../../../components/forms/act-button.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { request } from '../../../../lib/session/api.ts';
import { useTask } from '../../../../lib/session/task.ts';
import css from '../../signing-in/parts/people.module.css';
import { type Choices, REMOVE_EMAIL, RESUME_MAIL, SET_EMAIL, useChoicesChanged } from '../model/choices.ts';
import { notificationsText } from '../words/notifications-text.ts';

/** Where mail goes, how far that is, and another address. */
export function EmailAddress({ choices }: { readonly choices: Choices }) {
  const t = useText(notificationsText);
  const changed = useChoicesChanged();
  const { email, stopped } = choices;
  return (
    <>
      {email !== null && <AddressState choices={choices} email={email} />}
      {stopped?.why === 'UNSUBSCRIBED' && (
        <ActButton
          act={async () => {
            await request(RESUME_MAIL, {});
            await changed();
          }}
        >
          {t('resume')}
        </ActButton>
      )}
      <AddressForm email={email} />
      {email !== null && (
        <ActButton
          act={async () => {
            await request(REMOVE_EMAIL, {});
            await changed();
          }}
        >
          {t('remove')}
        </ActButton>
      )}
    </>
  );
}

function AddressState({ choices, email }: { readonly choices: Choices; readonly email: string }) {
  const t = useText(notificationsText);
  const { moment } = useFormats();
  const { stopped, confirmation, confirmedAt } = choices;
  if (stopped !== null)
    return (
      <Notice tone={stopped.why === 'REFUSED' ? 'refused' : 'plain'}>
        <p>
          {stopped.why === 'REFUSED' ? t('stoppedRefused', { email }) : t('stoppedUnsubscribed', { email })}
        </p>
        {stopped.answer !== null && (
          <p className={css['words']}>{t('refused', { answer: stopped.answer })}</p>
        )}
      </Notice>
    );
  if (confirmedAt !== null)
    return (
      <Notice tone="live">
        <p>{t('confirmed', { email })}</p>
      </Notice>
    );
  if (confirmation === null || Date.parse(confirmation.until) < Date.now())
    return (
      <Notice tone="unknown">
        <p>{t('over', { email })}</p>
      </Notice>
    );
  const { mail, until } = confirmation;
  return (
    <Notice tone="unknown" isLive>
      <p>{mail?.state === 'SENT' ? t('sent', { email, until: moment(until) }) : t('sending', { email })}</p>
      {mail?.error != null && <p className={css['words']}>{t('refused', { answer: mail.error })}</p>}
    </Notice>
  );
}

/** What cannot be one is said before it is sent; the platform looks closer. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/;

function AddressForm({ email }: { readonly email: string | null }) {
  const t = useText(notificationsText);
  const { language } = useLanguage();
  const changed = useChoicesChanged();
  const task = useTask();
  const [typed, setTyped] = useState('');
  const [isTried, setIsTried] = useState(false);
  const isAddress = EMAIL.test(typed.trim());
  const isRefused = task.error instanceof RefusedError && task.error.field === 'email';
  const send = () =>
    task.run(async () => {
      await request(SET_EMAIL, { email: typed.trim(), language });
      setTyped('');
      await changed();
    });
  return (
    <form
      className={css['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsTried(!isAddress);
        if (isAddress) void send();
      }}
    >
      <TextField
        label={email === null ? t('email') : t('another')}
        hint={t('emailHint')}
        type="email"
        autoComplete="email"
        maxLength={254}
        error={isRefused || (isTried && !isAddress) ? t('emailBad') : null}
        value={typed}
        onChange={setTyped}
      />
      {task.error !== null && !isRefused && <ErrorNotice error={task.error} />}
      <div>
        <Button type="submit" isDisabled={task.isBusy || typed.trim() === ''}>
          {t('set')}
        </Button>
      </div>
    </form>
  );
}
