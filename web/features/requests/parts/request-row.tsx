import { Link } from 'react-router';
import { Picture } from '../../../components/facts/picture.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import { useText } from '../../../lib/language/text.ts';
import type { RequestRow as Row } from '../model/documents.ts';
import { nextToAnswer } from '../model/shown-request.ts';
import { usePartyNames } from '../model/use-parties.ts';
import { useTitles } from '../model/use-titles.ts';
import { requestsText } from '../words/list-text.ts';
import { RequestStateMark } from './request-state.tsx';
import css from './requests.module.css';

/** One request: what about, between whom, and who must answer until when. */
export function RequestRow({ row }: { readonly row: Row }) {
  const t = useText(requestsText);
  const { day, moment } = useFormats();
  const { nameOf, listOf, others } = usePartyNames(row.parties);
  const { titleOf } = useTitles(row.items);
  const [first] = row.items;
  const next = nextToAnswer(row);
  const isOwn = next.some((role) => row.roles.includes(role));
  return (
    <li className={css['row']}>
      <span className={css['thumb']}>
        <Picture
          file={first?.asset?.cover ?? null}
          alt=""
          sizes="5rem"
          fallback={<span className={css['cloth']} />}
        />
      </span>
      <div className={css['rowWords']}>
        <h2>
          <Link to={`/requests/${row.id}`}>
            {first === undefined
              ? t(`kinds.${row.kind}`)
              : t('assets', { title: titleOf(first.assetId), more: row.items.length - 1 })}
          </Link>
        </h2>
        <p>{t('parties', { asker: nameOf('ASKER'), others: listOf(others(['ASKER'])) })}</p>
        <RequestStateMark state={row.state} />
        {next.length > 0 && (
          <p>
            {isOwn
              ? t('waitsYou', { day: day(row.dueDay) })
              : t('waits', { names: listOf(next), day: day(row.dueDay) })}
          </p>
        )}
        <p className={css['soft']}>
          {t(`kinds.${row.kind}`)} · {t('changed', { moment: moment(row.changedAt) })}
        </p>
      </div>
    </li>
  );
}
