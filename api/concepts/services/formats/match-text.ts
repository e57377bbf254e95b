import type { ExactMatch } from '../../domain/concept.ts';
import type { ExactMatchInput } from '../../domain/concept-input.ts';

/** `GBT2260 520000 = the page that says so`: in cells, and beside skos:exactMatch, which has no place for a source. */
export function matchText({ scheme, id, source }: ExactMatch): string {
  return `${scheme} ${id} = ${source}`;
}

/** What is not written like that is refused by the parser of concepts. */
export function readMatch(text: string): ExactMatchInput {
  const [, scheme = text.slice(0, 20), id = '', source = ''] =
    /^\s*(\S+)\s+(\S+)\s*=\s*(.*)$/su.exec(text) ?? [];
  return { scheme, id, source };
}
