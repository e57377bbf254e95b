import { useState } from 'react';
import { TextField } from '../../../../components/forms/field.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { accountText } from '../../signing-in/words/account-text.ts';
import { NewPassphraseForm } from './new-passphrase-form.tsx';
import { openOwnKey } from '../model/own-key.ts';
import css from '../../signing-in/parts/people.module.css';

export function PassphraseSection({ name }: { readonly name: string }) {
  const t = useText(accountText);
  const [old, setOld] = useState('');
  const [isDone, setIsDone] = useState(false);
  return (
    <section className={css['section']} aria-labelledby="account-passphrase">
      <h2 id="account-passphrase">{t('passphraseTitle')}</h2>
      <p>{t('passphraseLead')}</p>
      <NewPassphraseForm
        name={name}
        findKey={(onStep) => openOwnKey(old, onStep)}
        onDone={() => {
          setOld('');
          setIsDone(true);
        }}
      >
        <TextField
          label={t('oldPassphrase')}
          type="password"
          autoComplete="current-password"
          value={old}
          onChange={(text) => {
            setOld(text);
            setIsDone(false);
          }}
        />
      </NewPassphraseForm>
      {isDone && (
        <Notice tone="live" isLive>
          <p>{t('passphraseDone')}</p>
        </Notice>
      )}
    </section>
  );
}
