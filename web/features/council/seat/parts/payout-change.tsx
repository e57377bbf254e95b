import { useState } from 'react';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { needsOthers } from '../../../../lib/council/deciding.ts';
import { HeldAddress } from '../../../../lib/payout/held-address.tsx';
import { payoutDraft, payoutIn } from '../../../../lib/payout/payout-draft.ts';
import { PayoutField } from '../../../../lib/payout/payout-field.tsx';
import { payoutText } from '../../../../lib/payout/payout-text.ts';
import { useOfferedPayees } from '../../../../lib/payout/use-offered-payees.ts';
import { useText } from '../../../../lib/language/text.ts';
import { type ActOutcome, type Council, useCouncilAct } from '../../desk/model/council.ts';
import css from '../../desk/parts/council.module.css';
import { earningsText } from '../words/earnings-text.ts';

interface PayoutChangeProps {
  readonly council: Council;
  onDone(outcome: ActOutcome): void;
}

/** Another place for the community's money. */
export function PayoutChange({ council, onDone }: PayoutChangeProps) {
  const t = useText(earningsText);
  const paid = useText(payoutText);
  const { id, payout } = council.community;
  const [draft, setDraft] = useState(payoutDraft(null));
  const [isChanging, setIsChanging] = useState(false);
  const offered = useOfferedPayees(id);
  const { act, run } = useCouncilAct(council);
  const key = payoutIn(draft) ?? null;
  const change = async () => {
    if (key === null) return;
    const done = await run(async (platform) => {
      const { setPayoutAct } = await import('@lanran/sdk/organizations/organization-acts');
      const { relay } = await import('@lanran/sdk/acts/relaying');
      return relay(platform, setPayoutAct(parseOrganizationId(id), key));
    });
    if (done === null) return;
    close();
    onDone(done.outcome);
  };
  const close = () => {
    act.reset();
    setIsChanging(false);
    setDraft(payoutDraft(null));
  };
  return (
    <>
      <div>
        <Button onPress={() => setIsChanging(true)}>{t('payoutChange')}</Button>
      </div>
      {isChanging && (
        <BindingSheet
          title={t('payoutTitle')}
          verb={needsOthers(council.safe) ? t('propose') : t('payoutVerb')}
          facts={[
            { name: t('facts.from'), value: <HeldAddress organizationId={id} address={payout} /> },
            {
              name: t('facts.to'),
              value: key === null ? '…' : <HeldAddress organizationId={id} address={key} />,
            },
          ]}
          concerns={t('concerns')}
          undo={t('payoutUndo')}
          details={<p className={css['key']}>{key}</p>}
          act={act}
          isReady={key !== null && key !== payout?.toLowerCase()}
          onSign={() => void change()}
          onClose={close}
        >
          <PayoutField
            organizationId={id}
            label={paid('payee')}
            draft={draft}
            offered={offered}
            onChange={setDraft}
          />
        </BindingSheet>
      )}
    </>
  );
}
