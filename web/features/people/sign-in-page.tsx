import { useNavigate } from 'react-router';
import { ButtonLink } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useSession } from '../../lib/session.tsx';
import { useText } from '../../lib/text.ts';
import { AccountWay } from './account-way.tsx';
import { DemoWay } from './demo-way.tsx';
import css from './people.module.css';
import { PlainHttpNotice } from './plain-http-notice.tsx';
import { peopleText } from './text.ts';
import { useNext } from './use-next.ts';
import { usePersonName } from './use-person-name.ts';
import { WalletWay } from './wallet-way.tsx';

/** Three equal ways to sign in, and back to where one came from. */
export function SignInPage() {
  const t = useText(peopleText);
  const navigate = useNavigate();
  const next = useNext();
  const { me } = useSession();
  const name = usePersonName();
  const goOn = () => void navigate(next, { replace: true });
  return (
    <Page title={t('signInTitle')} lead={<p>{t('signInLead')}</p>}>
      {me !== null && (
        <Notice tone="live">
          <p>{t('signedInAs', { name })}</p>
          <div>
            <ButtonLink to={next} kind="main">
              {t('goOn')}
            </ButtonLink>
          </div>
        </Notice>
      )}
      <PlainHttpNotice />
      <div className={css['ways']}>
        <AccountWay next={next} onSignedIn={goOn} />
        <WalletWay onSignedIn={goOn} />
        <DemoWay onSignedIn={goOn} />
      </div>
    </Page>
  );
}
