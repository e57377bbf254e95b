import { useQuery } from '@tanstack/react-query';
import { UserRound } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useNavigate } from 'react-router';
import { ErrorNotice } from '../components/error-notice.tsx';
import { Sheet } from '../components/sheet.tsx';
import { pickText, request } from '../lib/api.ts';
import { graphql } from '../lib/graphql.ts';
import { useLanguage } from '../lib/language.tsx';
import { type Me, useSession } from '../lib/session.tsx';
import { useText } from '../lib/text.ts';
import css from './person-menu.module.css';
import { appText } from './text.ts';

const COUNCILS = graphql(`
  query MenuCouncils {
    me {
      councils {
        isNamed
      }
    }
  }
`);

/** Does the key speak for a council of which it is no member, as an owner of its Safe does, or is it named to? */
function useCouncils({ address }: Me): boolean {
  const { data } = useQuery({
    queryKey: ['menu-councils', address],
    queryFn: ({ signal }) => request(COUNCILS, {}, { signal }),
    staleTime: 60_000,
  });
  return data !== undefined && data.me.councils.length > 0;
}

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
  const speaks = useCouncils(me);
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
    {
      to: '/admin',
      label: t(adminLabel(me)),
      isShown: holdsOffice || kinds.has('ACCREDITOR'),
    },
    { to: '/join', label: t('join'), isShown: kinds.size === 0 && !speaks && !holdsOffice },
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
