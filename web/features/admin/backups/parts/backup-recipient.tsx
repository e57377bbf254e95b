import { useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { Notice, StateMark } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../operation/parts/admin.module.css';
import { backupText } from '../words/backup-text.ts';
import type { BackupRecipient as Recipient } from '../../operation/model/documents.ts';
import { KeyText } from '../../people/parts/key-text.tsx';
import { ClearRecipientSheet, SetRecipientSheet } from './recipient-sheets.tsx';

/** Whom new backups are encrypted to; that they are in clear is said plainly. */
export function BackupRecipient({ recipient }: { readonly recipient: Recipient }) {
  const t = useText(backupText);
  const format = useFormats();
  const [sheet, setSheet] = useState<'set' | 'clear' | null>(null);
  const close = () => setSheet(null);
  return (
    <>
      {recipient === null ? (
        <Notice tone="refused" title={t('recipientNone')}>
          <p>{t('recipientNoneWhy')}</p>
          <div className={css['row']}>
            <Button onPress={() => setSheet('set')}>{t('setRecipient')}</Button>
          </div>
        </Notice>
      ) : (
        <>
          <StateMark tone="live">{t('recipientSet')}</StateMark>
          <Facts
            facts={[
              {
                name: t('recipientKey'),
                value: <code className={css['long']}>{recipient.recipient}</code>,
              },
              {
                name: t('recipientSince'),
                value: (
                  <>
                    {format.moment(recipient.setAt)} · <KeyText address={recipient.setBy} />
                  </>
                ),
              },
            ]}
          />
          <div className={css['row']}>
            <Button onPress={() => setSheet('set')}>{t('replaceRecipient')}</Button>
            <Button kind="quiet" onPress={() => setSheet('clear')}>
              {t('clearRecipient')}
            </Button>
          </div>
        </>
      )}
      {sheet === 'set' && <SetRecipientSheet present={recipient?.recipient ?? null} onClose={close} />}
      {sheet === 'clear' && <ClearRecipientSheet onClose={close} />}
    </>
  );
}
