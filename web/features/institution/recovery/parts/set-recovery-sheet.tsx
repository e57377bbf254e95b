import { useState } from 'react';
import { ActSheet } from '../../../../components/forms/act-sheet.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { Checkbox } from '../../../../components/forms/checkbox.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { RecipientField } from '../../../../lib/organizations/recipient-field.tsx';
import { EMPTY_RECOVERY_FORM, typedRecovery } from '../../../../lib/kept/recovery-form.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useDesk } from '../../desk/model/desk.ts';
import { recoveryKeyText } from '../words/recovery-key-text.ts';
import { useSetRecoveryKey } from '../model/recovery-query.ts';

interface SetRecoverySheetProps {
  /** The key until now. */
  readonly present: string | null;
  onDone(): void;
  onClose(): void;
}

/** Takes the public part of a key, and nothing else: what looks like its secret part is not sent and not kept. */
export function SetRecoverySheet({ present, onDone, onClose }: SetRecoverySheetProps) {
  const t = useText(recoveryKeyText);
  const { language } = useLanguage();
  const { organization } = useDesk();
  const set = useSetRecoveryKey(organization.id);
  const [form, setForm] = useState(EMPTY_RECOVERY_FORM);
  const [isKept, setIsKept] = useState(false);
  const { recipient } = form;
  const name = pickText(organization.name, language)?.text ?? organization.slug;
  const replace = async () => {
    if (recipient !== null) await set(recipient);
    onDone();
  };
  return (
    <ActSheet
      title={present === null ? t('setTitle') : t('replaceTitle')}
      verb={present === null ? t('setVerb') : t('replaceVerb')}
      kind="act"
      isReady={recipient !== null && isKept}
      act={replace}
      onClose={onClose}
    >
      <RecipientField
        form={form}
        onChange={(text) => setForm((before) => typedRecovery(before, text, present))}
      />
      <Checkbox isSelected={isKept} onChange={setIsKept}>
        {t('kept')}
      </Checkbox>
      <Facts
        facts={[
          ...(present === null ? [] : [{ name: t('former'), value: <code>{present}</code> }]),
          { name: t('effect'), value: present === null ? t('setEffect') : t('replaceEffect') },
          { name: t('whom'), value: t('whomValue', { organization: name }) },
          { name: t('undo'), value: t('setUndo') },
        ]}
      />
      {present !== null && <p>{t('otherHands')}</p>}
    </ActSheet>
  );
}
