import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../signing-in/parts/people.module.css';
import { useChoices } from '../model/choices.ts';
import { notificationsText } from '../words/notifications-text.ts';
import { EmailAddress } from './email-address.tsx';
import { FailedMail } from './failed-mail.tsx';
import { KindChoice } from './kind-choice.tsx';

/** A person's e-mail address, what is sent there, and what did not arrive. */
export function NotificationsSection() {
  const t = useText(notificationsText);
  const { data: choices, error, refetch } = useChoices();
  return (
    <section className={css['section']} aria-labelledby="notifications">
      <h2 id="notifications">{t('title')}</h2>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {choices === undefined && error === null && <Skeleton lines={4} />}
      {choices?.sendsMail === false && <p>{t('none')}</p>}
      {choices?.sendsMail === true && (
        <>
          <p className={css['soft']}>{t('lead')}</p>
          <EmailAddress choices={choices} />
          <KindChoice choices={choices} />
          {choices.failures.length > 0 && <FailedMail failures={choices.failures} />}
        </>
      )}
    </section>
  );
}
