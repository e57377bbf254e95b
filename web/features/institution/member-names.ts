import { useSession } from '../../lib/session.tsx';
import { useText } from '../../lib/text.ts';
import { shortAddress } from './address-text.ts';
import { membersText } from './members-text.ts';
import type { Invitation } from './members-query.ts';

/** What is known of whose a key is: your own, or who accepted an invitation with it. */
export function useMemberNames(invitations: readonly Invitation[]): (address: string) => string {
  const t = useText(membersText);
  const { me } = useSession();
  return (address) => {
    if (me?.address === address) return me.account?.displayName ?? t('you');
    const invitation = invitations.find((each) => each.address === address);
    return invitation === undefined ? t('unknown') : nameOf(invitation);
  };
}

/** As they call themselves, else as the owner called them. */
export function nameOf({ displayName, label, address }: Invitation): string {
  return displayName ?? (label === '' ? shortAddress(address ?? '') : label);
}
