import { useState } from 'react';
import { KEEP, type PayoutDraft, payoutDraft, payoutIn } from '../../../../lib/payout/payout-draft.ts';
import { payoutText } from '../../../../lib/payout/payout-text.ts';
import { useHeld, useSeatedChange } from '../../../../lib/payout/use-holder.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { Council } from '../../desk/model/council.ts';

type Community = Pick<Council['community'], 'id' | 'council' | 'payout'>;

/** Where the community is paid once the candidate takes the seat: what was the old council's goes to the new one. */
export function useSeatPayout({ id, council, payout }: Community, candidate: string) {
  const t = useText(payoutText);
  const change = useSeatedChange(candidate);
  const kept = useHeld(id, payout, change);
  const [chosen, setChosen] = useState<PayoutDraft | null>(null);
  const isLeft = payout?.toLowerCase() === council?.toLowerCase() || (kept?.concern ?? null) !== null;
  const draft = chosen ?? payoutDraft(isLeft ? candidate : KEEP);
  return {
    wished: payoutIn(draft),
    choice: {
      organizationId: id,
      draft,
      offered: [{ address: candidate, words: t('newCouncil') }],
      change,
      onChange: setChosen,
    },
  };
}

/** Where it is paid while somebody is only named: as before, unless the council says otherwise. */
export function useNamingPayout({ id }: Community, candidate: string | null) {
  const t = useText(payoutText);
  const [draft, setDraft] = useState<PayoutDraft>(payoutDraft(KEEP));
  return {
    wished: payoutIn(draft),
    choice: {
      organizationId: id,
      draft,
      offered: candidate === null ? [] : [{ address: candidate, words: t('nextCouncil') }],
      change: { candidate },
      onChange: setDraft,
    },
  };
}
