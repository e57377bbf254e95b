import { type Column, DataTable } from '../../../../components/facts/data-table.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { ObjectCell } from '../../assets/parts/object-cell.tsx';
import { countsOf, reasonOf, type ShownOutcome } from '../model/many-offers.ts';
import { manyOffersText } from '../words/many-offers-text.ts';

/** What each asset comes to, before the act or after it. */
export function ManyOffersTable({ rows }: { readonly rows: readonly ShownOutcome[] }) {
  const t = useText(manyOffersText);
  const { language } = useLanguage();
  const say = useOutcomeWords();
  const columns: readonly Column<ShownOutcome>[] = [
    {
      title: t('asset'),
      isHeading: true,
      cell: ({ assetId, title, cover, identifier, number }) => (
        <ObjectCell asset={{ id: assetId, title, cover: cover ?? null }}>{identifier ?? number}</ObjectCell>
      ),
    },
    {
      title: t('outcome'),
      cell: (row) => <StateMark tone={toneOf(row)}>{say(row)}</StateMark>,
    },
    { title: t('reason'), cell: (row) => reasonOf(row, language) },
  ];
  return (
    <DataTable
      caption={t('caption', countsOf(rows))}
      columns={columns}
      rows={rows}
      rowKey={({ assetId }) => assetId}
    />
  );
}

function toneOf({ outcome, state }: ShownOutcome): 'refused' | 'live' | 'plain' | 'unknown' {
  if (outcome === 'REFUSED') return 'refused';
  if (state === 'WAITING') return 'unknown';
  return state === 'DONE' || outcome === 'SAME' ? 'live' : 'plain';
}

/** What an asset comes to, in a few words. */
export function useOutcomeWords(): (row: ShownOutcome) => string {
  const t = useText(manyOffersText);
  return ({ outcome, state = null, offerId, replaces }) => {
    if (state !== null && outcome !== 'REFUSED') return t(`states.${state}`, { id: offerId ?? '' });
    const ids = replaces.map(({ id }) => id).join(', ');
    return outcome === 'REPLACES' ? t('kinds.REPLACES', { ids }) : t(`kinds.${outcome}`);
  };
}
