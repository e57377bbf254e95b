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
  kind: 6,
  holder: 12,
  community: 12,
  description: 60,
  color: 3,
  credit: 10,
};
const LENGTH_EFFECT = 0.35;
/** What a second field adds. */
export const SECOND_FIELD = 0.2;

interface AskedAlternative {
  readonly group: number;
  /** Among equals the first one is the reason. */
  readonly place: number;
  readonly alternative: Alternative;
}

interface PlacedMatch extends GroupMatch {
  readonly place: number;
}

/** Weighs assets by one question. */
export class Scorer {
  readonly #groups: number;
  readonly #rarities: readonly number[];
  /** By the first token of a phrase. */
  readonly #phrases = new Map<string, AskedAlternative[]>();
  readonly #prefixes: readonly (AskedAlternative & { readonly prefix: string })[];

  constructor(
    groups: readonly {
      readonly group: { readonly alternatives: readonly Alternative[] };
      readonly frequency: Frequency;
    }[],
  ) {
    this.#groups = groups.length;
    this.#rarities = groups.map(({ frequency }) => rarityOf(frequency));
    const asked = groups.flatMap(({ group: { alternatives } }, group) =>
      alternatives.map((alternative, place) => ({ group, place, alternative })),
    );
    this.#prefixes = asked
      .filter(({ alternative }) => alternative.isPrefix)
      .map((each) => ({ ...each, prefix: each.alternative.tokens.at(-1) ?? '' }));
    for (const each of asked) {
      if (each.alternative.isPrefix === true) continue;
      const [first = ''] = each.alternative.tokens;
      const others = this.#phrases.get(first);
      if (others === undefined) this.#phrases.set(first, [each]);
      else others.push(each);
    }
  }

  /** How well an asset answers each group that it answers; a rare word counts more than a common one. */
  matchesOf(text: IndexedText): GroupMatch[] {
    const byGroup = Array.from({ length: this.#groups }, (): PlacedMatch[] => []);
    for (const field of FIELD_NAMES) {
      const found = this.#foundIn(text[field]);
      if (found.size === 0) continue;
      const worth = FIELDS[field] * lengthFactor(text, field);
      for (const { group, place, alternative } of found)
        byGroup[group]?.push({ group, place, alternative, field, score: alternative.weight * worth });
    }
    return byGroup.flatMap((matches, group) => {
      const [best, ...others] = matches.sort(
        (left, right) => right.score - left.score || left.place - right.place,
      );
      if (best === undefined) return [];
      const { alternative, field } = best;
      const second = others.find((other) => other.field !== field)?.score ?? 0;
      const score = (best.score + SECOND_FIELD * second) * (this.#rarities[group] ?? 0);
      return [{ group, alternative, field, score }];
    });
  }

  #foundIn(tokens: readonly string[]): Set<AskedAlternative> {
    const found = new Set<AskedAlternative>();
    tokens.forEach((token, at) => {
      for (const each of this.#phrases.get(token) ?? [])
        if (each.alternative.tokens.every((other, next) => tokens[at + next] === other)) found.add(each);
      for (const each of this.#prefixes) if (token.startsWith(each.prefix)) found.add(each);
    });
    return found;
  }
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
