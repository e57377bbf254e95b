import { useState } from 'react';
import { ActSheet } from '../../../components/forms/act-sheet.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { useTooLong } from '../../../components/forms/use-too-long.ts';
import { useText } from '../../../lib/language/text.ts';
import { useCallActs } from '../model/use-call.ts';
import { callText } from '../words/text.ts';

interface CallSheetProps {
  readonly id: string;
  onClose(): void;
}

export function CloseSheet({ id, onClose }: CallSheetProps) {
  const t = useText(callText);
  const acts = useCallActs();
  return (
    <ActSheet
      title={t('closeTitle')}
      verb={t('close')}
      kind="act"
      act={async () => {
        await acts.close(id);
        return true;
      }}
      onClose={onClose}
    >
      <p>{t('closeLead')}</p>
    </ActSheet>
  );
}

/** Characters. */
const MOST = 2_000;
const REASONS = [
  { language: 'zh', label: 'reasonZh' },
  { language: 'en', label: 'reasonEn' },
] as const;

export function WithdrawSheet({ id, onClose }: CallSheetProps) {
  const t = useText(callText);
  const acts = useCallActs();
  const [reason, setReason] = useState({ en: '', zh: '' });
  const [isTried, setIsTried] = useState(false);
  const tooLong = [useTooLong(reason.zh, MOST), useTooLong(reason.en, MOST)];
  const isMissing = reason.en.trim() === '' && reason.zh.trim() === '';
  return (
    <ActSheet
      title={t('withdrawTitle')}
      verb={t('withdraw')}
      kind="act"
      obstacle={tooLong.find((why) => why !== null) ?? null}
      act={async () => {
        setIsTried(true);
        if (isMissing) return null;
        await acts.withdraw(id, reason);
        return true;
      }}
      onClose={onClose}
    >
      <p>{t('withdrawLead')}</p>
      {REASONS.map(({ language, label }, at) => (
        <TextField
          key={language}
          label={t(label)}
          error={isTried && isMissing && at === 0 ? t('reasonMissing') : null}
          lang={language === 'zh' ? 'zh-CN' : 'en'}
          rows={3}
          limit={MOST}
          value={reason[language]}
          onChange={(text) => setReason((before) => ({ ...before, [language]: text }))}
        />
      ))}
    </ActSheet>
  );
}
