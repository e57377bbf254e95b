import { type SyntheticEvent, useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import type { Key } from '../../../../lib/keys/key-work.ts';
import { useText } from '../../../../lib/language/text.ts';
import { accountText } from '../../signing-in/words/account-text.ts';
import { isSheetKept } from '../model/kept-sheets.ts';
import { KeyProgressBar } from './key-progress-bar.tsx';
import { openOwnKey } from '../model/own-key.ts';
import css from '../../signing-in/parts/people.module.css';
import { SheetStep } from './sheet-step.tsx';
import { peopleText } from '../../signing-in/words/text.ts';
import { useKeyTask } from '../model/use-key-task.ts';

/** The recovery sheet once more, for who knows the passphrase. */
export function SheetSection({ name, address }: { readonly name: string; readonly address: string }) {
  const t = useText(accountText);
  const people = useText(peopleText);
  const task = useKeyTask();
  const [passphrase, setPassphrase] = useState('');
  const [key, setKey] = useState<Key | null>(null);
  const isKept = isSheetKept(address);
  const open = async (event: SyntheticEvent) => {
    event.preventDefault();
    const opened = await task.run((onStep) => openOwnKey(passphrase, onStep));
    setPassphrase('');
    if (opened !== null) setKey(opened);
  };
  const hide = () => setKey(null);
  return (
    <section className={css['section']} aria-labelledby="account-sheet">
      <h2 id="account-sheet" className={css['screen']}>
        {t('sheetTitle')}
      </h2>
      {!isKept && key === null && (
        <Notice tone="unknown">
          <p>{t('sheetNotKept')}</p>
        </Notice>
      )}
      {key === null && (
        <form className={css['form']} onSubmit={(event) => void open(event)}>
          <p>{t('sheetLead')}</p>
          <TextField
            label={people('passphrase')}
            type="password"
            autoComplete="current-password"
            value={passphrase}
            onChange={setPassphrase}
          />
          <div>
            <Button type="submit" isDisabled={task.isBusy || passphrase === ''}>
              {task.isBusy ? t('opening') : t('sheetOpen')}
            </Button>
          </div>
          <KeyProgressBar step={task.step} />
          {task.error !== null && <ErrorNotice error={task.error} />}
        </form>
      )}
      {key?.words === null && <p>{t('sheetNoWords')}</p>}
      {key?.words != null && (
        <>
          <SheetStep words={key.words} name={name} address={address} onKept={hide} />
          <div className={css['screen']}>
            <Button onPress={hide}>{t('sheetHide')}</Button>
          </div>
        </>
      )}
    </section>
  );
}
