import { CopyButton } from '../../../../components/facts/copy-button.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../operation/parts/admin.module.css';
import { backupText } from '../words/backup-text.ts';

const RESTORE = [
  'npx lanran backup verify lanran-backup.tar',
  'npx lanran restore lanran-backup.tar --data-dir restored',
];
const IDENTITY = '--identity backup-key.txt';
const START = 'LANRAN_DATA_DIR=restored npm start';

/** Restoring is done with the platform stopped, on its own machine: so it is told, not offered. */
export function RestoreGuide() {
  const t = useText(backupText);
  return (
    <Details summary={t('restoreTitle')}>
      <ol className={css['steps']}>
        <li>{t('restore1')}</li>
        <li>
          <p>{t('restore2')}</p>
          <pre className={css['command']}>
            <code>{RESTORE.join('\n')}</code>
          </pre>
          <p>{t('restoreEncrypted')}</p>
          <pre className={css['command']}>
            <code>{IDENTITY}</code>
          </pre>
        </li>
        <li>
          <p>{t('restore3')}</p>
          <pre className={css['command']}>
            <code>{START}</code>
          </pre>
        </li>
      </ol>
      <div className={css['row']}>
        <CopyButton text={[...RESTORE, START].join('\n')} label={t('commands')} />
      </div>
      <Notice tone="refused">
        <p>{t('restoreNever')}</p>
      </Notice>
    </Details>
  );
}
