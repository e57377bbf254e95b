import { Details } from '../../../components/facts/details.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import { useText } from '../../../lib/language/text.ts';
import type { ShownCall } from '../model/documents.ts';
import { callText } from '../words/text.ts';

type Change = ShownCall['changes'][number];

const TEXT_FIELDS = ['title', 'purpose', 'criteria', 'welcome'] as const;

/** What was changed since it was opened, the latest first. */
export function CallChanges({ changes }: Pick<ShownCall, 'changes'>) {
  const t = useText(callText);
  const { moment } = useFormats();
  const wordsOf = useChangeWords();
  if (changes.length === 0) return null;
  return (
    <Details summary={t('changes', { count: changes.length })}>
      <ul>
        {changes.map((change) => (
          <li key={change.at}>{t('changed', { moment: moment(change.at), what: wordsOf(change) })}</li>
        ))}
      </ul>
    </Details>
  );
}

function useChangeWords(): (change: Change) => string {
  const t = useText(callText);
  const { day, list } = useFormats();
  return ({ fields, added, removed, closingDayBefore, closingDayAfter }) => {
    const isReordered = fields.includes('assets') && added.length + removed.length === 0;
    const named = [
      ...TEXT_FIELDS.filter((field) => fields.includes(field)),
      ...(isReordered ? (['assets'] as const) : []),
    ];
    return list([
      ...(named.length === 0
        ? []
        : [t('changedFields', { fields: list(named.map((field) => t(`fields.${field}`))) })]),
      ...(added.length === 0 ? [] : [t('added', { count: added.length })]),
      ...(removed.length === 0 ? [] : [t('removed', { count: removed.length })]),
      ...(closingDayBefore === null || closingDayAfter === null
        ? []
        : [t('closingDayMoved', { before: day(closingDayBefore), after: day(closingDayAfter) })]),
    ]);
  };
}
