import { useEffect, useState } from 'react';
import { Link, Outlet, ScrollRestoration } from 'react-router';
import { componentText } from '../components/page/text.ts';
import { SignInAgain } from '../components/forms/sign-in-again.tsx';
import { Notice } from '../components/page/notice.tsx';
import { CONCEPTS_PATH } from '../lib/concepts/concept-address.ts';
import { useSession } from '../lib/session/session.tsx';
import { useText } from '../lib/language/text.ts';
import { forgetPlaceOfFormerVisit, SCROLL_PLACES } from './fresh-visit.ts';
import { Header } from './header.tsx';
import css from './layout.module.css';
import { appText } from './text.ts';
import { useIsDemo } from './use-is-demo.ts';

forgetPlaceOfFormerVisit();

/** One header, the page, one line below. */
export function Layout() {
  const t = useText(appText);
  const shared = useText(componentText);
  const isOnline = useOnline();
  const { hasEnded } = useSession();
  const isDemo = useIsDemo();
  return (
    <div className={css['layout']}>
      <a className={css['skip']} href="#content">
        {t('skip')}
      </a>
      <Header />
      <section aria-label={t('offline')} className={css['offline']} hidden={isOnline}>
        {!isOnline && (
          <Notice tone="unknown" isLive>
            <p>{shared('offline')}</p>
          </Notice>
        )}
      </section>
      {hasEnded && (
        <section aria-label={shared('signInAgain')} className={css['offline']}>
          <Notice tone="unknown" isLive>
            <p>{shared('sessionEnded')}</p>
            <SignInAgain />
          </Notice>
        </section>
      )}
      <main id="content" tabIndex={-1} className={css['main']}>
        <Outlet />
      </main>
      <footer className={css['footer']}>
        <p>{t('footer')}</p>
        <p>
          <Link to="/organizations">{t('organizations')}</Link> ·{' '}
          <Link to={CONCEPTS_PATH}>{t('concepts')}</Link> · <Link to="/rules">{t('rules')}</Link>
          {isDemo && ` · ${t('synthetic')}`}
        </p>
      </footer>
      <ScrollRestoration storageKey={SCROLL_PLACES} />
    </div>
  );
}

function useOnline(): boolean {
  const [isOnline, setIsOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setIsOnline(navigator.onLine);
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  return isOnline;
}
