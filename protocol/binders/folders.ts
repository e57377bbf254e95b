import { FormatError } from '../kernel/errors.ts';
import { foldPath, parseNewPath } from '../kernel/path.ts';
import type { ScheduleRow } from './schedule.ts';

/** How the folders of a binder are named, unless its reader names another template. */
export const FOLDER_TEMPLATE = '{accession} {title}';
/** Where the packages lie in a binder. */
export const LICENSES_FOLDER = 'data/licenses/';

const WORDS = ['accession', 'title', 'number', 'holder'] as const;
type Word = (typeof WORDS)[number];
export type NamedRow = Pick<ScheduleRow, 'number' | 'identifier' | 'title' | 'holder'>;

const MOST_TEMPLATE = 200;
/** Windows takes 260 characters a path, and a package has folders of its own. */
const MOST_CHARACTERS = 60;

/** @throws FormatError naming the word that no row has */
export function parseFolderTemplate(text: string, field = 'folders'): string {
  const template = text.trim();
  const unknown = [...template.matchAll(/\{([^{}]*)\}/g)].find(([, word]) => !isWord(word));
  if (unknown !== undefined)
    throw new FormatError(
      field,
      `${JSON.stringify(unknown[0])} is not one of ${WORDS.map((word) => `{${word}}`).join(', ')}`,
    );
  if (template === '' || template.length > MOST_TEMPLATE || template.includes('/'))
    throw new FormatError(field, `must have 1 to ${MOST_TEMPLATE} characters, and no /`);
  return template;
}

/** A name for each row: writable on every machine, and no two that a disk takes for one. Twins get the license’s number. */
export function nameFolders(rows: readonly NamedRow[], template: string): string[] {
  const names = rows.map((row) => nameOf(row, template));
  const counts = new Map<string, number>();
  for (const name of names) counts.set(foldPath(name), (counts.get(foldPath(name)) ?? 0) + 1);
  const numbered = names.map((name, at) =>
    counts.get(foldPath(name)) === 1 ? name : `${name} ${rows[at]?.number ?? ''}`.trim(),
  );
  const taken = new Set<string>();
  return numbered.map((name) => {
    let free = name;
    for (let next = 2; taken.has(foldPath(free)); next += 1) free = `${name} ${next}`;
    taken.add(foldPath(free));
    return free;
  });
}

function nameOf(row: NamedRow, template: string): string {
  const filled = template.replaceAll(/\{([^{}]*)\}/g, (_, word: string) =>
    isWord(word) ? wordOf(row, word) : '',
  );
  const name = writable(filled);
  return isWritable(name) ? name : `license ${row.number}`;
}

function wordOf({ number, identifier, title, holder }: NamedRow, word: Word): string {
  if (word === 'accession') return identifier ?? number;
  if (word === 'title') return title.en ?? title.zh ?? '';
  return word === 'number' ? number : holder.slug;
}

function writable(text: string): string {
  const plain = text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufffd]/gu, '')
    .replaceAll(/[<>:"/\\|?*]/g, '-')
    .replaceAll(/\s+/gu, ' ');
  return Array.from(plain)
    .slice(0, MOST_CHARACTERS)
    .join('')
    .replaceAll(/^[\s.]+|[\s.]+$/gu, '');
}

function isWritable(name: string): boolean {
  try {
    return parseNewPath(name) === name;
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}

function isWord(text: string | undefined): text is Word {
  return WORDS.some((word) => word === text);
}
