import { type SyntheticEvent, useState } from 'react';
import { parseOrganizationId } from '@lanran/protocol/ids';
import { BindingSheet } from '../../components/binding-sheet.tsx';
import { Button } from '../../components/button.tsx';
import { Details } from '../../components/details.tsx';
import { TextField } from '../../components/field.tsx';
import { useText } from '../../lib/text.ts';
import { type ActOutcome, type Council, useCouncilAct } from './council.ts';
import css from './council.module.css';
import { earningsText } from './earnings-text.ts';
import { KeyName } from './key-name.tsx';
import { keyText } from './key-text.ts';
import { readKey } from './key.ts';

interface PayoutChangeProps {
  readonly council: Council;
  onDone(outcome: ActOutcome): void;
}

/** Another place for the community's money. */
export function PayoutChange({ council, onDone }: PayoutChangeProps) {
  const t = useText(earningsText);
  const keys = useText(keyText);
  const [text, setText] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const [isLooking, setIsLooking] = useState(false);
  const { act, run } = useCouncilAct(council);
  const key = readKey(text);
  const look = (event: SyntheticEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (key !== null) setIsLooking(true);
  };
  const change = async () => {
    if (key === null) return;
    const done = await run(async (platform) => {
      const { setPayoutAct } = await import('@lanran/client/organization-acts');
      const { relay } = await import('@lanran/client/relaying');
      return relay(platform, setPayoutAct(parseOrganizationId(council.community.id), key));
    });
    if (done === null) return;
    setIsLooking(false);
    setText('');
    setIsChecked(false);
    onDone(done.outcome);
  };
  return (
    <Details summary={t('payoutChange')}>
      <form onSubmit={look} className={css['narrow']}>
        <TextField
          label={t('payoutKey')}
          hint={t('payoutHint')}
          value={text}
          error={isChecked && key === null ? keys('notKey') : null}
          onChange={setText}
        />
        <div>
          <Button type="submit">{t('look')}</Button>
        </div>
      </form>
      {isLooking && key !== null && (
        <BindingSheet
          title={t('payoutTitle')}
          verb={council.safe === null ? t('payoutVerb') : t('propose')}
          facts={[
            {
              name: t('facts.from'),
              value: <KeyName address={council.community.payout ?? ''} council={council} />,
            },
            { name: t('facts.to'), value: <KeyName address={key} council={council} /> },
          ]}
          concerns={t('concerns')}
          undo={t('payoutUndo')}
          details={<p className={css['key']}>{key}</p>}
          act={act}
          onSign={() => void change()}
          onClose={() => {
            act.reset();
            setIsLooking(false);
          }}
        />
      )}
    </Details>
  );
}
