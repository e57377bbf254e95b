import { type Field, FIELD_NAMES, FIELDS, type IndexedText } from './indexed-text.ts';
import type { Alternative } from './planned-query.ts';

/** In how many of the public assets a group's alternatives occur. */
export interface Frequency {
  readonly assets: number;
  readonly withGroup: number;
}

/** How an asset answers a part of a question. */
export interface GroupMatch {
  /** Place among the groups. */
  readonly group: number;
  readonly alternative: Alternative;
  readonly field: Field;
  readonly score: number;
}

/** Of what a text of usual length is worth, a match in one twice as long keeps four fifths. */
const USUAL_LENGTH: Readonly<Record<Field, number>> = {
  identifier: 4,
  title: 16,
  terms: 40,
  names: 20,
  description: 60,
  credit: 10,
};
const LENGTH_EFFECT = 0.35;
/** What a second field adds. */
export const SECOND_FIELD = 0.2;

/** How well an asset answers each group that it answers; a rare word counts more than a common one. */
export function matchesOf(
  text: IndexedText,
  groups: readonly {
    readonly group: { readonly alternatives: readonly Alternative[] };
    readonly frequency: Frequency;
  }[],
): GroupMatch[] {
  const index = new FieldIndex(text);
  return groups.flatMap(({ group, frequency }, place) => {
    const matches = group.alternatives.flatMap((alternative) =>
      index.fieldsWith(alternative).map((field) => ({
        group: place,
        alternative,
        field,
        score: alternative.weight * FIELDS[field] * lengthFactor(text, field),
      })),
    );
    const [best, ...others] = matches.sort((left, right) => right.score - left.score);
    if (best === undefined) return [];
    const second = others.find(({ field }) => field !== best.field)?.score ?? 0;
    return [{ ...best, score: (best.score + SECOND_FIELD * second) * rarityOf(frequency) }];
  });
}

/** As BM25 has it. */
export function rarityOf({ assets, withGroup }: Frequency): number {
  return Math.log(1 + (assets - withGroup + 0.5) / (withGroup + 0.5));
}

/** What a match keeps of its worth in a field of this length. */
export function lengthFactor(text: IndexedText, field: Field): number {
  const ratio = text[field].length / USUAL_LENGTH[field];
  return 1 / (1 + LENGTH_EFFECT * Math.log2(1 + ratio));
}

class FieldIndex {
  readonly #text: IndexedText;
  readonly #places = new Map<Field, Map<string, number[]>>();

  constructor(text: IndexedText) {
    this.#text = text;
    for (const field of FIELD_NAMES) this.#places.set(field, placesOf(text[field]));
  }

  fieldsWith({ tokens, isPrefix = false }: Alternative): Field[] {
    return FIELD_NAMES.filter((field) =>
      isPrefix ? this.#hasPrefix(field, tokens) : this.#hasPhrase(field, tokens),
    );
  }

  #hasPhrase(field: Field, [first = '', ...others]: readonly string[]): boolean {
    const places = this.#places.get(field)?.get(first) ?? [];
    return places.some((place) => others.every((token, at) => this.#text[field][place + at + 1] === token));
  }

  #hasPrefix(field: Field, tokens: readonly string[]): boolean {
    const [prefix = ''] = tokens.slice(-1);
    return this.#text[field].some((token) => token.startsWith(prefix));
  }
}

function placesOf(tokens: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  tokens.forEach((token, at) => {
    const known = places.get(token);
    if (known === undefined) places.set(token, [at]);
    else known.push(at);
  });
  return places;
}
