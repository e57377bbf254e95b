import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { useChanged } from '../../../../lib/session/changed.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { HeldAddress } from '../../../../lib/payout/held-address.tsx';
import { PayoutWarning } from '../../../../lib/payout/payout-warning.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useMoney } from '../../../../lib/pricing/money.ts';
import { earningsText } from '../words/earnings-text.ts';

interface ClaimSheetProps {
  readonly organizationId: string;
  readonly credits: readonly { readonly amount: string; readonly token: string }[];
  readonly payout: string | null;
  onDone(said: string): void;
  onClose(): void;
}

/** Everything that can be claimed, paid out. */
export function ClaimSheet({ organizationId, credits, payout, onDone, onClose }: ClaimSheetProps) {
  const t = useText(earningsText);
  const money = useMoney();
  const formats = useFormats();
  const changed = useChanged();
  const act = useAct<readonly { readonly amount: bigint; readonly token: string }[]>();
  const amount = formats.list(credits.map(money));
  const claim = async () => {
    const claimed = await act.run(async (platform) => {
      const [{ claimCredits }, { parseOrganizationId }] = await Promise.all([
        import('@lanran/sdk/licensing/claims'),
        import('@lanran/protocol/kernel/ids'),
      ]);
      return claimCredits(platform, parseOrganizationId(organizationId));
    });
    if (claimed === null) return;
    await changed('sales');
    const paid = claimed.map((each) => money({ amount: each.amount.toString(), token: each.token }));
    onDone(paid.length === 0 ? t('claimedNothing') : t('claimed', { amount: formats.list(paid) }));
    onClose();
  };
  return (
    <BindingSheet
      title={t('claimTitle')}
      verb={t('claimVerb', { amount })}
      facts={[
        { name: t('amount'), value: <strong>{amount}</strong> },
        { name: t('to'), value: <HeldAddress organizationId={organizationId} address={payout} /> },
      ]}
      undo={t('claimUndo')}
      details={<code>{payout}</code>}
      act={act}
      onSign={() => void claim()}
      onClose={onClose}
    >
      <PayoutWarning organizationId={organizationId} />
    </BindingSheet>
  );
}
