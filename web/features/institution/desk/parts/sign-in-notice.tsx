import { useLocation } from 'react-router';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { deskText } from '../words/desk-text.ts';

/** For who is not signed in; comes back here afterwards. */
export function SignInNotice() {
  const t = useText(deskText);
  const { pathname, search } = useLocation();
  return (
    <Empty title={t('signInTitle')}>
      <p>{t('signIn')}</p>
      <ButtonLink kind="main" to={`/sign-in?next=${encodeURIComponent(pathname + search)}`}>
        {t('signInButton')}
      </ButtonLink>
    </Empty>
  );
}
