import { useText } from '../language/text.ts';
import type { StatementEntry } from './documents.ts';
import { TimelineItem } from './timeline-item.tsx';
import css from './statement-timeline.module.css';
import { threadText } from './timeline-text.ts';
import { useSentences } from './use-sentences.ts';

/** Provenance as a thread: a knot per statement, newest on top. */
export function StatementTimeline({ entries }: { readonly entries: readonly StatementEntry[] }) {
  const t = useText(threadText);
  const sentences = useSentences(entries);
  if (entries.length === 0) return <p>{t('empty')}</p>;
  return (
    <ol role="list" className={css['thread']}>
      {entries.map((entry) => (
        <TimelineItem
          key={entry.statementHash}
          entry={entry}
          sentence={sentences.get(entry.statementHash) ?? entry.kind}
        />
      ))}
    </ol>
  );
}
