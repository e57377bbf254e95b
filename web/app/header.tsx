import { Languages, Menu, Moon, Sun, UserRound, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Link, NavLink, useLocation } from 'react-router';
import { Button, ButtonLink } from '../components/forms/button.tsx';
import { CATALOG_PATH } from '../lib/catalog/catalog-address.ts';
import { useAppearance } from '../lib/language/appearance.tsx';
import { useLanguage } from '../lib/language/language.tsx';
import { useSession } from '../lib/session/session.tsx';
import { useText } from '../lib/language/text.ts';
import css from './header.module.css';
import { SearchBox } from './search/search-box.tsx';
import { appText } from './text.ts';

/** Its menu is loaded for who is signed in: most first visits are a stranger's. */
const PersonMenu = lazy(async () => ({ default: (await import('./person-menu.tsx')).PersonMenu }));
const Waiting = lazy(async () => ({ default: (await import('../lib/inbox/waiting.tsx')).Waiting }));

/** Name, pages, search, language, person. */
export function Header() {
  const t = useText(appText);
  const { me, isLoading } = useSession();
  const { pathname } = useLocation();
  const [shownPath, setShownPath] = useState(pathname);
  const [isOpen, setIsOpen] = useState(false);
  // A page opened anew has its menus closed.
  if (shownPath !== pathname) {
    setShownPath(pathname);
    setIsOpen(false);
  }
  const isSearched = pathname === '/' || pathname === CATALOG_PATH;
  return (
    <header className={`${css['header'] ?? ''} ${isSearched ? (css['searching'] ?? '') : ''}`}>
      <Link to="/" className={css['name']}>
        <img src="/mark.svg" alt="" width={32} height={32} />
        <span>{t('name')}</span>
      </Link>
      {me !== null && (
        <span key={pathname} className={css['waiting']}>
          <Suspense fallback={null}>
            <Waiting />
          </Suspense>
        </span>
      )}
      <span className={css['toggle']}>
        <Button
          kind="quiet"
          aria-label={t('menu')}
          aria-expanded={isOpen}
          onPress={() => setIsOpen((wasOpen) => !wasOpen)}
        >
          {isOpen ? <X aria-hidden="true" /> : <Menu aria-hidden="true" />}
        </Button>
      </span>
      <div key={pathname} className={`${css['rest'] ?? ''} ${isOpen ? (css['open'] ?? '') : ''}`}>
        <nav aria-label={t('pages')} className={css['pages']}>
          <NavLink to={CATALOG_PATH}>{t('catalog')}</NavLink>
          <NavLink to="/verify">{t('verify')}</NavLink>
          <NavLink to="/record">{t('log')}</NavLink>
          <NavLink to="/rules">{t('rules')}</NavLink>
        </nav>
        <SearchBox />
        <div className={css['choices']}>
          <LanguageButton />
          <AppearanceButton />
          {me !== null && (
            <Suspense fallback={null}>
              <PersonMenu me={me} />
            </Suspense>
          )}
          {me === null && !isLoading && (
            <ButtonLink kind="plain" to="/sign-in">
              <UserRound size={18} aria-hidden="true" />
              {t('signIn')}
            </ButtonLink>
          )}
        </div>
      </div>
    </header>
  );
}

function LanguageButton() {
  const t = useText(appText);
  const { language, choose } = useLanguage();
  const other = language === 'en' ? 'zh' : 'en';
  return (
    <Button kind="quiet" aria-label={t('otherLanguageLabel')} onPress={() => choose(other)}>
      <Languages size={18} aria-hidden="true" />
      <span lang={other === 'zh' ? 'zh-CN' : 'en'}>{t('otherLanguage')}</span>
    </Button>
  );
}

function AppearanceButton() {
  const t = useText(appText);
  const { appearance, toggle } = useAppearance();
  const isDark = appearance === 'dark';
  return (
    <Button kind="quiet" aria-label={isDark ? t('light') : t('dark')} onPress={toggle}>
      {isDark ? <Sun size={18} aria-hidden="true" /> : <Moon size={18} aria-hidden="true" />}
    </Button>
  );
}
