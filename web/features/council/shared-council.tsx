import { X } from 'lucide-react';
import { type SyntheticEvent, useRef, useState } from 'react';
import { BindingSheet } from '../../components/binding-sheet.tsx';
import { Button } from '../../components/button.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { useAct } from '../../lib/act.ts';
import { useText } from '../../lib/text.ts';
import type { Council } from './council.ts';
import css from './council.module.css';
import { KeyName, shortKey } from './key-name.tsx';
import { readKey } from './key.ts';
import { keyText } from './key-text.ts';
import { usePeople } from './proposals.ts';
import { successionText } from './succession-text.ts';

const MOST_MEMBERS = 20;

interface SharedCouncilProps {
  readonly council: Council;
  /** The number of the shared council, to be named. */
  onMade(address: string): void;
}

interface Row {
  readonly id: number;
  readonly text: string;
}

/** Several people who decide together: made first, then named like any next council. */
export function SharedCouncil({ council, onMade }: SharedCouncilProps) {
  const t = useText(successionText);
  const keys = useText(keyText);
  const nextId = useRef(3);
  const [rows, setRows] = useState<readonly Row[]>([
    { id: 0, text: council.address },
    { id: 1, text: '' },
    { id: 2, text: '' },
  ]);
  const [threshold, setThreshold] = useState('2');
  const [isChecked, setIsChecked] = useState(false);
  const [isLooking, setIsLooking] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const act = useAct<string>();
  const filled = rows.filter(({ text }) => text.trim() !== '');
  const owners = filled.flatMap(({ text }) => readKey(text) ?? []);
  const isTwice = new Set(owners).size < owners.length;
  const needed = Math.min(Number(threshold), owners.length);
  const isReady = owners.length === filled.length && owners.length >= 2 && !isTwice;
  const people = usePeople(owners);
  const suggested = council.community.members
    .map(({ address }) => address)
    .filter((address) => !owners.some((owner) => owner === address));
  const names = usePeople(suggested);
  const change = (id: number, text: string) =>
    setRows(rows.map((row) => (row.id === id ? { id, text } : row)));
  const add = (text: string) => {
    const free = rows.find((row) => row.text.trim() === '');
    if (text !== '' && free !== undefined) change(free.id, text);
    else setRows([...rows, { id: nextId.current++, text }]);
  };
  const look = (event: SyntheticEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (isReady) setIsLooking(true);
  };
  const make = async () => {
    const address = await act.run(async (platform) => {
      const { createSafe } = await import('@lanran/client/safes');
      return (await createSafe(platform.api, { owners, threshold: needed })).address;
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
          <p className={css['key']}>{made}</p>
        </Notice>
      )}
      <form onSubmit={look} className={css['form']}>
        <ul role="list" className={css['list']}>
          {rows.map(({ id, text }, at) => {
            const key = readKey(text);
            const name = key === null ? undefined : people.data?.get(key);
            return (
              <li key={id} className={css['owner']}>
                <TextField
                  label={t('member', { number: at + 1 })}
                  hint={key === council.address ? keys('you') : name}
                  value={text}
                  error={isChecked && text.trim() !== '' && key === null ? keys('notKey') : null}
                  onChange={(changed) => change(id, changed)}
                />
                <Button
                  kind="quiet"
                  aria-label={t('removeMember', { number: at + 1 })}
                  onPress={() => setRows(rows.filter((row) => row.id !== id))}
                >
                  <X size={18} aria-hidden="true" />
                </Button>
              </li>
            );
          })}
        </ul>
        <div className={css['buttons']}>
          {rows.length < MOST_MEMBERS && <Button onPress={() => add('')}>{t('addMember')}</Button>}
          {suggested.map((address) => (
            <Button key={address} onPress={() => add(address)}>
              {t('addKnown', { name: names.data?.get(address) ?? shortKey(address) })}
            </Button>
          ))}
        </div>
        {owners.length > 1 && (
          <div className={css['short']}>
            <SelectField
              label={t('threshold')}
              hint={t('thresholdHint')}
              value={String(needed)}
              choices={Array.from({ length: owners.length }, (_, at) => ({
                value: String(at + 1),
                label: t('ofMembers', { needed: at + 1, count: owners.length }),
              }))}
              onChange={setThreshold}
            />
          </div>
        )}
        {isChecked && !isReady && (
          <Notice tone="refused" isLive>
            <p>{t(isTwice ? 'twice' : 'tooFew')}</p>
          </Notice>
        )}
        <div>
          <Button type="submit">{t('lookShared')}</Button>
        </div>
      </form>
      {isLooking && (
        <BindingSheet
          title={t('sharedTitle')}
          verb={t('make')}
          facts={[
            {
              name: t('membersAre'),
              value: (
                <ul className={css['people']}>
                  {owners.map((owner) => (
                    <li key={owner}>
                      <KeyName address={owner} council={council} />
                    </li>
                  ))}
                </ul>
              ),
            },
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
