import { useNavigate } from 'react-router';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { request } from '../../../../lib/session/api.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { accountText } from '../words/account-text.ts';
import css from './people.module.css';
import { useTask } from '../../../../lib/session/task.ts';

const SIGN_OUT_EVERYWHERE = graphql(`
  mutation SignOutEverywhere {
    signOutEverywhere
  }
`);

export function SessionSection() {
  const t = useText(accountText);
  const { signer, lock, signOut } = useSession();
  const navigate = useNavigate();
  const task = useTask();
  const leave = (isEverywhere: boolean) =>
    void task.run(async () => {
      if (isEverywhere) await request(SIGN_OUT_EVERYWHERE, {});
      await signOut();
      await navigate('/');
    });
  return (
    <section className={css['section']} aria-labelledby="account-session">
      <h2 id="account-session">{t('sessionTitle')}</h2>
      <div className={css['choice']}>
        <Button onPress={lock} isDisabled={signer === null}>
          {t('lock')}
        </Button>
        <p className={css['soft']}>{t('lockHint')}</p>
      </div>
      <div className={css['choice']}>
        <Button onPress={() => leave(false)} isDisabled={task.isBusy}>
          {t('signOut')}
        </Button>
        <Button onPress={() => leave(true)} isDisabled={task.isBusy}>
          {t('everywhere')}
        </Button>
        <p className={css['soft']}>{t('everywhereHint')}</p>
      </div>
      <p>{t('lostKey')}</p>
      {task.error !== null && <ErrorNotice error={task.error} />}
    </section>
  );
}
