import { pickText } from '../../../../lib/session/api.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useSession } from '../../../../lib/session/session.tsx';

/** How to call who is signed in: by their account, their organization, or the start of their address. */
export function usePersonName(): string {
  const { me } = useSession();
  const { language } = useLanguage();
  if (me === null) return '';
  const organization = me.memberships[0]?.organization.name;
  return me.account?.displayName ?? pickText(organization, language)?.text ?? shortAddress(me.address);
}

export function shortAddress(address: string): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`;
}
