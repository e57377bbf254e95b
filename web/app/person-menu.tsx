import { UserRound } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useNavigate } from 'react-router';
import { ErrorNotice } from '../components/page/error-notice.tsx';
import { Sheet } from '../components/forms/sheet.tsx';
import { pickText } from '../lib/session/api.ts';
import { useCouncilSeats } from '../lib/council/council-seats.ts';
import { useLanguage } from '../lib/language/language.tsx';
import { type Me, useSession } from '../lib/session/session.tsx';
import { useText } from '../lib/language/text.ts';
import css from './person-menu.module.css';
import { appText } from './text.ts';

function adminLabel({ isOperator, isAccreditor }: Me) {
  if (isOperator) return isAccreditor ? 'adminBoth' : 'adminOperator';
  return isAccreditor ? 'adminAccreditor' : 'admin';
}

/** Who you are here, and the desks that are yours. */
export function PersonMenu({ me }: { readonly me: Me }) {
  const t = useText(appText);
  const { language } = useLanguage();
  const { signOut } = useSession();
  const navigate = useNavigate();
  const seats = useCouncilSeats();
  const speaks = seats !== null && seats.length > 0;
  const [error, setError] = useState<unknown>(null);
  const leave = async () => {
    setError(null);
    try {
      await signOut();
      await navigate('/');
    } catch (cause) {
      setError(cause);
    }
  };
  const holdsOffice = me.isAccreditor || me.isOperator;
  const kinds = new Set(me.memberships.map(({ organization }) => organization.kind));
  const [first] = me.memberships;
  const name = me.account?.displayName ?? pickText(first?.organization.name, language)?.text ?? t('person');
  const desks = [
    ...(kinds.has('INSTITUTION') ? [{ to: '/institution', label: t('institutionDesk') }] : []),
    ...(kinds.has('INSTITUTION') ? [{ to: '/publish', label: t('publish') }] : []),
    { to: '/council', label: t('councilDesk'), isShown: kinds.has('COMMUNITY') || speaks },
    { to: '/studio', label: t('studioDesk'), isShown: kinds.has('STUDIO') },
    { to: '/auditor', label: t('auditorDesk'), isShown: kinds.has('AUDITOR') },
    {
      to: '/admin',
      label: t(adminLabel(me)),
      isShown: holdsOffice || kinds.has('ACCREDITOR'),
    },
    { to: '/join', label: t('join'), isShown: kinds.size === 0 && !speaks && !holdsOffice },
    { to: '/inbox', label: t('inbox') },
    { to: '/requests', label: t('requests') },
    { to: '/lists', label: t('lists') },
    { to: '/searches', label: t('savedSearches') },
    { to: '/account', label: t('account') },
  ].filter((desk) => !('isShown' in desk) || desk.isShown);
  return (
    <>
      <MenuTrigger>
        <AriaButton className={css['person'] ?? ''}>
          <UserRound size={18} aria-hidden="true" />
          <span>{name}</span>
        </AriaButton>
        <Popover className={css['popover'] ?? ''} placement="bottom end">
          <Menu
            className={css['menu'] ?? ''}
            onAction={(key) => {
              if (key === 'sign-out') void leave();
              else void navigate(String(key));
            }}
          >
            {desks.map(({ to, label }) => (
              <MenuItem key={to} id={to} className={css['item'] ?? ''}>
                {label}
              </MenuItem>
            ))}
            <MenuItem id="sign-out" className={css['item'] ?? ''}>
              {t('signOut')}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      {error !== null && (
        <Sheet title={t('stillIn')} onClose={() => setError(null)}>
          <ErrorNotice error={error} onRetry={() => void leave()} />
        </Sheet>
      )}
    </>
  );
}
