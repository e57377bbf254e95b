import type { Term } from '../publishing/publication-check.ts';
import type { Mapping } from './mapping.ts';
import { RowError } from './problems.ts';
import type { Row } from './row.ts';
import { type ReadTerm, readTerms } from './terms.ts';

/** What one text of a table becomes, wherever it occurs. */
export interface TermMatch extends ReadTerm {
  readonly records: number;
}

/** The match of each text that the mapping reads as a term, in the order of the table. A refused text names its row. */
export function matchTerms(rows: readonly Row[], { terms }: Pick<Mapping, 'terms'>): TermMatch[] {
  const matches = new Map<string, { read: ReadTerm; rows: Set<number> }>();
  for (const mapping of terms) {
    for (const row of rows) {
      for (const read of readOrNone(row, mapping)) {
        const key = JSON.stringify([read.term.vocabulary, read.term.code, read.text.toLowerCase()]);
        const match = matches.get(key) ?? { read, rows: new Set() };
        match.rows.add(row.number);
        matches.set(key, match);
      }
    }
  }
  return [...matches.values()].map(({ read, rows: found }) => ({ ...read, records: found.size }));
}

function readOrNone(row: Row, mapping: Mapping['terms'][number]): ReadTerm[] {
  try {
    return readTerms(row, mapping);
  } catch (error) {
    if (error instanceof RowError) return [];
    throw error;
  }
}

/** Both names, as far as there are two. */
export function termNames({ code, en, zh }: Term): string {
  const names = [en, zh].filter((name) => name !== undefined);
  return names.length === 0 ? code : names.join(' ');
}
