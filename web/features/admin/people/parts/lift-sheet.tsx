import { useQueryClient } from '@tanstack/react-query';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { pickText } from '../../../../lib/session/api.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { Organization } from '../../operation/model/documents.ts';
import { suspensionText } from '../words/suspension-text.ts';

interface LiftSheetProps {
  readonly organization: Organization;
  onClose(): void;
}

/** The accreditor ends a suspension, announced or in force. */
export function LiftSheet({ organization, onClose }: LiftSheetProps) {
  const t = useText(suspensionText);
  const { language } = useLanguage();
  const cache = useQueryClient();
  const act = useAct<true>();
  const name = pickText(organization.name, language)?.text ?? organization.slug;
  const sign = async () => {
    const done = await act.run(async (platform) => {
      const [{ liftSuspensionAct }, { relay }, { parseOrganizationId }] = await Promise.all([
        import('@lanran/sdk/organizations/organization-acts'),
        import('@lanran/sdk/acts/relaying'),
        import('@lanran/protocol/kernel/ids'),
      ]);
      await relay(platform, liftSuspensionAct(parseOrganizationId(organization.id)));
      return true;
    });
    if (done === null) return;
    await cache.invalidateQueries();
    onClose();
  };
  return (
    <BindingSheet
      title={t('liftTitle', { name })}
      verb={t('liftVerb')}
      facts={[
        { name: t('organization'), value: name },
        { name: t('reason'), value: organization.suspension?.reason ?? t('noReason') },
        { name: t('then'), value: t('thenLift') },
      ]}
      concerns={t('liftConcerns', { name })}
      undo={t('liftUndo')}
      act={act}
      onSign={() => void sign()}
      onClose={onClose}
    />
  );
}
