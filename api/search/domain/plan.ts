import type { AssetColor } from '@lanran/protocol/assets/colors';
import { colorAt } from './color-words.ts';
import type { Concept } from './concept.ts';
import type { ConceptLabels, LabelMatch } from './concept-labels.ts';
import { readingsOf, isSyllable, syllablesOf } from './pinyin.ts';
import type { Alternative, Group, PlannedQuery } from './planned-query.ts';
import { type Unit, unitsOf, withoutExcluded } from './query-units.ts';
import { type Correction, correctionsOf, nearestFirst } from './spelling.ts';
import { isStopWord, stemOf } from './stems.ts';
import { colorToken, pairsOf, soundsOf, termToken, tokensOf } from './tokens.ts';

const WEIGHTS = {
  text: 1,
  concept: 1,
  color: 1,
  label: 0.9,
  narrower: 0.75,
  sound: 0.8,
  sameSound: 0.5,
  beginning: 0.5,
  spelling: [0, 0.7, 0.5],
} as const;

/** Part of a question as it was typed, in UTF-16 units; the end is excluded. */
export type Part = Pick<Group, 'start' | 'end'>;

/**
 * What a question asks for. It has no groups when it has no letter, digit or character.
 * @param divided parts that name no concept as a whole here
 */
export function plan(text: string, labels: ConceptLabels, divided: readonly Part[] = []): PlannedQuery {
  const units = unitsOf(text);
  const { kept, leftOut } = withoutExcluded(text, units);
  // Of nothing else, what stands there is meant.
  const isAllExcluded = kept.length === 0;
  const groups = new Planner(text, { units: isAllExcluded ? units : kept, labels, divided }).groups();
  const needed = groups.filter(({ isOptional }) => !isOptional);
  // A question of stop words alone means them.
  return {
    text,
    leftOut: isAllExcluded ? [] : leftOut,
    groups: needed.length > 0 ? groups : groups.map((each) => ({ ...each, isOptional: false })),
  };
}

class Planner {
  readonly #text: string;
  readonly #units: readonly Unit[];
  readonly #labels: ConceptLabels;
  readonly #divided: readonly Part[];

  constructor(
    text: string,
    {
      units,
      labels,
      divided,
    }: {
      readonly units: readonly Unit[];
      readonly labels: ConceptLabels;
      readonly divided: readonly Part[];
    },
  ) {
    this.#text = text;
    this.#units = units;
    this.#labels = labels;
    this.#divided = divided;
  }

  groups(): Group[] {
    const groups: Group[] = [];
    for (let at = 0; at < this.#units.length;) {
      const { group, length } = this.#meantAt(at);
      groups.push(group);
      at += length;
    }
    return groups;
  }

  /** A word for a color means the color beside everything else that it means; a longer label means that alone. */
  #meantAt(at: number): { readonly group: Group; readonly length: number } {
    const color = colorAt(this.#units, at);
    const concept = this.#conceptAt(at);
    if (color === null || (concept !== null && concept.length > color.length))
      return concept ?? this.#textAt(at);
    const units = this.#units.slice(at, at + color.length);
    const { alternatives, ...group } = this.#groupOfColor(units, concept);
    const shown = colorAlternative(color.color);
    return { group: { ...group, alternatives: eachOnce([...alternatives, shown]) }, length: color.length };
  }

  #groupOfColor(
    units: readonly Unit[],
    concept: { readonly group: Group; readonly length: number } | null,
  ): Group {
    if (concept?.length === units.length) return concept.group;
    const [unit] = units;
    if (units.length === 1 && unit !== undefined)
      return unit.kind === 'word' ? this.#wordGroup(unit) : this.#characterGroup(unit, false);
    if (units.every(({ kind }) => kind === 'word')) return this.#spelledGroup(units);
    return this.#group(units, [textAlternative(units)]);
  }

  #conceptAt(at: number): { readonly group: Group; readonly length: number } | null {
    const match = this.#labelAt(at);
    if (match === null) return null;
    const units = this.#units.slice(at, at + match.length);
    const group = this.#conceptGroup(units, match.concepts);
    return { group: { ...group, isDivisible: units.length > 1 }, length: match.length };
  }

  /** The longest label that begins at a unit and is no divided part. */
  #labelAt(at: number): LabelMatch | null {
    const { start } = this.#units[at] ?? { start: 0 };
    const divided = this.#divided.find((part) => part.start === start);
    const most =
      divided === undefined
        ? Infinity
        : this.#units.filter((unit) => unit.start >= start && unit.end <= divided.end).length - 1;
    return this.#labels.longestAt(this.#units, at, most);
  }

  #conceptGroup(units: readonly Unit[], concepts: readonly Concept[]): Group {
    const alternatives = concepts.flatMap((concept) => conceptAlternatives(concept, this.#labels));
    return this.#group(units, [textAlternative(units), ...alternatives]);
  }

  /** What is no label: the rest of a run of Chinese up to the next label, or a word. */
  #textAt(at: number): { readonly group: Group; readonly length: number } {
    const [unit] = this.#units.slice(at, at + 1);
    if (unit === undefined) throw new RangeError(`no unit ${at}`);
    if (unit.kind === 'han') return this.#hanAt(at);
    const syllables = this.#syllablesAt(at);
    if (syllables.length > 1) return { group: this.#spelledGroup(syllables), length: syllables.length };
    const joined = this.#joinedAt(at);
    if (joined.length > 1)
      return { group: this.#group(joined, [textAlternative(joined)]), length: joined.length };
    return { group: this.#wordGroup(unit), length: 1 };
  }

  #hanAt(at: number): { readonly group: Group; readonly length: number } {
    const named = this.#namedCharacterAt(at);
    if (named !== null) return { group: named, length: 1 };
    let end = at + 1;
    while (this.#continues(end) && this.#labelAt(end) === null && colorAt(this.#units, end) === null)
      end += 1;
    const units = this.#units.slice(at, end);
    const [first] = units;
    if (units.length === 1 && first !== undefined)
      return { group: this.#characterGroup(first, this.#continues(at) || this.#continues(end)), length: 1 };
    const fallbacks = () => this.#insteadOf(units.map(({ text }) => text).join(''));
    return { group: this.#group(units, [textAlternative(units)], fallbacks), length: units.length };
  }

  /** `苗绣`, where nothing bears it: of a divided label whose characters are each a label, one of them. */
  #namedCharacterAt(at: number): Group | null {
    const [unit] = this.#units.slice(at, at + 1);
    if (unit === undefined) return null;
    const part = this.#divided.find(({ start, end }) => start <= unit.start && unit.end <= end);
    if (part === undefined) return null;
    const characters = this.#units.filter(({ start, end }) => part.start <= start && end <= part.end);
    if (characters.some((each) => this.#labels.ofCharacter(each).length === 0)) return null;
    return this.#conceptGroup([unit], this.#labels.ofCharacter(unit));
  }

  /** Chinese of the same sound, or one character away. */
  #insteadOf(han: string): Alternative[] {
    const sameSound: Alternative = {
      tokens: soundsOf(syllablesOf(han)).slice(0, -1),
      weight: WEIGHTS.sameSound,
      reason: { kind: 'sound' },
    };
    const corrected = this.#labels
      .nearTo(han)
      .flatMap((concept) => this.#meant(concept, concept.labels[0] ?? '', 1));
    return [sameSound, ...corrected];
  }

  /** The concept that was probably meant. */
  #meant(concept: Concept, word: string, distance: number): Alternative[] {
    const weight = WEIGHTS.spelling[distance] ?? 0;
    return conceptAlternatives(concept, this.#labels).map((each) => ({
      ...each,
      weight: each.weight * weight,
      reason: { kind: 'spelling', word },
    }));
  }

  /** Is the unit Chinese, in the same run as the one before it? */
  #continues(at: number): boolean {
    const [before, unit] = [this.#units[at - 1], this.#units[at]];
    return unit?.kind === 'han' && before?.kind === 'han' && before.end === unit.start;
  }

  /** Beside a label it is mostly a suffix, such as 纹 or 样. */
  #characterGroup(unit: Unit, isBesideOthers: boolean): Group {
    const concepts = this.#labels.ofCharacter(unit);
    if (concepts.length > 0) return this.#conceptGroup([unit], concepts);
    const group = this.#group([unit], [textAlternative([unit])]);
    return { ...group, isOptional: isBesideOthers || isStopWord(unit.text) };
  }

  /** `hu die`: words that are each a syllable and no others. */
  #syllablesAt(at: number): Unit[] {
    const isSpelled = ({ kind, text }: Unit) => kind === 'word' && isSyllable(text) && !isStopWord(text);
    const others = this.#units.slice(at).findIndex((unit) => !isSpelled(unit));
    return this.#units.slice(at, others < 0 ? undefined : at + others);
  }

  #spelledGroup(units: readonly Unit[]): Group {
    const sound = soundAlternative(units.map(({ text }) => text));
    return this.#group(units, [textAlternative(units), sound]);
  }

  /** `GZ.2019.0123`: what is written without a space, and is no word of a sentence. */
  #joinedAt(at: number): Unit[] {
    const joined = this.#units.slice(at, at + 1);
    for (let next = at + 1; next < this.#units.length; next += 1) {
      const [before, unit] = [this.#units[next - 1], this.#units[next]];
      if (before === undefined || unit === undefined || unit.kind === 'han') break;
      if (!/^[-._/:]+$/.test(this.#text.slice(before.end, unit.start))) break;
      joined.push(unit);
    }
    return joined;
  }

  #wordGroup(unit: Unit): Group {
    const { text } = unit;
    const readings = readingsOf(text).map(soundAlternative);
    // Among other words it is mostly English: `long skirt`.
    const sounding = this.#units.length === 1 ? this.#labels.ofSyllable(text) : [];
    const alternatives = [
      textAlternative([unit]),
      ...readings,
      ...sounding.map((concept) => conceptAlternative(concept, concept, WEIGHTS.sound)),
    ];
    return {
      ...this.#group([unit], alternatives, (corrections) => this.#corrected(text, corrections)),
      word: text,
      isOptional: isStopWord(text),
    };
  }

  #corrected(text: string, ofAssets: readonly Correction[]): Alternative[] {
    const corrections = nearestFirst([...ofAssets, ...correctionsOf(text, this.#labels.words())]);
    const spelled = corrections.flatMap(({ word, distance }) => [
      {
        tokens: tokensOf(word),
        weight: WEIGHTS.spelling[distance] ?? 0,
        reason: { kind: 'spelling', word } as const,
      },
      ...this.#labels.ofWord(word).flatMap((concept) => this.#meant(concept, word, distance)),
    ]);
    const beginning: Alternative = {
      tokens: [stemOf(text)],
      isPrefix: true,
      weight: WEIGHTS.beginning,
      reason: { kind: 'beginning' },
    };
    return eachOnce(text.length > 2 ? [...spelled, beginning] : spelled);
  }

  #group(
    units: readonly Unit[],
    alternatives: readonly Alternative[],
    fallbacks: Group['fallbacks'] = () => [],
  ): Group {
    const [start, end] = [units[0]?.start ?? 0, units.at(-1)?.end ?? 0];
    return {
      start,
      end,
      alternatives: eachOnce(alternatives),
      word: null,
      fallbacks,
      isOptional: false,
      isDivisible: false,
    };
  }
}

/** What answers a concept: itself, its names, and what is narrower. */
export function conceptAlternatives(concept: Concept, labels: ConceptLabels): Alternative[] {
  return [
    conceptAlternative(concept, concept, WEIGHTS.concept),
    ...concept.labels.flatMap((label) => labelAlternative(concept, label)),
    ...labels.narrowerOf(concept).map((narrower) => conceptAlternative(narrower, concept, WEIGHTS.narrower)),
  ];
}

/** The units as they were typed, beside each other. */
function textAlternative(units: readonly Unit[]): Alternative {
  return { tokens: phraseOf(units), ...prefixOf(units), weight: WEIGHTS.text, reason: { kind: 'text' } };
}

/** As `tokensOf`, without the last character alone: in a longer text it has another after it. */
function phraseOf(units: readonly Unit[]): string[] {
  return units.flatMap((unit, at) => {
    const [before, next] = [units[at - 1], units[at + 1]];
    if (unit.kind === 'word') return [stemOf(unit.text)];
    if (next?.kind === 'han' && next.start === unit.end) return pairsOf([unit.text, next.text]).slice(0, 1);
    const isLastOfRun = before?.kind === 'han' && before.end === unit.start;
    return isLastOfRun && next === undefined ? [] : [unit.text];
  });
}

function prefixOf(units: readonly Unit[]): { readonly isPrefix?: true } {
  const [unit] = units;
  return units.length === 1 && unit?.kind === 'han' ? { isPrefix: true } : {};
}

function soundAlternative(syllables: readonly string[]): Alternative {
  return {
    tokens: soundsOf(syllables).slice(0, -1),
    weight: WEIGHTS.sound,
    reason: { kind: 'sound' },
  };
}

function colorAlternative(color: AssetColor): Alternative {
  return { tokens: [colorToken(color)], weight: WEIGHTS.color, reason: { kind: 'color', color } };
}

function conceptAlternative(borne: Concept, asked: Concept, weight: number): Alternative {
  const [vocabulary = '', code = ''] = borne.key.split('/');
  const reason = { kind: 'concept', key: borne.key, isNarrower: borne !== asked } as const;
  return { tokens: [termToken({ vocabulary, code })], weight, reason };
}

/** A name of one character is part of too many words. */
function labelAlternative(concept: Concept, label: string): Alternative[] {
  const units = unitsOf(label);
  if (units.length === 0 || (units.length === 1 && units[0]?.kind === 'han')) return [];
  const reason = { kind: 'concept', key: concept.key, isNarrower: false } as const;
  return [{ tokens: phraseOf(units), weight: WEIGHTS.label, reason }];
}

function eachOnce(alternatives: readonly Alternative[]): Alternative[] {
  const byTokens = new Map<string, Alternative>();
  for (const each of alternatives) {
    const key = `${each.tokens.join(' ')}${each.isPrefix === true ? '*' : ''}`;
    const known = byTokens.get(key);
    if (known === undefined || known.weight < each.weight) byTokens.set(key, each);
  }
  return [...byTokens.values()];
}
