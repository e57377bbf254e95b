import { Notice } from '../../../../components/page/notice.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { scopeText } from '../../../../lib/taking-down/scope-text.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { AssetOnPage } from '../model/documents.ts';
import { assetText } from '../words/text.ts';

/** What was taken down, by whom, when and why, and which backups hold it still. */
export function TakenDownNotice({ takeDown }: { readonly takeDown: AssetOnPage['takeDowns'][number] }) {
  const t = useText(assetText);
  const { language } = useLanguage();
  const { day, moment } = useFormats();
  const { organization, scope, reason, takenDownAt, state, backups } = takeDown;
  const by = pickText(organization.name, language)?.text ?? organization.slug;
  return (
    <Notice tone="refused" title={t('takenDownTitle', { what: scopeText(scope, language) })}>
      <p>{t('takenDown', { organization: by, moment: moment(takenDownAt) })}</p>
      <p>{reason === null ? t('disputeNoReason') : t('disputeReason', { reason })}</p>
      <p>
        {state === 'ERASED' ? t('takenDownStays') : t(scope === null ? 'takenDownWaits' : 'takenDownPending')}
      </p>
      {backups.length > 0 && (
        <>
          <p>{t('takenDownBackups')}</p>
          <ul>
            {backups.map(({ id, createdAt }) => (
              <li key={id}>
                {id} · {day(createdAt.slice(0, 10))}
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
}
