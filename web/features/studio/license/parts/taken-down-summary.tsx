import { Details } from '../../../../components/facts/details.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { filesWent } from '../../../../lib/taking-down/left.ts';
import { scopeText } from '../../../../lib/taking-down/scope-text.ts';
import { useText } from '../../../../lib/language/text.ts';
import { licenseText } from '../words/license-text.ts';
import type { LicenseView } from '../model/license-view.ts';
import { useNames } from '../../wish/model/names.ts';

/** What was taken down of what a license opens, together: files, which are not given out any more, or words alone. */
export function TakenDownSummary({ license }: Pick<LicenseView, 'license'>) {
  const t = useText(licenseText);
  const names = useNames();
  const { language } = useLanguage();
  const { moment } = useFormats();
  const takeDowns = license.asset?.takeDowns ?? [];
  if (takeDowns.length === 0) return null;
  const opened = license.versions.map(({ version }) => version);
  const ofFiles = takeDowns.filter(({ scope }) => scope?.field == null);
  const hasLost = opened.some((version) => filesWent(takeDowns, version).length > 0);
  const words = hasLost ? 'takenDownFiles' : ofFiles.length > 0 ? 'takenDownElsewhere' : 'takenDownWords';
  return (
    <Notice tone={hasLost ? 'unknown' : 'plain'} title={t('takenDownTitle')}>
      <p>{t(words)}</p>
      <Details summary={t('takenDownList', { count: takeDowns.length })}>
        <ul>
          {takeDowns.map(({ leafIndex, scope, organization, takenDownAt, reason }) => (
            <li key={leafIndex}>
              {t('takenDown', {
                what: scopeText(scope, language),
                organization: names.of(organization.name),
                moment: moment(takenDownAt),
              })}{' '}
              {reason !== null && t('reason', { reason })}
            </li>
          ))}
        </ul>
      </Details>
    </Notice>
  );
}
