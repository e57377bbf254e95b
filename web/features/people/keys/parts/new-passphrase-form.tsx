import { type SyntheticEvent, type ReactNode, useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import type { Key } from '../../../../lib/keys/key-work.ts';
import type { OnKeyStep } from '../../../../lib/keys/accounts.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { KeyProgressBar } from './key-progress-bar.tsx';
import { PassphraseFields } from './passphrase-fields.tsx';
import { passphraseStrength } from '../model/passphrase-strength.ts';
import css from '../../signing-in/parts/people.module.css';
import { restoreText } from '../words/restore-text.ts';
import { useKeyTask } from '../model/use-key-task.ts';

interface NewPassphraseFormProps {
  readonly name: string;
  /** The key itself: by the recovery sheet, or opened with the old passphrase. */
  findKey(onStep: OnKeyStep): Promise<Key>;
  onDone(): void;
  /** What is asked before. */
  readonly children?: ReactNode;
}

/** Another passphrase for the key of an account that is signed in. */
export function NewPassphraseForm({ name, findKey, onDone, children }: NewPassphraseFormProps) {
  const t = useText(restoreText);
  const { signIn } = useSession();
  const task = useKeyTask();
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (passphraseStrength(passphrase) === 'short' || passphrase !== repeated) return;
    const done = await task.run(async (onStep) => {
      const { resealAccount } = await import('../../../../lib/keys/accounts.ts');
      const key = await findKey(onStep);
      const { signer, identity } = await resealAccount({ name, passphrase, key }, onStep);
      await signIn(signer, identity);
      return true;
    });
    if (done !== true) return;
    setPassphrase('');
    setRepeated('');
    setIsChecked(false);
    onDone();
  };
  return (
    <form className={css['form']} noValidate onSubmit={(event) => void submit(event)}>
      {children}
      <PassphraseFields
        passphrase={passphrase}
        repeated={repeated}
        onPassphrase={setPassphrase}
        onRepeated={setRepeated}
        known={[name]}
        isChecked={isChecked}
      />
      <div>
        <Button type="submit" kind="main" isDisabled={task.isBusy}>
          {task.isBusy ? t('saving') : t('save')}
        </Button>
      </div>
      <KeyProgressBar step={task.step} />
      {task.error !== null && <ErrorNotice error={task.error} />}
    </form>
  );
}
