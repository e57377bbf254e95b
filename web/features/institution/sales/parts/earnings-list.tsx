import { Link } from 'react-router';
import type { Column } from '../../../../components/facts/data-table.tsx';
import { PagedTable } from '../../../../components/facts/paged-table.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useMoney } from '../../../../lib/pricing/money.ts';
import css from '../../desk/parts/desk.module.css';
import { type EarningEdge, useEarnings } from '../model/earnings-query.ts';
import { earningsText } from '../words/earnings-text.ts';

/** Credits and claims, newest first. */
export function EarningsList({ organizationId }: { readonly organizationId: string }) {
  const t = useText(earningsText);
  const earnings = useEarnings(organizationId);
  const columns = useColumns();
  return (
    <section className={css['section']} aria-labelledby="history">
      <h2 id="history">{t('historyTitle')}</h2>
      <PagedTable
        list={{ ...earnings, rows: earnings.edges }}
        lines={4}
        empty={
          <Empty title={t('emptyTitle')}>
            <p>{t('empty')}</p>
          </Empty>
        }
        caption={t('caption', { count: earnings.totalCount })}
        columns={columns}
        rowKey={({ cursor }) => cursor}
      />
    </section>
  );
}

function useColumns(): readonly Column<EarningEdge>[] {
  const t = useText(earningsText);
  const formats = useFormats();
  const money = useMoney();
  return [
    { title: t('what'), isHeading: true, cell: ({ node }) => <What earning={node} /> },
    {
      title: t('when'),
      cell: ({ node: { at } }) => <time dateTime={at}>{formats.moment(at)}</time>,
    },
    {
      title: t('amount'),
      isNumber: true,
      cell: ({ node: { kind, amount } }) => `${kind === 'CLAIM' ? '−' : '+'} ${money(amount)}`,
    },
    {
      title: t('entry'),
      cell: ({ node: { transaction } }) => (
        <Details>
          <code>{transaction}</code>
        </Details>
      ),
    },
  ];
}

function What({ earning: { kind, asset, license } }: { readonly earning: EarningEdge['node'] }) {
  const t = useText(earningsText);
  const { language } = useLanguage();
  if (kind === 'CLAIM') return <>{t('claimEntry')}</>;
  const title = pickText(asset?.title, language)?.text ?? null;
  const licensee = pickText(license?.licensee.name, language)?.text ?? null;
  const words = title === null ? t('shareOfGone') : t('share', { title });
  return (
    <span className={css['stack']}>
      {license === null ? words : <Link to={`/check/${license.id}`}>{words}</Link>}
      {licensee !== null && <span className={css['soft']}>{t('shareTo', { licensee })}</span>}
    </span>
  );
}
