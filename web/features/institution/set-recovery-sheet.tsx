import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Facts } from '../../components/facts.tsx';
import { Checkbox, TextField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { pickText } from '../../lib/api.ts';
import { useLanguage } from '../../lib/language.tsx';
import { useText } from '../../lib/text.ts';
import { useDesk } from './desk.ts';
import { EMPTY_RECOVERY_FORM, typedRecovery } from './recovery-form.ts';
import { recoveryKeyText } from './recovery-key-text.ts';
import { useSetRecoveryKey } from './recovery-query.ts';

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
  const setting = useSetRecoveryKey(organization.id);
  const [form, setForm] = useState(EMPTY_RECOVERY_FORM);
  const [isKept, setIsKept] = useState(false);
  const { recipient, problem } = form;
  const name = pickText(organization.name, language)?.text ?? organization.slug;
  const set = () => {
    if (recipient === null) return;
    setting.mutate(recipient, {
      onSuccess: () => {
        onDone();
        onClose();
      },
    });
  };
  return (
    <Sheet
      title={present === null ? t('setTitle') : t('replaceTitle')}
      onClose={onClose}
      canClose={!setting.isPending}
      actions={
        <>
          <Button onPress={onClose} isDisabled={setting.isPending}>
            {t('cancel')}
          </Button>
          <Button
            kind="act"
            onPress={set}
            isPending={setting.isPending}
            isDisabled={recipient === null || !isKept}
          >
            {present === null ? t('setVerb') : t('replaceVerb')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('field')}
        hint={t('fieldHint')}
        error={problem === null ? null : t(`problem.${problem}`)}
        value={form.text}
        onChange={(text) => setForm((before) => typedRecovery(before, text, present))}
        autoComplete="off"
        // What checks spelling may do so on another machine, and this might be the secret part.
        spellCheck="false"
        isRequired
      />
      {form.wasSecret && recipient === null && (
        <Notice tone="refused" title={t('secretTitle')} isLive>
          <p>{t('secret')}</p>
        </Notice>
      )}
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
      {setting.error !== null && <ErrorNotice error={setting.error} />}
    </Sheet>
  );
}
