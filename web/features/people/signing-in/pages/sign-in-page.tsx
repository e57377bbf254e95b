import { useNavigate } from 'react-router';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { AccountWay } from '../parts/sign-in-with-account.tsx';
import { DemoWay } from '../parts/sign-in-with-demo.tsx';
import css from '../parts/people.module.css';
import { PlainHttpNotice } from '../../keys/parts/plain-http-notice.tsx';
import { peopleText } from '../words/text.ts';
import { findLanding, useLanding } from '../model/landing.ts';
import { useNext } from '../model/use-next.ts';
import { usePersonName } from '../model/use-person-name.ts';
import { WalletWay } from '../parts/sign-in-with-wallet.tsx';

/** Three equal ways to sign in, then back to where one came from, or to one's desk. */
export function SignInPage() {
  const t = useText(peopleText);
  const navigate = useNavigate();
  const next = useNext('');
  const landing = useLanding();
  const { me } = useSession();
  const name = usePersonName();
  const enter = async () => {
    await navigate(next === '' ? await findLanding() : next, { replace: true });
  };
  const goOn = () => void enter();
  return (
    <Page title={t('signInTitle')} lead={<p>{t('signInLead')}</p>}>
      {me !== null && (
        <Notice tone="live">
          <p>{t('signedInAs', { name })}</p>
          <div>
            <ButtonLink to={next === '' ? landing : next} kind="main">
              {t('goOn')}
            </ButtonLink>
          </div>
        </Notice>
      )}
      <PlainHttpNotice />
      <div className={css['ways']}>
        <AccountWay next={next === '' ? '/' : next} onSignedIn={goOn} />
        <WalletWay onSignedIn={goOn} />
        <DemoWay onSignedIn={goOn} />
      </div>
    </Page>
  );
}
