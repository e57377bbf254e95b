import { useEffect, useState } from 'react';
import { Link, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { componentText } from '../components/text.ts';
import { Notice } from '../components/notice.tsx';
import { useText } from '../lib/text.ts';
import { Header } from './header.tsx';
import css from './layout.module.css';
import { appText } from './text.ts';

/** One header, the page, one line below (LOOK). */
export function Layout() {
  const t = useText(appText);
  const shared = useText(componentText);
  const { pathname } = useLocation();
  const isOnline = useOnline();
  return (
    <div className={css['layout']}>
      <a className={css['skip']} href="#content">
        {t('skip')}
      </a>
      {/* A page opened anew has its menus closed. */}
      <Header key={pathname} />
      {!isOnline && <Notice tone="unknown">{shared('offline')}</Notice>}
      <main id="content" tabIndex={-1} className={css['main']}>
        <Outlet />
      </main>
      <footer className={css['footer']}>
        <p>{t('footer')}</p>
        <p>
          <Link to="/rules">{t('rules')}</Link> · {t('synthetic')}
        </p>
      </footer>
      <ScrollRestoration />
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
