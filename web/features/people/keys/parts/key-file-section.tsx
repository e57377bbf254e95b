import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { saveText } from '../../../../lib/kept/save-file.ts';
import { useText } from '../../../../lib/language/text.ts';
import { accountText } from '../../signing-in/words/account-text.ts';
import { fetchOwnKeystore } from '../model/own-key.ts';
import css from '../../signing-in/parts/people.module.css';
import { useKeyTask } from '../model/use-key-task.ts';

/** The keystore as a file, for the command line. */
export function KeyFileSection({ name }: { readonly name: string }) {
  const t = useText(accountText);
  const task = useKeyTask();
  const file = `lanran-${name.replaceAll(/[^\p{L}\p{N}._-]/gu, '_')}.json`;
  const save = () =>
    void task.run(async () => {
      saveText(await fetchOwnKeystore(), file);
    });
  return (
    <section className={css['section']} aria-labelledby="account-file">
      <h2 id="account-file">{t('fileTitle')}</h2>
      <p>{t('fileLead')}</p>
      <div>
        <Button onPress={save} isDisabled={task.isBusy}>
          {t('fileSave')}
        </Button>
      </div>
      {task.error !== null && <ErrorNotice error={task.error} />}
      <p>{t('fileUse')}</p>
      <pre className={css['command']}>
        <code>{`LANRAN_PASSPHRASE=… npx lanran whoami --key-file ${file} --api ${window.location.origin}`}</code>
      </pre>
    </section>
  );
}
