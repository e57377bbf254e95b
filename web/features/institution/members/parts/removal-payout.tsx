import { PayoutChoice } from '../../../../lib/payout/payout-choice.tsx';
import type { PayoutDraft } from '../../../../lib/payout/payout-draft.ts';
import { payoutText } from '../../../../lib/payout/payout-text.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useDesk } from '../../desk/model/desk.ts';
import type { Member } from '../model/members-query.ts';

interface RemovalPayoutProps {
  readonly member: Member;
  readonly members: readonly Member[];
  nameOf(address: string): string;
  readonly draft: PayoutDraft;
  onChange(draft: PayoutDraft): void;
}

/** Where the money goes once a key is removed: one's own key and those of the other owners suggest themselves. */
export function RemovalPayout({ member, members, nameOf, draft, onChange }: RemovalPayoutProps) {
  const t = useText(payoutText);
  const { organization } = useDesk();
  const { me } = useSession();
  const remaining = members.filter(({ address }) => address !== member.address);
  const offered = remaining
    .filter(({ role }) => role === 'OWNER')
    .map(({ address }) => ({
      address,
      words: address === me?.address ? t('ownKey') : t('memberKey', { name: nameOf(address) }),
    }));
  const { council } = organization;
  return (
    <PayoutChoice
      organizationId={organization.id}
      draft={draft}
      offered={council === null ? offered : [{ address: council, words: t('councilKey') }, ...offered]}
      change={{ members: remaining }}
      onChange={onChange}
    />
  );
}
