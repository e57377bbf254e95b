import { type SyntheticEvent, useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { readAccountName } from '../model/account-name.ts';
import { KeyProgressBar } from '../../keys/parts/key-progress-bar.tsx';
import { withNext } from '../model/next-path.ts';
import css from './people.module.css';
import { peopleText } from '../words/text.ts';
import { useKeyTask } from '../../keys/model/use-key-task.ts';

interface AccountWayProps {
  readonly next: string;
  onSignedIn(): void;
}

/** By name and passphrase, on this computer or another. */
export function AccountWay({ next, onSignedIn }: AccountWayProps) {
  const t = useText(peopleText);
  const { signIn } = useSession();
  const task = useKeyTask();
  const [name, setName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (readAccountName(name) === null || passphrase === '') return;
    const done = await task.run(async (onStep) => {
      const { openAccountByName } = await import('../../../../lib/keys/accounts.ts');
      const { signer, identity } = await openAccountByName({ name, passphrase }, onStep);
      await signIn(signer, identity);
      return true;
    });
    if (done === true) onSignedIn();
  };
  return (
    <section className={css['way']} aria-labelledby="way-account">
      <h2 id="way-account">{t('accountTitle')}</h2>
      <p className={css['soft']}>{t('accountLead')}</p>
      <form className={css['form']} noValidate onSubmit={(event) => void submit(event)}>
        <TextField
          label={t('name')}
          autoComplete="username"
          value={name}
          onChange={setName}
          error={isChecked && readAccountName(name) === null ? t('newNameBad') : null}
        />
        <TextField
          label={t('passphrase')}
          type="password"
          autoComplete="current-password"
          value={passphrase}
          onChange={setPassphrase}
        />
        <div className={css['row']}>
          <Button type="submit" kind="main" isDisabled={task.isBusy}>
            {task.isBusy ? t('signingIn') : t('signIn')}
          </Button>
        </div>
        <KeyProgressBar step={task.step} />
        {isWrong(task.error) && (
          <Notice tone="refused" isLive>
            <p>{t('wrongAccount')}</p>
          </Notice>
        )}
        {task.error !== null && !isWrong(task.error) && <ErrorNotice error={task.error} />}
      </form>
      <p className={css['links']}>
        <Link to={withNext('/sign-up', next)}>{t('noKey')}</Link>
        <Link to={withNext('/restore', next)}>{t('lost')}</Link>
      </p>
    </section>
  );
}

/** A wrong name and a wrong passphrase are one answer. */
function isWrong(error: unknown): boolean {
  return (
    errorCode(error) === 'WRONG_PASSPHRASE' || (error instanceof RefusedError && error.field === 'retrieval')
  );
}
