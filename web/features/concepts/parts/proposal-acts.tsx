import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ActSheet } from '../../../components/forms/act-sheet.tsx';
import { Button } from '../../../components/forms/button.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { request } from '../../../lib/session/api.ts';
import { useText } from '../../../lib/language/text.ts';
import { ACCEPT, DECLINE, type ShownProposal, WITHDRAW } from '../model/proposal-documents.ts';
import { proposalsText } from '../words/proposals-text.ts';

const MAX_REASON = 2_000;

type ActName = 'accept' | 'decline' | 'withdraw';

/** What the person may do with an open proposal. */
export function ProposalActs({ proposal }: { readonly proposal: ShownProposal }) {
  const t = useText(proposalsText);
  const cache = useQueryClient();
  const [asked, setAsked] = useState<ActName | null>(null);
  const [reason, setReason] = useState('');
  const { id, changeCount, mayAccept, mayDecline, mayWithdraw } = proposal;
  const close = () => setAsked(null);
  // A concept is named on every page.
  const done = async () => {
    close();
    await cache.invalidateQueries();
  };
  return (
    <>
      {mayWithdraw && <Button onPress={() => setAsked('withdraw')}>{t('withdraw')}</Button>}
      {mayDecline && <Button onPress={() => setAsked('decline')}>{t('decline')}</Button>}
      {mayAccept && (
        <Button kind="main" onPress={() => setAsked('accept')}>
          {t('accept')}
        </Button>
      )}
      {asked === 'accept' && (
        <ActSheet
          title={t('acceptTitle')}
          verb={t('acceptVerb')}
          kind="act"
          act={() => request(ACCEPT, { id })}
          onDone={done}
          onClose={close}
        >
          <p>{t('acceptWhat', { count: changeCount })}</p>
        </ActSheet>
      )}
      {asked === 'decline' && (
        <ActSheet
          title={t('declineTitle')}
          verb={t('declineVerb')}
          isReady={reason.trim() !== ''}
          act={() => request(DECLINE, { id, reason: reason.trim() })}
          onDone={done}
          onClose={close}
        >
          <TextField
            label={t('declineReason')}
            isRequired
            rows={4}
            maxLength={MAX_REASON}
            value={reason}
            onChange={setReason}
          />
        </ActSheet>
      )}
      {asked === 'withdraw' && (
        <ActSheet
          title={t('withdrawTitle')}
          verb={t('withdrawVerb')}
          act={() => request(WITHDRAW, { id })}
          onDone={done}
          onClose={close}
        >
          <p>{t('withdrawWhat')}</p>
        </ActSheet>
      )}
    </>
  );
}
