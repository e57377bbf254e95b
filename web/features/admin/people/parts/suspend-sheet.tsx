import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { Organization } from '../../operation/model/documents.ts';
import { suspensionText } from '../words/suspension-text.ts';

interface SuspendSheetProps {
  readonly organization: Organization;
  onClose(): void;
}

const SHORTEST = 10;
const NOTICE_MS = 7 * 86_400_000;

/** The accreditor announces a suspension, with the seven days' notice and the reason that everybody reads. */
export function SuspendSheet({ organization, onClose }: SuspendSheetProps) {
  const t = useText(suspensionText);
  const { language } = useLanguage();
  const format = useFormats();
  const cache = useQueryClient();
  const act = useAct<true>();
  const [reason, setReason] = useState('');
  const [opened] = useState(() => Date.now());
  const name = pickText(organization.name, language)?.text ?? organization.slug;
  const isSaid = Array.from(reason.trim()).length >= SHORTEST;
  const sign = async () => {
    const done = await act.run(async (platform) => {
      const [{ suspendAct }, { relay }, { stateReason }, { parseOrganizationId }] = await Promise.all([
        import('@lanran/sdk/organizations/organization-acts'),
        import('@lanran/sdk/acts/relaying'),
        import('@lanran/sdk/disputes/stated-reason'),
        import('@lanran/protocol/kernel/ids'),
      ]);
      const reasonHash = await stateReason(platform.api, reason.trim());
      await relay(platform, suspendAct(parseOrganizationId(organization.id), reasonHash));
      return true;
    });
    if (done === null) return;
    await cache.invalidateQueries();
    onClose();
  };
  return (
    <BindingSheet
      title={t('suspendTitle', { name })}
      verb={t('suspendVerb')}
      facts={[
        { name: t('organization'), value: name },
        { name: t('then'), value: t('thenSuspend') },
        {
          name: t('from'),
          value: t('fromValue', { day: format.day(new Date(opened + NOTICE_MS).toISOString().slice(0, 10)) }),
        },
      ]}
      concerns={t('suspendConcerns', { name })}
      undo={t('suspendUndo')}
      isReady={isSaid}
      act={act}
      onSign={() => void sign()}
      onClose={onClose}
    >
      <p>{t('suspendLead')}</p>
      <TextField
        label={t('suspendReason')}
        hint={t('suspendReasonHint')}
        rows={4}
        maxLength={2000}
        value={reason}
        onChange={setReason}
        error={reason !== '' && !isSaid ? t('suspendReasonBad') : null}
      />
    </BindingSheet>
  );
}
