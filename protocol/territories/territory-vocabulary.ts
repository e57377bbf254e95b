import { LANGUAGES } from '../kernel/language.ts';
import { TERRITORY_CODES, territoryCodes, territoryName } from './territories.ts';
import { LATER, type TerritoryPart } from './territory-description.ts';
import { TERRITORY_GROUPS, TERRITORY_WORDS, WORLD_WORDS } from './territory-groups.ts';
import { partName } from './territory-text.ts';

/** A name that is understood, and the part that it stands for. */
export interface TerritoryWord {
  readonly text: string;
  readonly id: TerritoryPart;
}

/** The part that is called just this, in either language. */
export function wordNamed(text: string): TerritoryWord | null {
  return vocabulary().get(foldName(text)) ?? null;
}

/** The parts that have the text in one of their names, or as their code: groups first, then countries and regions. */
export function partsCalled(text: string): readonly TerritoryPart[] {
  const wanted = foldName(text);
  if (wanted === '') return [];
  const isCode = (name: string) => /^(?:[a-z]{2}|bit_\d+)$/.test(name);
  const found = [...vocabulary()].filter(([name]) =>
    isCode(name) ? name === wanted : name.includes(wanted),
  );
  return [...new Set(found.map(([, { id }]) => id))];
}

/** The name that a misspelled one comes nearest to; null where none is near. */
export function nearestWord(text: string): string | null {
  const wanted = foldName(text);
  const mostEdits = Math.max(1, Math.floor(wanted.length / 3));
  const near = [...vocabulary()]
    .filter(([name]) => name.length > 2 && Math.abs(name.length - wanted.length) <= mostEdits)
    .map(([name, word]) => ({ word, edits: editsBetween(name, wanted) }))
    .reduce<{ readonly word: TerritoryWord; readonly edits: number } | null>(
      (best, each) => (each.edits < (best?.edits ?? mostEdits + 1) ? each : best),
      null,
    );
  return near?.word.text ?? null;
}

/** Full-width signs, capitals, accents, the article, dots and brackets of a name don't count. */
function foldName(text: string): string {
  return text
    .normalize('NFKC')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .trim()
    .replace(/^the\s+/, '')
    .replaceAll('&', ' and ')
    .replaceAll(/[.()'’·-]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

let known: ReadonlyMap<string, TerritoryWord> | null = null;

/** Every name by its folded form. Built when it is first needed: that takes some milliseconds. */
function vocabulary(): ReadonlyMap<string, TerritoryWord> {
  known ??= new Map(allWords().map((word) => [foldName(word.text), word]));
  return known;
}

/** Of two that are written the same the later one counts: a code before a word of a group. */
function allWords(): TerritoryWord[] {
  const namesOf = (id: TerritoryPart) => LANGUAGES.map((language) => partName(id, language));
  const named = (id: TerritoryPart, texts: readonly string[]) => texts.map((text) => ({ text, id }));
  return [
    ...named('WORLD', [...WORLD_WORDS, ...namesOf('WORLD')]),
    ...named('LATER', namesOf('LATER')),
    ...territoryCodes(LATER.bits).flatMap((bit) => named(bit, [bit])),
    ...TERRITORY_GROUPS.flatMap(({ id, words }) => named(id, [...words, ...namesOf(id)])),
    ...TERRITORY_CODES.flatMap((code) =>
      named(code, [
        ...(TERRITORY_WORDS[code] ?? []),
        ...LANGUAGES.map((language) => territoryName(code, language)),
        code,
      ]),
    ),
  ];
}

/** How many letters have to be put in, left out or changed (Levenshtein). */
function editsBetween(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (const [at, letter] of left.split('').entries()) {
    const next = [at + 1];
    for (const [column, other] of right.split('').entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
