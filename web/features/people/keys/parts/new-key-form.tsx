import { type SyntheticEvent, useRef, useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import type { Key } from '../../../../lib/keys/key-work.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { readAccountName } from '../../signing-in/model/account-name.ts';
import { KeyProgressBar } from './key-progress-bar.tsx';
import { PassphraseFields } from './passphrase-fields.tsx';
import { passphraseStrength } from '../model/passphrase-strength.ts';
import css from '../../signing-in/parts/people.module.css';
import { peopleText } from '../../signing-in/words/text.ts';
import { useKeyTask } from '../model/use-key-task.ts';

export interface MadeKey {
  readonly words: readonly string[];
  readonly name: string;
  readonly address: string;
}

interface NewKeyFormProps {
  /** The key to keep under a name; without it a new one is made. */
  readonly restored?: Key;
  onBusy(isBusy: boolean): void;
  onMade(made: MadeKey): void;
}

const MAX_DISPLAY_NAME = 100;

/** Name, display name and passphrase of an account, which is then created and signed in. */
export function NewKeyForm({ restored, onBusy, onMade }: NewKeyFormProps) {
  const t = useText(peopleText);
  const { signIn } = useSession();
  const task = useKeyTask();
  // A second try is with the same key: the first may have reached the platform though its answer did not arrive.
  const key = useRef<Key | null>(restored ?? null);
  const [name, setName] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const isNamed = readAccountName(name) !== null;
  const isCalled = displayName.trim() !== '' && displayName.trim().length <= MAX_DISPLAY_NAME;
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setIsChecked(true);
    const isGood = passphraseStrength(passphrase) !== 'short' && passphrase === repeated;
    if (!isNamed || !isCalled || !isGood) return;
    onBusy(true);
    const made = await task.run(async (onStep): Promise<MadeKey> => {
      const [{ createAccount }, { runKeyWork }] = await Promise.all([
        import('../../../../lib/keys/accounts.ts'),
        import('../../../../lib/keys/run-key-work.ts'),
      ]);
      onStep('making');
      key.current ??= await runKeyWork({ kind: 'make' });
      const account = { name, displayName: displayName.trim(), passphrase, key: key.current };
      const { signer, identity } = await createAccount(account, onStep);
      await signIn(signer, identity);
      return { words: key.current.words ?? [], name: identity.name, address: identity.address };
    });
    if (made !== null) onMade(made);
    onBusy(false);
  };
  const isTaken = task.error instanceof RefusedError && task.error.field === 'input.name';
  return (
    <form className={css['form']} noValidate onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('name')}
        hint={t('newNameHint')}
        autoComplete="username"
        isRequired
        value={name}
        onChange={setName}
        error={isTaken ? t('nameTaken') : isChecked && !isNamed ? t('newNameBad') : null}
      />
      <TextField
        label={t('displayName')}
        hint={t('displayNameHint')}
        autoComplete="name"
        isRequired
        value={displayName}
        onChange={setDisplayName}
        error={isChecked && !isCalled ? t('displayNameBad') : null}
      />
      <PassphraseFields
        passphrase={passphrase}
        repeated={repeated}
        onPassphrase={setPassphrase}
        onRepeated={setRepeated}
        known={[name, displayName]}
        isChecked={isChecked}
      />
      <div>
        <Button type="submit" kind="main" isDisabled={task.isBusy}>
          {task.isBusy ? t('making') : t('make')}
        </Button>
      </div>
      <KeyProgressBar step={task.step} />
      {task.error !== null && !isTaken && <ErrorNotice error={task.error} />}
    </form>
  );
}
