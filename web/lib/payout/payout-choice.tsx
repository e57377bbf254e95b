import { Notice } from '../../components/page/notice.tsx';
import { shortAddress } from '../organizations/short-address.ts';
import { useText } from '../language/text.ts';
import { useHolderWords } from './held-address.tsx';
import { KEEP, type PayoutDraft } from './payout-draft.ts';
import { type OfferedPayout, PayoutField } from './payout-field.tsx';
import { payoutText } from './payout-text.ts';
import { type KeysChange, useHeld, usePaidOrganization } from './use-holder.ts';

interface PayoutChoiceProps {
  readonly organizationId: string;
  readonly draft: PayoutDraft;
  readonly offered: readonly OfferedPayout[];
  /** Who acts once the change is done. */
  readonly change: KeysChange;
  onChange(draft: PayoutDraft): void;
}

/** Where the money goes from then on, chosen in the same act that changes who speaks. */
export function PayoutChoice({ organizationId, draft, offered, change, onChange }: PayoutChoiceProps) {
  const t = useText(payoutText);
  const words = useHolderWords();
  const present = usePaidOrganization(organizationId)?.payout ?? null;
  const kept = useHeld(organizationId, present, change);
  const keep = {
    value: KEEP,
    label: t('keep', { holder: kept === undefined ? '…' : words(kept) }),
    ...(present !== null && { hint: shortAddress(present) }),
  };
  return (
    <>
      <PayoutField
        organizationId={organizationId}
        label={t('from')}
        hint={t('fromHint')}
        draft={draft}
        leading={[keep]}
        offered={offered}
        change={change}
        onChange={onChange}
      />
      {draft.choice === null && (
        <Notice tone="unknown">
          <p>{t('choose')}</p>
        </Notice>
      )}
    </>
  );
}
