import { Link } from 'react-router';
import { type Column, DataTable } from '../../../../components/facts/data-table.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { type MovingAsset, useMoving } from '../model/custody-query.ts';
import { custodyText } from '../words/custody-text.ts';
import { useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import { ObjectCell } from '../../assets/parts/object-cell.tsx';

/** What is offered to the organization to take over, and what it offers itself. */
export function CustodyTab() {
  const t = useText(custodyText);
  return (
    <section className={css['part']} aria-labelledby="custody">
      <h2 id="custody">{t('title')}</h2>
      <p className={css['soft']}>{t('tabLead')}</p>
      <Moving direction="in" />
      <Moving direction="out" />
    </section>
  );
}

function Moving({ direction }: { readonly direction: 'in' | 'out' }) {
  const t = useText(custodyText);
  const { language } = useLanguage();
  const { organization } = useDesk();
  const { data: assets, error, isPending, refetch } = useMoving(organization.id, direction);
  const isIncoming = direction === 'in';
  const heading = isIncoming ? t('incomingTitle') : t('outgoingTitle');
  const columns: readonly Column<MovingAsset>[] = [
    {
      title: t('object'),
      isHeading: true,
      cell: (asset) => <ObjectCell asset={asset}>{asset.identifier}</ObjectCell>,
    },
    {
      title: isIncoming ? t('holder') : t('taker'),
      cell: ({ holder, custodyOffer }) => {
        const other = isIncoming ? holder : custodyOffer;
        return (
          other !== null && (
            <Link to={`/organizations/${other.slug}`}>
              <Localized text={other.name} />
            </Link>
          )
        );
      },
    },
    {
      title: t('acts'),
      isPlain: true,
      cell: ({ id, title }) => {
        const name = pickText(title, language)?.text ?? '';
        return (
          <Link
            to={`/assets/${id}/custody`}
            aria-label={isIncoming ? t('lookOf', { title: name }) : t('openOf', { title: name })}
          >
            {isIncoming ? t('look') : t('open')}
          </Link>
        );
      },
    },
  ];
  return (
    <section className={css['section']} aria-labelledby={`custody-${direction}`}>
      <h2 id={`custody-${direction}`}>{heading}</h2>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton />}
      {assets?.length === 0 && (
        <p className={css['soft']}>
          {isIncoming ? t('incomingEmpty') : t('outgoingEmpty')}{' '}
          {!isIncoming && <Link to="../assets">{t('toAssets')}</Link>}
        </p>
      )}
      {assets !== undefined && assets.length > 0 && (
        <>
          <DataTable
            caption={heading}
            isCaptionHidden
            columns={columns}
            rows={assets}
            rowKey={({ id }) => id}
          />
          {isIncoming && <p className={css['soft']}>{t('leave')}</p>}
        </>
      )}
    </section>
  );
}
