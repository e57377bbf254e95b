import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { BindingSheet } from '../../components/binding-sheet.tsx';
import { TextField } from '../../components/field.tsx';
import { useAct } from '../../lib/act.ts';
import { useText } from '../../lib/text.ts';
import { findAddress } from './address-text.ts';
import { earningsText } from './earnings-text.ts';

interface PayoutSheetProps {
  readonly organizationId: string;
  readonly payout: string | null;
  onDone(): void;
  onClose(): void;
}

/** Another address for the organization's money. */
export function PayoutSheet({ organizationId, payout, onDone, onClose }: PayoutSheetProps) {
  const t = useText(earningsText);
  const queries = useQueryClient();
  const act = useAct<unknown>();
  const [text, setText] = useState('');
  const address = findAddress(text);
  const isSame = address !== null && address === payout?.toLowerCase();
  const problem = address === null ? t('payoutInvalid') : isSame ? t('payoutSame') : null;
  const change = async () => {
    const done = await act.run(async (platform) => {
      const [{ setPayoutAct }, { relay }, { parseOrganizationId }, { parseAddress }] = await Promise.all([
        import('@lanran/client/organization-acts'),
        import('@lanran/client/relaying'),
        import('@lanran/protocol/ids'),
        import('@lanran/protocol/signature'),
      ]);
      return relay(platform, setPayoutAct(parseOrganizationId(organizationId), parseAddress(address)));
    });
    if (done === null) return;
    await queries.invalidateQueries();
    onDone();
    onClose();
  };
  return (
    <BindingSheet
      title={t('payoutChange')}
      verb={t('payoutVerb')}
      facts={[
        { name: t('payoutFrom'), value: <code>{payout ?? '–'}</code> },
        { name: t('payoutTo'), value: <code>{address ?? '…'}</code> },
        { name: t('effect'), value: t('payoutEffect') },
      ]}
      concerns={t('payoutConcerns')}
      undo={t('payoutUndo')}
      act={act}
      isReady={problem === null}
      onSign={() => void change()}
      onClose={onClose}
    >
      <TextField
        label={t('payoutField')}
        hint={t('payoutHint')}
        error={text === '' ? null : problem}
        value={text}
        onChange={setText}
        autoComplete="off"
        isRequired
      />
    </BindingSheet>
  );
}
