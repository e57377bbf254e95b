import { ActButton } from '../../../../components/forms/act-button.tsx';
import { saveText } from '../../../../lib/kept/save-file.ts';
import { useText } from '../../../../lib/language/text.ts';
import { accountText } from '../../signing-in/words/account-text.ts';
import { fetchOwnKeystore } from '../model/own-key.ts';
import css from '../../signing-in/parts/people.module.css';

/** The keystore as a file, for the command line. */
export function KeyFileSection({ name }: { readonly name: string }) {
  const t = useText(accountText);
  const file = `lanran-${name.replaceAll(/[^\p{L}\p{N}._-]/gu, '_')}.json`;
  const save = async () => saveText(await fetchOwnKeystore(), file);
  return (
    <section className={css['section']} aria-labelledby="account-file">
      <h2 id="account-file">{t('fileTitle')}</h2>
      <p>{t('fileLead')}</p>
      <ActButton act={save}>{t('fileSave')}</ActButton>
      <p>{t('fileUse')}</p>
      <pre className={css['command']}>
        <code>{`LANRAN_PASSPHRASE=… npx lanran whoami --key-file ${file} --api ${window.location.origin}`}</code>
      </pre>
    </section>
  );
}
