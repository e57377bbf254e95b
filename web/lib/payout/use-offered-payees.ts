import { shortAddress } from '../organizations/short-address.ts';
import { useSession } from '../session/session.tsx';
import { useText } from '../language/text.ts';
import type { OfferedPayout } from './payout-field.tsx';
import { payoutText } from './payout-text.ts';
import { usePaidOrganization, usePayees } from './use-holder.ts';

/** An organization's own addresses, in words. */
export function useOfferedPayees(organizationId: string): readonly OfferedPayout[] {
  const t = useText(payoutText);
  const { me } = useSession();
  const council = usePaidOrganization(organizationId)?.council ?? null;
  return usePayees(organizationId).map(({ address, name }) => {
    if (address === council) return { address, words: t('councilKey') };
    if (address === me?.address) return { address, words: t('ownKey') };
    return { address, words: t('memberKey', { name: name ?? shortAddress(address) }) };
  });
}
