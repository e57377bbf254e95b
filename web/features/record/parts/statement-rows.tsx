import { Link } from 'react-router';
import { StateMark } from '../../../components/page/notice.tsx';
import { pickText } from '../../../lib/session/api.ts';
import { useFormats } from '../../../lib/language/format.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../lib/language/language.tsx';
import { useSentences } from '../../../lib/statements/use-sentences.ts';
import { useText } from '../../../lib/language/text.ts';
import type { LogEntry } from '../model/documents.ts';
import css from './record-page.module.css';
import { recordText } from '../words/text.ts';

/** Statements as lines of the log, each leading to its own page. */
export function StatementRows({ entries }: { readonly entries: readonly LogEntry[] }) {
  const sentences = useSentences(entries);
  return (
    <ol role="list" className={css['rows']}>
      {entries.map((entry) => (
        <Row
          key={entry.statementHash}
          entry={entry}
          sentence={sentences.get(entry.statementHash) ?? entry.kind}
        />
      ))}
    </ol>
  );
}

function Row({ entry, sentence }: { readonly entry: LogEntry; readonly sentence: string }) {
  const t = useText(recordText);
  const formats = useFormats();
  const { language } = useLanguage();
  const title = pickText(entry.asset?.title, language);
  return (
    <li className={css['row']}>
      <p className={css['sentence']}>
        <Link to={`/record/${entry.statementHash}`}>{sentence}</Link>
      </p>
      {title !== null && entry.asset !== null && !sentence.includes(title.text) && (
        <p>
          <Link to={`/assets/${entry.asset.id}`} lang={LANGUAGE_TAGS[title.language]}>
            {title.text}
          </Link>
        </p>
      )}
      {entry.statement === '{}' && <p className={css['meta']}>{t('hidden')}</p>}
      <p className={css['meta']}>
        <span>{t('place', { index: formats.number(entry.leafIndex) })}</span>
        <time dateTime={entry.issuedAt}>{formats.moment(entry.issuedAt)}</time>
        <StateMark tone={entry.anchor === null ? 'unknown' : 'live'}>
          {entry.anchor === null ? t('isWaiting') : t('isAnchored')}
        </StateMark>
      </p>
    </li>
  );
}
