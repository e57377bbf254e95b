import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { useChanged } from '../../../../lib/session/changed.ts';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { WaitingDispute } from '../../operation/model/documents.ts';
import { suspensionText } from '../words/suspension-text.ts';

interface AllowSheetProps {
  readonly dispute: WaitingDispute;
  onClose(): void;
}

/** The accreditor lets an organization dispute an asset again before its 30 days are over. */
export function AllowSheet({ dispute, onClose }: AllowSheetProps) {
  const t = useText(suspensionText);
  const { language } = useLanguage();
  const { moment } = useFormats();
  const changed = useChanged();
  const act = useAct<true>();
  const { assetId, asset, organization, allowedAt } = dispute;
  const sign = async () => {
    const done = await act.run(async (platform) => {
      const [{ allowDisputeAct }, { relay }, { parseAssetId, parseOrganizationId }] = await Promise.all([
        import('@lanran/sdk/disputes/dispute-acts'),
        import('@lanran/sdk/acts/relaying'),
        import('@lanran/protocol/kernel/ids'),
      ]);
      const about = {
        assetId: parseAssetId(assetId),
        organizationId: parseOrganizationId(organization.id),
      };
      await relay(platform, allowDisputeAct(about));
      return true;
    });
    if (done === null) return;
    await changed('disputes', 'offers');
    onClose();
  };
  return (
    <BindingSheet
      title={t('allowTitle')}
      verb={t('allowVerb')}
      facts={[
        { name: t('asset'), value: pickText(asset?.title, language)?.text ?? t('hidden') },
        { name: t('disputant'), value: pickText(organization.name, language)?.text ?? organization.slug },
        { name: t('allowedAt'), value: allowedAt === null ? null : moment(allowedAt) },
        { name: t('then'), value: t('thenAllow') },
      ]}
      concerns={t('allowConcerns')}
      undo={t('allowUndo')}
      details={
        <p>
          {t('asset')}: <code>{assetId}</code>
        </p>
      }
      act={act}
      onSign={() => void sign()}
      onClose={onClose}
    >
      <p>{t('allowLead')}</p>
    </BindingSheet>
  );
}
