import { useState } from 'react';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { CheckboxList } from '../../../../components/forms/checkbox-list.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { type Elder, useElders } from '../../../../lib/invitations/use-elders.ts';
import { readKey } from '../../../../lib/session/read-key.ts';
import { shortAddress } from '../../../../lib/organizations/short-address.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { Council } from '../../desk/model/council.ts';
import css from '../../desk/parts/council.module.css';
import { KeyList } from '../../seat/parts/key-list.tsx';
import { keyText } from '../../seat/words/key-text.ts';
import { knownElders } from '../../seat/model/known-elders.ts';
import { successionText } from '../../seat/words/succession-text.ts';

interface SharedCouncilProps {
  readonly council: Council;
  /** The number of the shared council, to be named. */
  onMade(address: string): void;
}

/** Several people who decide together: chosen by name, made first, then named like any next council. */
export function SharedCouncil({ council, onMade }: SharedCouncilProps) {
  const t = useText(successionText);
  const { community } = council;
  const [typed, setTyped] = useState<readonly string[]>([]);
  const elders = useElders(community.id, [...knownElders(council), ...typed]);
  const [chosen, setChosen] = useState<readonly string[]>([council.address.toLowerCase()]);
  const [threshold, setThreshold] = useState('2');
  const [isChecked, setIsChecked] = useState(false);
  const [isLooking, setIsLooking] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const act = useAct<string>();
  const owners = elders.map(({ address }) => address).filter((address) => chosen.includes(address));
  const needed = Math.min(Number(threshold), owners.length);
  const isReady = owners.length >= 2;
  const look = () => {
    setIsChecked(true);
    if (isReady) setIsLooking(true);
  };
  const make = async () => {
    const address = await act.run(async (platform) => {
      const [{ createSafe }, { parseAddress }] = await Promise.all([
        import('@lanran/sdk/acts/safes'),
        import('@lanran/protocol/kernel/signature'),
      ]);
      const keys = owners.map((owner) => parseAddress(owner));
      return (await createSafe(platform.api, { owners: keys, threshold: needed })).address;
    });
    if (address === null) return;
    setIsLooking(false);
    setMade(address);
    onMade(address);
  };
  return (
    <section className={css['section']} aria-labelledby="shared">
      <h2 id="shared">{t('shared')}</h2>
      <p>{t('sharedWhy')}</p>
      {made !== null && (
        <Notice tone="live" isLive title={t('made')}>
          <p>{t('madeNext')}</p>
        </Notice>
      )}
      <div className={css['form']}>
        <fieldset className={css['elders']}>
          <legend>{t('membersAre')}</legend>
          <CheckboxList
            choices={elders.map((elder) => ({
              value: elder.address,
              label: <ElderName elder={elder} council={council} />,
            }))}
            value={chosen}
            onChange={setChosen}
          />
        </fieldset>
        <TypedKey
          onTyped={(address) => {
            setTyped([...typed, address]);
            setChosen([...chosen, address]);
          }}
        />
        {owners.length > 1 && (
          <div className={css['short']}>
            <SelectField
              label={t('threshold')}
              hint={t(owners.length > 2 ? 'thresholdHint' : 'thresholdOfTwo')}
              value={String(needed)}
              choices={owners.map((_, at) => ({
                value: String(at + 1),
                label: t('ofMembers', { needed: at + 1, count: owners.length }),
              }))}
              onChange={setThreshold}
            />
          </div>
        )}
        {isChecked && !isReady && (
          <Notice tone="refused" isLive>
            <p>{t('tooFew')}</p>
          </Notice>
        )}
        <div>
          <Button onPress={look}>{t('lookShared')}</Button>
        </div>
      </div>
      {isLooking && (
        <BindingSheet
          title={t('sharedTitle')}
          verb={t('make')}
          facts={[
            { name: t('membersAre'), value: <KeyList addresses={owners} council={council} /> },
            { name: t('threshold'), value: t('ofMembers', { needed, count: owners.length }) },
            { name: t('then'), value: t('sharedThen') },
          ]}
          undo={t('sharedUndo')}
          details={<p>{t('sharedDetails')}</p>}
          act={act}
          onSign={() => void make()}
          onClose={() => {
            act.reset();
            setIsLooking(false);
          }}
        />
      )}
    </section>
  );
}

function ElderName({ elder, council }: { readonly elder: Elder; readonly council: Council }) {
  const keys = useText(keyText);
  const { address, name, label } = elder;
  const words = [name, ...(label === null ? [] : [label])];
  if (address === council.address.toLowerCase()) words.push(keys('you'));
  // A key without a name is told by its number, once.
  const isNamed = name !== shortAddress(address);
  return (
    <>
      {words.join(' · ')} {isNamed && <span className={css['key']}>{shortAddress(address)}</span>}
    </>
  );
}

/** A key that nobody was invited with, such as one of a hardware wallet. */
function TypedKey({ onTyped }: { onTyped(address: string): void }) {
  const t = useText(successionText);
  const keys = useText(keyText);
  const [text, setText] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const key = readKey(text);
  const add = () => {
    setIsChecked(true);
    if (key === null) return;
    onTyped(key);
    setText('');
    setIsChecked(false);
  };
  return (
    <Details summary={t('typedKey')}>
      <TextField
        label={t('typedKeyField')}
        hint={t('nextHint')}
        value={text}
        error={isChecked && key === null ? keys('notKey') : null}
        onChange={setText}
        autoComplete="off"
      />
      <div>
        <Button onPress={add}>{t('addMember')}</Button>
      </div>
    </Details>
  );
}
