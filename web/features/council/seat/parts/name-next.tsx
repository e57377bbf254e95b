import { type SyntheticEvent, useState } from 'react';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { needsOthers } from '../../../../lib/council/deciding.ts';
import { useElders } from '../../../../lib/invitations/use-elders.ts';
import { PayoutChoice } from '../../../../lib/payout/payout-choice.tsx';
import { payoutText } from '../../../../lib/payout/payout-text.ts';
import { readKey } from '../../../../lib/session/read-key.ts';
import { shortAddress } from '../../../../lib/organizations/short-address.ts';
import { useText } from '../../../../lib/language/text.ts';
import { type ActOutcome, type Council, useCouncilAct } from '../../desk/model/council.ts';
import css from '../../desk/parts/council.module.css';
import { KeyName } from './key-name.tsx';
import { keyText } from '../words/key-text.ts';
import { knownElders } from '../model/known-elders.ts';
import { NamedCouncil } from './named-council.tsx';
import { relayOrganizationAct } from '../model/organization-act.ts';
import { PendingNotice } from '../../signatures/parts/pending-notice.tsx';
import { useNamingPayout } from '../model/seat-payout.ts';
import { successionText } from '../words/succession-text.ts';
import { usePending } from '../../signatures/model/use-pending.ts';

interface NameNextProps {
  readonly council: Council;
  /** The Safe that was just made here, to be named; null when none was. */
  readonly made: string | null;
  onDone(outcome: ActOutcome): void;
}

const OTHER = 'other';

/** Names who is to follow the council: chosen by name, or by the number of a key. */
export function NameNext({ council, made, onDone }: NameNextProps) {
  const t = useText(successionText);
  const keys = useText(keyText);
  const paid = useText(payoutText);
  const [by, setBy] = useState<string | null>(made);
  const [text, setText] = useState('');
  const elders = useElders(council.community.id, knownElders(council));
  const [isChecked, setIsChecked] = useState(false);
  const [isLooking, setIsLooking] = useState(false);
  const { act, run } = useCouncilAct(council);
  const key = readKey(by === OTHER ? text : (by ?? ''));
  const isItself = key !== null && key === council.community.council?.toLowerCase();
  const error = key === null ? keys('notKey') : isItself ? keys('itself') : null;
  const pending = usePending(council);
  const { wished, choice } = useNamingPayout(council.community, key);
  const look = (event: SyntheticEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (error === null) setIsLooking(true);
  };
  const name = async () => {
    if (key === null) return;
    const done = await run((platform) =>
      relayOrganizationAct(platform, council, (acts, id) =>
        acts.payoutThenAct({ organizationId: id, payout: wished ?? null }, acts.nameSuccessorAct(id, key)),
      ),
    );
    if (done === null) return;
    setIsLooking(false);
    setIsChecked(false);
    onDone(done.outcome);
  };
  return (
    <section className={css['section']} aria-labelledby="name-next">
      <h2 id="name-next">{t('nameNext')}</h2>
      <p>{t('nameWhy')}</p>
      <PendingNotice council={council} pending={pending} words="naming" />
      <form onSubmit={look} className={css['narrow']}>
        <SelectField
          label={t('byName')}
          hint={t('byNameHint')}
          value={by}
          choices={[
            ...(made === null ? [] : [{ value: made, label: t('madeShared'), hint: shortAddress(made) }]),
            ...elders
              .filter(({ address }) => address !== council.community.council?.toLowerCase())
              .map(({ address, name: called, label }) => ({
                value: address,
                label: label === null ? called : `${called} · ${label}`,
                hint: shortAddress(address),
              })),
            { value: OTHER, label: t('otherKey') },
          ]}
          error={isChecked && by === null ? t('choose') : null}
          onChange={setBy}
        />
        {by === OTHER && (
          <TextField
            label={t('nextKey')}
            hint={t('nextHint')}
            value={text}
            error={isChecked ? error : null}
            onChange={setText}
          />
        )}
        {by === OTHER && key !== null && !isItself && (
          <p>
            <KeyName address={key} council={council} />
          </p>
        )}
        <div>
          <Button type="submit">{t('lookName')}</Button>
        </div>
      </form>
      {isLooking && key !== null && (
        <BindingSheet
          title={t('nameTitle')}
          verb={needsOthers(council.safe) ? t('propose') : t('name')}
          facts={[
            { name: t('who'), value: <NamedCouncil address={key} council={council} /> },
            { name: t('then'), value: t('nameThen') },
          ]}
          concerns={t('nameConcerns')}
          undo={t('nameUndo')}
          details={<p className={css['key']}>{key}</p>}
          act={act}
          isReady={wished !== undefined}
          onSign={() => void name()}
          onClose={() => {
            act.reset();
            setIsLooking(false);
          }}
        >
          <PayoutChoice {...choice} />
          <p className={css['soft']}>{paid('atSeat')}</p>
        </BindingSheet>
      )}
    </section>
  );
}
