import { shortRecipient } from '@lanran/sdk/vault/recovery-text';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { downloadFrom } from '../../../../lib/kept/save-file.ts';
import { useText } from '../../../../lib/language/text.ts';
import { backupText } from '../words/backup-text.ts';
import type { Backup, BackupRecipient } from '../../operation/model/documents.ts';
import { EncryptionMark } from './encryption-mark.tsx';
import { useBackupAct } from '../model/use-backup-act.ts';

interface CreateBackupSheetProps {
  readonly recipient: BackupRecipient;
  onClose(): void;
}

export function CreateBackupSheet({ recipient, onClose }: CreateBackupSheetProps) {
  const t = useText(backupText);
  const { act, sign } = useBackupAct(onClose);
  const encryption =
    recipient === null
      ? t('createClear')
      : t('createEncrypted', { recipient: shortRecipient(recipient.recipient) });
  return (
    <BindingSheet
      title={t('createTitle')}
      verb={t('createVerb')}
      facts={[
        { name: t('what'), value: t('createWhat') },
        { name: t('encryption'), value: encryption },
      ]}
      concerns={t('createConcerns')}
      undo={t('createUndo')}
      act={act}
      onSign={() => void sign(({ createBackup }, platform) => createBackup(platform))}
      onClose={onClose}
    />
  );
}

interface BackupSheetProps {
  readonly backup: Backup;
  onClose(): void;
}

export function FetchBackupSheet({ backup, onClose }: BackupSheetProps) {
  const t = useText(backupText);
  const about = useAbout(backup);
  const { act, sign } = useBackupAct(onClose);
  return (
    <BindingSheet
      title={t('fetchTitle')}
      verb={t('fetchVerb')}
      facts={[
        { name: t('what'), value: t('fetchWhat', about) },
        { name: t('encryption'), value: <EncryptionMark recipient={backup.recipient} /> },
      ]}
      concerns={t('fetchConcerns')}
      undo={t('fetchUndo')}
      act={act}
      onSign={() =>
        void sign(async ({ fetchBackup }, platform) => {
          const { path } = await fetchBackup(platform, backup.id);
          downloadFrom(path);
        })
      }
      onClose={onClose}
    />
  );
}

export function DeleteBackupSheet({ backup, onClose }: BackupSheetProps) {
  const t = useText(backupText);
  const about = useAbout(backup);
  const { act, sign } = useBackupAct(onClose);
  return (
    <BindingSheet
      title={t('removeTitle')}
      verb={t('removeVerb')}
      facts={[{ name: t('what'), value: t('removeWhat', about) }]}
      concerns={t('removeConcerns')}
      undo={t('removeUndo')}
      act={act}
      onSign={() => void sign(({ deleteBackup }, platform) => deleteBackup(platform, backup.id))}
      onClose={onClose}
    />
  );
}

function useAbout({ createdAt, bytes }: Backup): { when: string; size: string } {
  const format = useFormats();
  return { when: format.moment(createdAt), size: bytes === null ? '–' : format.bytes(bytes) };
}
