import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { HeldAddress } from '../../../../lib/payout/held-address.tsx';
import { payoutDraft, payoutIn } from '../../../../lib/payout/payout-draft.ts';
import { PayoutField } from '../../../../lib/payout/payout-field.tsx';
import { payoutText } from '../../../../lib/payout/payout-text.ts';
import { useOfferedPayees } from '../../../../lib/payout/use-offered-payees.ts';
import { useText } from '../../../../lib/language/text.ts';
import { earningsText } from '../../sales/words/earnings-text.ts';

interface PayoutSheetProps {
  readonly organizationId: string;
  readonly payout: string | null;
  onDone(): void;
  onClose(): void;
}

/** Another address for the organization's money. */
export function PayoutSheet({ organizationId, payout, onDone, onClose }: PayoutSheetProps) {
  const t = useText(earningsText);
  const paid = useText(payoutText);
  const queries = useQueryClient();
  const act = useAct<unknown>();
  const [draft, setDraft] = useState(payoutDraft(null));
  const offered = useOfferedPayees(organizationId);
  const address = payoutIn(draft) ?? null;
  const isSame = address !== null && address === payout?.toLowerCase();
  const change = async () => {
    const done = await act.run(async (platform) => {
      const [{ setPayoutAct }, { relay }, { parseOrganizationId }, { parseAddress }] = await Promise.all([
        import('@lanran/sdk/organizations/organization-acts'),
        import('@lanran/sdk/acts/relaying'),
        import('@lanran/protocol/kernel/ids'),
        import('@lanran/protocol/kernel/signature'),
      ]);
      return relay(platform, setPayoutAct(parseOrganizationId(organizationId), parseAddress(address)));
    });
    if (done === null) return;
    await queries.invalidateQueries();
    onDone();
    onClose();
  };
  const held = (of: string | null) => <HeldAddress organizationId={organizationId} address={of} />;
  return (
    <BindingSheet
      title={t('payoutChange')}
      verb={t('payoutVerb')}
      facts={[
        { name: t('payoutFrom'), value: held(payout) },
        { name: t('payoutTo'), value: address === null ? '…' : held(address) },
        { name: t('effect'), value: t('payoutEffect') },
      ]}
      concerns={t('payoutConcerns')}
      undo={t('payoutUndo')}
      details={<code>{address}</code>}
      act={act}
      isReady={address !== null && !isSame}
      onSign={() => void change()}
      onClose={onClose}
    >
      <PayoutField
        organizationId={organizationId}
        label={paid('payee')}
        draft={draft}
        offered={offered}
        onChange={setDraft}
      />
      {isSame && (
        <Notice>
          <p>{t('payoutSame')}</p>
        </Notice>
      )}
    </BindingSheet>
  );
}
