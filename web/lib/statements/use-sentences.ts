import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { pickText } from '../session/api.ts';
import { useLanguage } from '../language/language.tsx';
import { organizationNameOf } from '../organizations/organization-name.tsx';
import { useCurrencies } from '../pricing/currencies.ts';
import type { StatementEntry } from './documents.ts';
import { statementSentence } from './statement-sentence.ts';
import { partiesIn, readDetails } from './statement-details.ts';

/** The sentence of each statement, by its hash; names of organizations come in as they arrive. */
export function useSentences(entries: readonly StatementEntry[]): ReadonlyMap<string, string> {
  const { language } = useLanguage();
  const told = useMemo(
    () => entries.map((entry) => ({ entry, details: readDetails(entry.details) })),
    [entries],
  );
  const ids = useMemo(() => [...new Set(told.flatMap(({ details }) => partiesIn(details)))], [told]);
  const names = useQueries({
    queries: ids.map(organizationNameOf),
    combine: (results) =>
      new Map(
        results.flatMap(({ data }, at): [string, string][] => {
          const name = pickText(data?.name, language);
          const id = ids[at];
          return name === null || id === undefined ? [] : [[id, name.text]];
        }),
      ),
  });
  const currencies = useCurrencies() ?? [];
  return new Map(
    told.map(({ entry, details }) => {
      const actor = pickText(entry.organization?.name, language)?.text ?? null;
      return [
        entry.statementHash,
        statementSentence({ kind: entry.kind, details, actor, names, currencies, language }),
      ];
    }),
  );
}
