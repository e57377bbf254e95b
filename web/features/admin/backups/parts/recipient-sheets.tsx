import { useState } from 'react';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Checkbox } from '../../../../components/forms/checkbox.tsx';
import { RecipientField } from '../../../../lib/organizations/recipient-field.tsx';
import { EMPTY_RECOVERY_FORM, typedRecovery } from '../../../../lib/kept/recovery-form.ts';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../operation/parts/admin.module.css';
import { backupText } from '../words/backup-text.ts';
import { useBackupAct } from '../model/use-backup-act.ts';

const MAKE = 'age-keygen -o backup-key.txt';

interface SetRecipientSheetProps {
  /** The key until now. */
  readonly present: string | null;
  onClose(): void;
}

export function SetRecipientSheet({ present, onClose }: SetRecipientSheetProps) {
  const t = useText(backupText);
  const { act, sign } = useBackupAct(onClose);
  const [form, setForm] = useState(EMPTY_RECOVERY_FORM);
  const [isKept, setIsKept] = useState(false);
  const { recipient } = form;
  return (
    <BindingSheet
      title={t('setTitle')}
      verb={t('setVerb')}
      facts={[{ name: t('what'), value: t('setWhat') }]}
      concerns={t('setConcerns')}
      undo={t('setUndo')}
      isReady={recipient !== null && isKept}
      act={act}
      onSign={() => void sign(({ setBackupRecipient }, platform) => setBackupRecipient(platform, recipient))}
      onClose={onClose}
    >
      <p>{t('make')}</p>
      <pre className={css['command']}>
        <code>{MAKE}</code>
      </pre>
      <RecipientField
        form={form}
        onChange={(text) => setForm((before) => typedRecovery(before, text, present))}
      />
      <Checkbox isSelected={isKept} onChange={setIsKept}>
        {t('kept')}
      </Checkbox>
    </BindingSheet>
  );
}

export function ClearRecipientSheet({ onClose }: { onClose(): void }) {
  const t = useText(backupText);
  const { act, sign } = useBackupAct(onClose);
  return (
    <BindingSheet
      title={t('clearTitle')}
      verb={t('clearVerb')}
      facts={[{ name: t('what'), value: t('clearWhat') }]}
      concerns={t('clearConcerns')}
      undo={t('clearUndo')}
      act={act}
      onSign={() => void sign(({ setBackupRecipient }, platform) => setBackupRecipient(platform, null))}
      onClose={onClose}
    />
  );
}
