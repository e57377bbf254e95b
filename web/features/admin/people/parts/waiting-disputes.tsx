import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { pickText, request } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../operation/parts/admin.module.css';
import { AllowSheet } from './allow-sheet.tsx';
import { BothNames } from './both-names.tsx';
import { WAITING_DISPUTES, type WaitingDispute } from '../../operation/model/documents.ts';
import { suspensionText } from '../words/suspension-text.ts';

/** Whose dispute was resolved less than 30 days ago; nothing at all while nobody waits. */
export function WaitingDisputes() {
  const t = useText(suspensionText);
  const { data, error, refetch } = useQuery({
    queryKey: ['waiting-disputes'],
    queryFn: ({ signal }) => request(WAITING_DISPUTES, {}, { signal }),
  });
  const [chosen, setChosen] = useState<WaitingDispute | null>(null);
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const waiting = data?.waitingDisputes ?? [];
  if (waiting.length === 0) return null;
  return (
    <>
      <h3>{t('waiting')}</h3>
      <div className={css['scroll']}>
        <table className={css['table']}>
          <thead>
            <tr>
              <th scope="col">{t('asset')}</th>
              <th scope="col">{t('disputant')}</th>
              <th scope="col">{t('allowedAt')}</th>
              <th scope="col">{t('act')}</th>
            </tr>
          </thead>
          <tbody>
            {waiting.map((dispute) => (
              <Row
                key={`${dispute.assetId} ${dispute.organization.id}`}
                dispute={dispute}
                onAllow={() => setChosen(dispute)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {chosen !== null && <AllowSheet dispute={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

function Row({ dispute, onAllow }: { readonly dispute: WaitingDispute; onAllow(): void }) {
  const t = useText(suspensionText);
  const { moment } = useFormats();
  const { language } = useLanguage();
  const { asset, assetId, organization, allowedAt } = dispute;
  return (
    <tr>
      <th scope="row" id={`waiting-${assetId}`}>
        {asset === null ? t('hidden') : (pickText(asset.title, language)?.text ?? assetId)}
      </th>
      <td data-label={t('disputant')}>
        <BothNames {...organization} />
      </td>
      <td data-label={t('allowedAt')}>{allowedAt === null ? null : moment(allowedAt)}</td>
      <td>
        <Button onPress={onAllow} aria-describedby={`waiting-${assetId}`}>
          {t('allow')}
        </Button>
      </td>
    </tr>
  );
}
