import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Details } from '../../components/details.tsx';
import { StateMark, type Tone } from '../../components/notice.tsx';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/text.ts';
import css from './admin.module.css';
import { careText } from './care-text.ts';
import { DeleteBackupSheet } from './delete-backup-sheet.tsx';
import type { Backup } from './documents.ts';

const TONES = { RUNNING: 'unknown', DONE: 'live', FAILED: 'refused' } as const satisfies Record<
  Backup['state'],
  Tone
>;

export function BackupTable({ backups }: { readonly backups: readonly Backup[] }) {
  const t = useText(careText);
  const format = useFormats();
  const [doomed, setDoomed] = useState<Backup | null>(null);
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
                <StateMark tone={TONES[backup.state]}>{t(`backup_${backup.state}`)}</StateMark>
                {backup.error !== null && (
                  <Details>
                    <p lang="en">{backup.error}</p>
                  </Details>
                )}
              </td>
              <td>
                <div className={css['row']}>
                  {backup.state === 'DONE' && (
                    <a href={`/backups/${encodeURIComponent(backup.id)}`} download>
                      {t('download')}
                    </a>
                  )}
                  {backup.state !== 'RUNNING' && (
                    <Button
                      kind="quiet"
                      onPress={() => setDoomed(backup)}
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
      {doomed !== null && <DeleteBackupSheet backup={doomed} onClose={() => setDoomed(null)} />}
    </div>
  );
}
