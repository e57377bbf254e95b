import { useLocation } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { Page } from '../../../components/page/page.tsx';
import { useText } from '../../../lib/language/text.ts';
import { useSession } from '../../../lib/session/session.tsx';
import { callText } from '../words/text.ts';
import css from './calls.module.css';

/** For whom there is no such call; it may be another's alone. */
export function MissingCall() {
  const t = useText(callText);
  const { me } = useSession();
  const { pathname } = useLocation();
  return (
    <Page title={t('missingTitle')} width="text">
      <Empty title={t('missing')}>
        <div className={css['buttons']}>
          {me === null && (
            <ButtonLink kind="main" to={`/sign-in?next=${encodeURIComponent(pathname)}`}>
              {t('signIn')}
            </ButtonLink>
          )}
          <ButtonLink to="/calls">{t('toCalls')}</ButtonLink>
        </div>
      </Empty>
    </Page>
  );
}
