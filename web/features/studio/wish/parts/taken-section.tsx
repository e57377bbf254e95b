import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Details } from '../../../../components/facts/details.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { PlaceNames } from '../../../../lib/territories/place-names.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useNames } from '../model/names.ts';
import css from '../../desk/parts/studio.module.css';
import { type SalesCalendar, calendarQuery } from '../model/sales-calendar.ts';
import { takenText } from '../words/taken-text.ts';

/** What was sold of an asset and is not over, folded away: for whoever wants to see what is left. */
export function TakenSection({ assetId }: { readonly assetId: string }) {
  const t = useText(takenText);
  const { data, error, isPending, refetch } = useQuery(calendarQuery(assetId));
  return (
    <Details summary={t('title')}>
      {isPending && <Skeleton lines={3} />}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p>{t('none')}</p>}
      {data !== undefined && data.length > 0 && <TakenTable calendar={data} />}
    </Details>
  );
}

function TakenTable({ calendar }: { readonly calendar: readonly SalesCalendar[] }) {
  const t = useText(takenText);
  const names = useNames();
  const formats = useFormats();
  return (
    <>
      <table className={css['table']} aria-label={t('title')}>
        <thead>
          <tr>
            <th scope="col">{t('use')}</th>
            <th scope="col">{t('where')}</th>
            <th scope="col">{t('how')}</th>
            <th scope="col">{t('when')}</th>
          </tr>
        </thead>
        <tbody>
          {calendar.map(({ license, offer, media, territories, firstDay, lastDay }) => (
            <tr key={license ?? offer}>
              <th scope="row">{names.media(media)}</th>
              <td data-name={t('where')}>
                <PlaceNames codes={territories} />
              </td>
              <td data-name={t('how')}>
                {license === null ? t('beside') : t('exclusively')}
                {license !== null && (
                  <Link className={css['under']} to={`/check/${license}`}>
                    {t('license')}
                  </Link>
                )}
              </td>
              <td data-name={t('when')} className={css['amount']}>
                {t('period', { from: formats.day(firstDay), to: formats.day(lastDay) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {calendar.some(({ license }) => license === null) && <p className={css['soft']}>{t('besideNote')}</p>}
    </>
  );
}
