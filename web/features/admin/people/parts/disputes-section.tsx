import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { pickText, request } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../operation/parts/admin.module.css';
import { BothNames } from './both-names.tsx';
import { careText } from '../../backups/words/care-text.ts';
import { DISPUTES, type OpenDispute } from '../../operation/model/documents.ts';
import { ResolveSheet } from './resolve-sheet.tsx';
import { Section } from '../../operation/parts/section.tsx';
import { adminText } from '../../operation/words/text.ts';
import { WaitingDisputes } from './waiting-disputes.tsx';

export function DisputesSection({ isAccreditor }: { readonly isAccreditor: boolean }) {
  const t = useText(careText);
  const admin = useText(adminText);
  return (
    <Section id="disputes" title={t('disputes')}>
      {isAccreditor ? (
        <>
          <Disputes />
          <WaitingDisputes />
        </>
      ) : (
        <p>{admin('operatorDisputes')}</p>
      )}
    </Section>
  );
}

function Disputes() {
  const t = useText(careText);
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['open-disputes'],
    queryFn: ({ signal }) => request(DISPUTES, {}, { signal }),
  });
  const [chosen, setChosen] = useState<OpenDispute | null>(null);
  if (isPending) return <Skeleton lines={3} />;
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const { openDisputes } = data;
  if (openDisputes.length === 0) return <Empty title={t('disputesNone')} />;
  return (
    <div className={css['scroll']}>
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{t('asset')}</th>
            <th scope="col">{t('by')}</th>
            <th scope="col">{t('since')}</th>
            <th scope="col">{t('why')}</th>
            <th scope="col">{t('decide')}</th>
          </tr>
        </thead>
        <tbody>
          {openDisputes.map((dispute) => (
            <Row
              key={`${dispute.assetId} ${dispute.organization.id}`}
              dispute={dispute}
              onDecide={() => setChosen(dispute)}
            />
          ))}
        </tbody>
      </table>
      {chosen !== null && <ResolveSheet dispute={chosen} onClose={() => setChosen(null)} />}
    </div>
  );
}

function Row({ dispute, onDecide }: { readonly dispute: OpenDispute; onDecide(): void }) {
  const t = useText(careText);
  const format = useFormats();
  const { language } = useLanguage();
  const { asset, assetId, organization, openedAt, reason } = dispute;
  const title = pickText(asset?.title, language);
  return (
    <tr>
      <th scope="row" id={`dispute-${assetId}`}>
        {asset === null ? (
          t('hidden')
        ) : (
          <Link to={`/assets/${assetId}`} lang={title === null ? undefined : LANGUAGE_TAGS[title.language]}>
            {title?.text ?? assetId}
          </Link>
        )}
      </th>
      <td data-label={t('by')}>
        <BothNames {...organization} />
      </td>
      <td data-label={t('since')}>{format.moment(openedAt)}</td>
      <td data-label={t('why')}>{reason ?? t('noWhy')}</td>
      <td>
        <Button onPress={onDecide} aria-describedby={`dispute-${assetId}`}>
          {t('decide')}
        </Button>
      </td>
    </tr>
  );
}
