import { shortRecipient } from '@lanran/sdk/vault/recovery-text';
import { Details } from '../../../../components/facts/details.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../operation/parts/admin.module.css';
import { backupText } from '../words/backup-text.ts';
import type { BackupAct } from '../../operation/model/documents.ts';
import { KeyText } from '../../people/parts/key-text.tsx';

/** What was done and by which key, so that an act of somebody else is noticed. */
export function BackupActs({ acts }: { readonly acts: readonly BackupAct[] }) {
  const t = useText(backupText);
  const format = useFormats();
  return (
    <Details summary={t('acts')}>
      <p className={css['soft']}>{acts.length === 0 ? t('actsNone') : t('actsLead')}</p>
      <ul className={css['acts']}>
        {acts.map((act) => (
          <li key={`${act.at} ${act.kind} ${act.backupId ?? ''}`}>
            {t(act.kind, { recipient: act.recipient === null ? '' : shortRecipient(act.recipient) })} ·{' '}
            {format.moment(act.at)} · <KeyText address={act.by} />
            {act.backupId !== null && (
              <>
                {' '}
                · <code>{act.backupId}</code>
              </>
            )}
          </li>
        ))}
      </ul>
    </Details>
  );
}
