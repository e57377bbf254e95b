import type { Concept } from './concept.ts';
import { fold } from './folding.ts';
import { syllablesOf } from './pinyin.ts';
import { keyOf, type Unit, unitsOf } from './query-units.ts';
import { distanceOf } from './spelling.ts';
import { stemOf } from './stems.ts';

/** The longest part of a question that is looked up as a label, in units. */
const MAX_LABEL_UNITS = 16;

export interface LabelMatch {
  readonly concepts: readonly Concept[];
  /** How many units it covers. */
  readonly length: number;
}

/** Every label of every concept, in any language or script, and what the Chinese ones sound like. */
export class ConceptLabels {
  readonly #byLabel = new Map<string, Concept[]>();
  /** Labels of three characters or more, as they are folded. */
  readonly #chinese = new Map<string, Concept[]>();
  /** Labels of one word, and Chinese ones as they sound. */
  readonly #words = new Set<string>();
  /** Labels of one Chinese character, by their sounds. */
  readonly #bySyllable = new Map<string, Concept[]>();
  readonly #narrower = new Map<string, Concept[]>();
  readonly #byKey = new Map<string, Concept>();

  constructor(concepts: Iterable<Concept>) {
    for (const concept of concepts) {
      this.#byKey.set(concept.key, concept);
      for (const label of new Set(concept.labels)) this.#add(label, concept);
      for (const broader of new Set(concept.broader)) push(this.#narrower, broader, concept);
    }
  }

  #add(label: string, concept: Concept): void {
    const units = unitsOf(label);
    if (units.length === 0) return;
    this.#addKey(units, concept);
    if (units.some(({ kind }) => kind !== 'han')) return;
    const characters = units.map(({ text }) => text);
    if (units.length >= SHORTEST_CORRECTED) push(this.#chinese, characters.join(''), concept);
    const syllables = syllablesOf(characters.join(''));
    if (units.length === 1) {
      for (const syllable of syllables) push(this.#bySyllable, syllable, concept);
      return;
    }
    for (const sound of [syllables.join(''), syllables.join(' ')]) this.#addKey(unitsOf(sound), concept);
  }

  #addKey(units: readonly Unit[], concept: Concept): void {
    const [first] = units;
    if (first === undefined) return;
    if (units.length === 1 && first.kind === 'word') this.#words.add(first.text);
    push(this.#byLabel, keyOf(units), concept);
  }

  /** The longest label that begins at a unit, of at most `most` units. One character alone is a label only where `length` says that it stands alone. */
  longestAt(units: readonly Unit[], from: number, most = Infinity): LabelMatch | null {
    for (let length = Math.min(MAX_LABEL_UNITS, units.length - from, most); length > 0; length -= 1) {
      const part = units.slice(from, from + length);
      const concepts = this.#byLabel.get(keyOf(part)) ?? this.#writtenApart(part);
      if (concepts !== undefined && !isOneCharacter(part)) return { concepts, length };
    }
    return null;
  }

  /** `mawei xiu`: pinyin is written with and without spaces. */
  #writtenApart(units: readonly Unit[]): Concept[] | undefined {
    if (units.length === 1 || units.some(({ kind }) => kind === 'han')) return undefined;
    const joined = units.map(({ text }) => text).join('');
    return this.#words.has(joined) ? this.#byLabel.get(stemOf(joined)) : undefined;
  }

  find(key: string): Concept | null {
    return this.#byKey.get(key) ?? null;
  }

  /** Concepts with a label that begins as the text, however it is written; those with the shortest such label first. */
  beginningWith(text: string, most: number): Concept[] {
    const wanted = soundless(text);
    if (wanted === '') return [];
    const found = new Map<Concept, number>();
    for (const concept of this.#byKey.values())
      for (const label of concept.labels) {
        const folded = soundless(label);
        if (!folded.startsWith(wanted)) continue;
        found.set(concept, Math.min(found.get(concept) ?? Infinity, folded.length));
      }
    return [...found]
      .sort(([, left], [, right]) => left - right)
      .slice(0, most)
      .map(([concept]) => concept);
  }

  ofWord(word: string): readonly Concept[] {
    return this.#byLabel.get(stemOf(word)) ?? [];
  }

  /** Concepts that a label of one character names which sounds so, without its tone. */
  ofSyllable(syllable: string): readonly Concept[] {
    return this.#bySyllable.get(syllable) ?? [];
  }

  /** Concepts one of whose Chinese labels differs from the text in one character. */
  nearTo(chinese: string): Concept[] {
    const near = [...this.#chinese].filter(
      ([label]) => label.length === chinese.length && distanceOf(label, chinese, 1) !== null,
    );
    return near.flatMap(([, concepts]) => concepts);
  }

  /** What a word may be corrected to. */
  *words(): Generator<readonly [word: string, assets: number]> {
    for (const word of this.#words) yield [word, 0];
  }

  /** Concepts that one character alone is a label of. */
  ofCharacter(unit: Unit): readonly Concept[] {
    return this.#byLabel.get(unit.key) ?? [];
  }

  /** Everything below a concept, without itself; each once, whatever circles there are. */
  narrowerOf(concept: Concept): Concept[] {
    const found = new Map<string, Concept>([[concept.key, concept]]);
    for (const { key } of found.values())
      for (const narrower of this.#narrower.get(key) ?? []) found.set(narrower.key, narrower);
    found.delete(concept.key);
    return [...found.values()];
  }
}

const SHORTEST_CORRECTED = 3;

/** Folded, without spaces and apostrophes: `hu die` begins as `húdié māma`. */
function soundless(text: string): string {
  return fold(text).replace(/[\s'’ʼ]/g, '');
}

function isOneCharacter(units: readonly Unit[]): boolean {
  return units.length === 1 && units[0]?.kind === 'han';
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}
