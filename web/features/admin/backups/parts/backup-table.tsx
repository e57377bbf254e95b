import { useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { StateMark, type Tone } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../operation/parts/admin.module.css';
import { DeleteBackupSheet, FetchBackupSheet } from './backup-sheets.tsx';
import { backupText } from '../words/backup-text.ts';
import type { Backup, BackupAct } from '../../operation/model/documents.ts';
import { EncryptionMark } from './encryption-mark.tsx';
import { KeyText } from '../../people/parts/key-text.tsx';

const TONES = { RUNNING: 'unknown', DONE: 'live', FAILED: 'refused' } as const satisfies Record<
  Backup['state'],
  Tone
>;

interface BackupTableProps {
  readonly backups: readonly Backup[];
  /** Newest first. */
  readonly acts: readonly BackupAct[];
}

interface OpenSheet {
  readonly kind: 'fetch' | 'delete';
  readonly backup: Backup;
}

export function BackupTable({ backups, acts }: BackupTableProps) {
  const t = useText(backupText);
  const format = useFormats();
  const [sheet, setSheet] = useState<OpenSheet | null>(null);
  const close = () => setSheet(null);
  // Days and hours since then change slowly: the moment of rendering will do.
  const [now] = useState(() => Date.now());
  return (
    <div className={css['scroll']}>
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{t('createdAt')}</th>
            <th scope="col">{t('size')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('encryption')}</th>
            <th scope="col">{t('act')}</th>
          </tr>
        </thead>
        <tbody>
          {backups.map((backup) => (
            <tr key={backup.id}>
              <th scope="row" id={`backup-${backup.id}`}>
                {format.moment(backup.createdAt)}
                <br />
                <span>{format.relative(backup.createdAt, Math.max(now, Date.parse(backup.createdAt)))}</span>
              </th>
              <td data-label={t('size')} className={css['number']}>
                {backup.bytes === null ? '–' : format.bytes(backup.bytes)}
              </td>
              <td>
                <StateMark tone={TONES[backup.state]}>{t(`state_${backup.state}`)}</StateMark>
                {backup.error !== null && (
                  <Details>
                    <p lang="en">{backup.error}</p>
                  </Details>
                )}
                <Fetched acts={acts} backup={backup} />
              </td>
              <td>
                <EncryptionMark recipient={backup.recipient} />
              </td>
              <td>
                <div className={css['row']}>
                  {backup.state === 'DONE' && (
                    <Button
                      onPress={() => setSheet({ kind: 'fetch', backup })}
                      aria-describedby={`backup-${backup.id}`}
                    >
                      {t('fetch')}
                    </Button>
                  )}
                  {backup.state !== 'RUNNING' && (
                    <Button
                      kind="quiet"
                      onPress={() => setSheet({ kind: 'delete', backup })}
                      aria-describedby={`backup-${backup.id}`}
                    >
                      {t('remove')}
                    </Button>
                  )}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {sheet?.kind === 'fetch' && <FetchBackupSheet backup={sheet.backup} onClose={close} />}
      {sheet?.kind === 'delete' && <DeleteBackupSheet backup={sheet.backup} onClose={close} />}
    </div>
  );
}

/** Each time that somebody saved it. */
function Fetched({ acts, backup }: Pick<BackupTableProps, 'acts'> & Pick<OpenSheet, 'backup'>) {
  const t = useText(backupText);
  const format = useFormats();
  const fetched = acts.filter(({ kind, backupId }) => kind === 'FETCH' && backupId === backup.id);
  return fetched.map(({ at, by }) => (
    <div key={at} className={css['soft']}>
      {t('fetched', { when: format.moment(at) })} <KeyText address={by} />
    </div>
  ));
}
