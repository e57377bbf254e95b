import { type Row, textsAt } from './row.ts';

/** Texts of one place, read as they are or as the mapping's dates say. */
export type TextsAt = (row: Row, path: string) => readonly string[];

const PLACE = /\{([^{}]+)\}/g;
const BETWEEN = '; ';

/**
 * Fills `{column}` and `{path.in.json}`; `{a|b}` is the first of them that has a text, and several texts are joined by `; `.
 * @returns null when there are places and none has a text: `Provenance: {provenance}` says nothing of a record without one
 */
export function fillTemplate(template: string, row: Row, texts: TextsAt = textsAt): string | null {
  let places = 0;
  let filled = 0;
  const text = template.replace(PLACE, (_, paths: string) => {
    places += 1;
    const found = paths
      .split('|')
      .map((path) => texts(row, path.trim()))
      .find((some) => some.length > 0);
    if (found === undefined) return '';
    filled += 1;
    return found.join(BETWEEN);
  });
  if (places > 0 && filled === 0) return null;
  return text.trim() === '' ? null : text.trim();
}

/** The columns and paths that a template names. */
export function pathsIn(template: string): string[] {
  return [...template.matchAll(PLACE)].flatMap(([, paths = '']) =>
    paths.split('|').map((path) => path.trim()),
  );
}
