import { useSession } from '../../../../lib/session/session.tsx';
import { shortAddress } from '../../../../lib/organizations/short-address.ts';
import { useText } from '../../../../lib/language/text.ts';
import { membersText } from '../words/members-text.ts';
import { type Invitation, type Member, usePeople } from './members-query.ts';

interface KnownKeys {
  readonly members: readonly Member[];
  readonly invitations: readonly Invitation[];
}

/** What is known of whose a key is: your own, that of somebody with an account, or of who accepted an invitation with it. */
export function useMemberNames({ members, invitations }: KnownKeys): (address: string) => string {
  const t = useText(membersText);
  const { me } = useSession();
  const { data: people } = usePeople(members.map(({ address }) => address));
  return (address) => {
    if (me?.address === address) return me.account?.displayName ?? t('you');
    const person = people?.find((each) => each.address === address);
    if (person !== undefined) return person.displayName;
    const invitation = invitations.find((each) => each.address === address);
    return invitation === undefined ? t('unknown') : nameOf(invitation);
  };
}

/** As they call themselves, else as the owner called them. */
export function nameOf({ displayName, label, address }: Invitation): string {
  return displayName ?? (label === '' ? shortAddress(address ?? '') : label);
}
