import { shortRecipient } from '@lanran/sdk/vault/recovery-text';
import { StateMark } from '../../../../components/page/notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { backupText } from '../words/backup-text.ts';

/** Whom a backup is encrypted to, or that it is in clear. */
export function EncryptionMark({ recipient }: { readonly recipient: string | null }) {
  const t = useText(backupText);
  if (recipient === null) return <StateMark tone="unknown">{t('inClear')}</StateMark>;
  return (
    <span title={recipient}>
      <StateMark tone="live">{t('encryptedTo', { recipient: shortRecipient(recipient) })}</StateMark>
    </span>
  );
}
