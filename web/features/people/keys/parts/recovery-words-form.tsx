import { type SyntheticEvent, useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { request } from '../../../../lib/session/api.ts';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import type { Key } from '../../../../lib/keys/key-work.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { confirmSheet } from '../model/kept-sheets.ts';
import css from '../../signing-in/parts/people.module.css';
import { readRecoveryWords } from '../model/recovery-words.ts';
import { restoreText } from '../words/restore-text.ts';
import { useKeyTask } from '../model/use-key-task.ts';

const MY_ACCOUNT = graphql(`
  query RestoredAccount {
    me {
      account {
        name
      }
    }
  }
`);

export interface FoundKey {
  readonly key: Key;
  readonly address: string;
  /** Null when the platform keeps no account for it. */
  readonly name: string | null;
}

const COUNT = 12;

export function RecoveryWordsForm({ onFound }: { onFound(found: FoundKey): void }) {
  const t = useText(restoreText);
  const { signOut } = useSession();
  const task = useKeyTask();
  const [text, setText] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const words = readRecoveryWords(text);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (words.length !== COUNT) return;
    const found = await task.run(async (): Promise<FoundKey> => {
      const [{ runKeyWork }, { openSession }, { keySigner }] = await Promise.all([
        import('../../../../lib/keys/run-key-work.ts'),
        import('../../../../lib/session/open-session.ts'),
        import('@lanran/sdk/kernel/signer'),
      ]);
      const key = await runKeyWork({ kind: 'restore', words });
      const signer = keySigner(key.privateKey);
      // Who leaves before a passphrase is set would sign with one key in another's session.
      await signOut();
      // The words were just read off the sheet.
      confirmSheet(signer.address);
      // Only who holds the key is told which account it has.
      await openSession(signer);
      const { me } = await request(MY_ACCOUNT, {});
      return { key, address: signer.address, name: me.account?.name ?? null };
    });
    if (found !== null) onFound(found);
  };
  const isUnknown = errorCode(task.error) === 'UNKNOWN_WORDS';
  const unknown = isUnknown && task.error instanceof Error ? task.error.message : '';
  const wrong = isUnknown ? (unknown === '' ? t('order') : t('unknown', { words: unknown })) : null;
  return (
    <form className={css['form']} noValidate onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('words')}
        hint={t('wordsHint')}
        rows={3}
        lang="en"
        autoComplete="off"
        value={text}
        onChange={setText}
        error={isChecked && words.length !== COUNT ? t('count', { count: words.length }) : wrong}
      />
      <p role="status" className={css['soft']}>
        {t('count', { count: words.length })}
      </p>
      <div>
        <Button type="submit" kind="main" isDisabled={task.isBusy}>
          {task.isBusy ? t('finding') : t('find')}
        </Button>
      </div>
      {task.error !== null && !isUnknown && <ErrorNotice error={task.error} />}
    </form>
  );
}
