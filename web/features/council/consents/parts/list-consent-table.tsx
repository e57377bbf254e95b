import { type Column, DataTable } from '../../../../components/facts/data-table.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { Picture } from '../../../../components/facts/picture.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../desk/parts/council.module.css';
import { consentCounts, type ShownConsented } from '../model/list-consent.ts';
import { listConsentText } from '../words/list-consent-text.ts';

/** What each object comes to, before the act or after it. */
export function ListConsentTable({ rows }: { readonly rows: readonly ShownConsented[] }) {
  const t = useText(listConsentText);
  const { language } = useLanguage();
  const formats = useFormats();
  const say = ({ outcome, state = null, replaces }: ShownConsented) => {
    if (state !== null && outcome !== 'REFUSED') return t(`states.${state}`);
    if (outcome !== 'REPLACES') return t(`kinds.${outcome}`);
    return t('kinds.REPLACES', { day: replaces == null ? '' : formats.day(replaces.lastDay) });
  };
  const columns: readonly Column<ShownConsented>[] = [
    {
      title: t('asset'),
      isHeading: true,
      cell: ({ title, cover, identifier, number }) => (
        <span className={css['listed']}>
          <span className={css['listedPicture']}>
            <Picture file={cover ?? null} alt="" sizes="4.5rem" fallback={null} />
          </span>
          <span>
            <Localized text={title} /> · {identifier ?? number}
          </span>
        </span>
      ),
    },
    { title: t('outcome'), cell: (row) => <StateMark tone={toneOf(row)}>{say(row)}</StateMark> },
    {
      title: t('reason'),
      cell: ({ reasons, message = null }) =>
        reasons.length === 0 ? message : reasons.map((reason) => reason[language]).join(' '),
    },
  ];
  return (
    <DataTable
      caption={t('caption', consentCounts(rows))}
      columns={columns}
      rows={rows}
      rowKey={({ assetId }) => assetId}
    />
  );
}

function toneOf({ outcome, state }: ShownConsented): 'refused' | 'live' | 'plain' | 'unknown' {
  if (outcome === 'REFUSED') return 'refused';
  if (state === 'WAITING') return 'unknown';
  return state === 'DONE' || outcome === 'SAME' ? 'live' : 'plain';
}
