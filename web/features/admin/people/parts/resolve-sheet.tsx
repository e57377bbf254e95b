import { useState } from 'react';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { useChanged } from '../../../../lib/session/changed.ts';
import { pickText } from '../../../../lib/session/api.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { careText } from '../../backups/words/care-text.ts';
import type { OpenDispute } from '../../operation/model/documents.ts';
import { adminText } from '../../operation/words/text.ts';

interface ResolveSheetProps {
  readonly dispute: OpenDispute;
  onClose(): void;
}

const SHORTEST = 10;

/** The accreditor decides a dispute and says why. */
export function ResolveSheet({ dispute, onClose }: ResolveSheetProps) {
  const t = useText(careText);
  const admin = useText(adminText);
  const { language } = useLanguage();
  const changed = useChanged();
  const act = useAct<true>();
  const [decision, setDecision] = useState('');
  const { assetId, asset, organization, reason } = dispute;
  const isSaid = Array.from(decision.trim()).length >= SHORTEST;
  const sign = async () => {
    const done = await act.run(async (platform) => {
      const [{ resolveDisputeAct }, { relay }, { stateReason }, { parseAssetId, parseOrganizationId }] =
        await Promise.all([
          import('@lanran/sdk/disputes/dispute-acts'),
          import('@lanran/sdk/acts/relaying'),
          import('@lanran/sdk/disputes/stated-reason'),
          import('@lanran/protocol/kernel/ids'),
        ]);
      const reasonHash = await stateReason(platform.api, decision.trim());
      await relay(
        platform,
        resolveDisputeAct({
          assetId: parseAssetId(assetId),
          organizationId: parseOrganizationId(organization.id),
          reasonHash,
        }),
      );
      return true;
    });
    if (done === null) return;
    await changed('disputes', 'offers');
    onClose();
  };
  return (
    <BindingSheet
      title={t('decideTitle')}
      verb={t('decideVerb')}
      facts={[
        { name: t('asset'), value: pickText(asset?.title, language)?.text ?? t('hidden') },
        { name: t('by'), value: pickText(organization.name, language)?.text ?? organization.slug },
        { name: t('why'), value: reason ?? t('noWhy') },
      ]}
      concerns={t('decideConcerns')}
      undo={t('decideUndo')}
      details={
        <p>
          {t('asset')}: <code>{assetId}</code>
          <br />
          {admin('organizationId')}: <code>{organization.id}</code>
        </p>
      }
      isReady={isSaid}
      act={act}
      onSign={() => void sign()}
      onClose={onClose}
    >
      <p>{t('decideLead')}</p>
      <TextField
        label={t('decision')}
        hint={t('decisionHint')}
        rows={4}
        maxLength={2000}
        value={decision}
        onChange={setDecision}
        error={decision !== '' && !isSaid ? t('decisionBad') : null}
      />
    </BindingSheet>
  );
}
