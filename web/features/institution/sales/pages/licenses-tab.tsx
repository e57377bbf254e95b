import { Link } from 'react-router';
import type { Column } from '../../../../components/facts/data-table.tsx';
import { PagedTable } from '../../../../components/facts/paged-table.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { dayOf } from '../../assets/model/attention.ts';
import { useMoney } from '../../../../lib/pricing/money.ts';
import { useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import { isOrigin, licenseStateOf } from '../model/license-state.ts';
import { type DeskLicense, useLicenses } from '../model/licenses-query.ts';
import { ExportButton } from '../parts/export-button.tsx';
import { ObjectCell } from '../../assets/parts/object-cell.tsx';
import { salesText } from '../words/sales-text.ts';
import { useLicenseExport } from '../model/use-license-export.ts';
import { DaysCell, ReachCell } from '../../offers/parts/window-cells.tsx';

const TONES = { live: 'live', coming: 'plain', over: 'unknown', revoked: 'refused' } as const;

/** What was sold, to whom, and what it brought. */
export function LicensesTab() {
  const t = useText(salesText);
  const { organization } = useDesk();
  const licenses = useLicenses(organization.id);
  const save = useLicenseExport(organization);
  const columns = useColumns();
  return (
    <section className={css['part']} aria-labelledby="licenses">
      <div className={css['bar']}>
        <h2 id="licenses">{t('licensesTitle')}</h2>
        {licenses.rows.length > 0 && <ExportButton save={save} />}
      </div>
      <PagedTable
        list={licenses}
        lines={5}
        empty={
          <Empty title={t('licensesEmptyTitle')}>
            <p>{t('licensesEmpty')}</p>
          </Empty>
        }
        caption={t('licensesCaption', { count: licenses.totalCount })}
        columns={columns}
        rowKey={({ id }) => id}
      />
    </section>
  );
}

function useColumns(): readonly Column<DeskLicense>[] {
  const t = useText(salesText);
  const money = useMoney();
  const formats = useFormats();
  return [
    {
      title: t('object'),
      isHeading: true,
      cell: ({ id, asset }) => {
        const license = <Link to={`/check/${id}`}>{t('license', { id: shortId(id) })}</Link>;
        return asset === null ? (
          <span className={css['stack']}>
            {t('gone')} {license}
          </span>
        ) : (
          <ObjectCell asset={asset}>{license}</ObjectCell>
        );
      },
    },
    {
      title: t('licensee'),
      cell: ({ licensee }) => (
        <Link to={`/organizations/${licensee.slug}`}>
          <Localized text={licensee.name} />
        </Link>
      ),
    },
    { title: t('media'), cell: (license) => <ReachCell window={license} /> },
    { title: t('days'), cell: (license) => <DaysCell window={license} /> },
    {
      title: t('price'),
      isNumber: true,
      cell: ({ price, communityShareBps }) => (
        <span className={css['stack']}>
          <span>{money(price)}</span>
          {communityShareBps > 0 && (
            <span className={css['soft']}>{t('shareOf', { share: formats.share(communityShareBps) })}</span>
          )}
        </span>
      ),
    },
    {
      title: t('soldAt'),
      cell: ({ soldAt, origin }) => (
        <span className={css['stack']}>
          <time dateTime={soldAt}>{formats.day(soldAt.slice(0, 10))}</time>
          <span className={css['soft']}>{isOrigin(origin) ? t(`origin.${origin}`) : origin}</span>
        </span>
      ),
    },
    {
      title: t('state'),
      cell: (license) => {
        const state = licenseStateOf(license, dayOf(Date.now()));
        return <StateMark tone={TONES[state]}>{t(state)}</StateMark>;
      },
    },
  ];
}

function shortId(id: string): string {
  return `${id.slice(2, 8)}…`;
}
