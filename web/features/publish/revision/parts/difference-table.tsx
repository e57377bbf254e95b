import { useText } from '../../../../lib/language/text.ts';
import { useContentWords } from '../../uploads/parts/content-words.tsx';
import { type DraftContent, differencesOf } from '../../editor/model/draft-form.ts';
import css from '../../editor/parts/editor.module.css';
import { publishText } from '../../editor/words/text.ts';

interface DifferenceTableProps {
  readonly caption: string;
  readonly before: DraftContent;
  readonly after: DraftContent;
  readonly beforeLabel: string;
  readonly afterLabel: string;
}

/** Field by field, only what differs. */
export function DifferenceTable({ caption, before, after, beforeLabel, afterLabel }: DifferenceTableProps) {
  const words = useText(publishText);
  const say = useContentWords();
  return (
    <table className={css['difference']}>
      <caption className={css['caption']}>{caption}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{beforeLabel}</th>
          <th scope="col">{afterLabel}</th>
        </tr>
      </thead>
      <tbody>
        {differencesOf(before, after).map((field) => (
          <tr key={field}>
            <th scope="row">{words(`field.${field}`)}</th>
            <td>{say(before, field) ?? <span className={css['nothing']}>{words('empty')}</span>}</td>
            <td>{say(after, field) ?? <span className={css['nothing']}>{words('empty')}</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
