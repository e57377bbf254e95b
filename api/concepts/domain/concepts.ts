import type { WrittenTerm } from './written-term.ts';
import { type Concept, type ConceptKey, keyOf, labelsOf } from './concept.ts';
import { foldLabel, foldPinyin } from './label-folding.ts';

/** What was accepted, or shipped, at once. */
export interface ConceptChange {
  /** One more than that of the change before it. */
  readonly version: number;
  readonly concepts: readonly Concept[];
}

interface Standing {
  readonly concept: Concept;
  /** Of the change that wrote it so. */
  readonly version: number;
}

/** Every accepted concept, as of one version; never changed. */
export class Concepts {
  static readonly NONE = new Concepts(0, new Map());
  /** Grows with every accepted change. */
  readonly version: number;
  /** By vocabulary and code. */
  readonly all: readonly Concept[];
  readonly #standings: ReadonlyMap<ConceptKey, Standing>;
  readonly #below: ReadonlyMap<ConceptKey, readonly Concept[]>;
  readonly #relatedFrom: ReadonlyMap<ConceptKey, readonly Concept[]>;
  /** Made when it is first asked for, as a start asks for none. */
  #names: ReadonlyMap<string, Concept> | null = null;

  private constructor(version: number, standings: ReadonlyMap<ConceptKey, Standing>) {
    this.version = version;
    this.#standings = standings;
    this.all = [...standings.values()].map(({ concept }) => concept).sort(byKey);
    this.#below = pointingAt(this.all, ({ broader }) => broader);
    this.#relatedFrom = pointingAt(this.all, ({ related }) => related);
  }

  /** With these changes, which are in order. */
  with(changes: readonly ConceptChange[]): Concepts {
    const last = changes.at(-1);
    if (last === undefined) return this;
    const standings = new Map(this.#standings);
    for (const { version, concepts } of changes)
      for (const concept of concepts) standings.set(keyOf(concept), { concept, version });
    return new Concepts(last.version, standings);
  }

  get(key: string): Concept | null {
    // Keys in the map are all there are: any other text finds nothing.
    return this.#standings.get(key as ConceptKey)?.concept ?? null;
  }

  /** The version that wrote the concept as it is; 0 for one that is not there. */
  changedAt(key: ConceptKey): number {
    return this.#standings.get(key)?.version ?? 0;
  }

  /** By its code, else by a label, whatever its case, width, accents, spaces and hyphens. */
  find(vocabulary: string, nameOrCode: string): Concept | null {
    const exact = this.get(`${vocabulary}/${nameOrCode}`);
    if (exact !== null) return exact;
    this.#names ??= namesOf(this.all);
    const found = this.#names.get(`${vocabulary}/${foldLabel(nameOrCode)}`);
    return found ?? this.#names.get(`${vocabulary}/${foldPinyin(nameOrCode)}`) ?? null;
  }

  /** The concept that is meant by a term as it was written: by its code, else by a name. */
  meantBy({ vocabulary, code, en, zh }: WrittenTerm): Concept | null {
    for (const name of [code, en, zh]) {
      const found = name == null ? null : this.find(vocabulary, name);
      if (found !== null) return found;
    }
    return null;
  }

  broaderOf(concept: Concept): Concept[] {
    return this.#those(concept.broader);
  }

  /** From the top down to the first concept above it, by each one's first broader concept. */
  pathTo(concept: Concept): Concept[] {
    const way: Concept[] = [];
    for (let [at] = this.broaderOf(concept); at !== undefined && !way.includes(at); [at] = this.broaderOf(at))
      way.unshift(at);
    return way;
  }

  /** One step below. */
  childrenOf(key: ConceptKey): readonly Concept[] {
    return this.#below.get(key) ?? [];
  }

  /** Every concept below it, however far. */
  narrowerOf(key: ConceptKey): Concept[] {
    const found = new Map<ConceptKey, Concept>();
    const next = [key];
    for (let at = next.pop(); at !== undefined; at = next.pop()) {
      for (const concept of this.childrenOf(at)) {
        const below = keyOf(concept);
        if (below === key || found.has(below)) continue;
        found.set(below, concept);
        next.push(below);
      }
    }
    return [...found.values()].sort(byKey);
  }

  /** Whichever of the two says it. */
  relatedTo(concept: Concept): Concept[] {
    const from = this.#relatedFrom.get(keyOf(concept)) ?? [];
    return [...new Set([...this.#those(concept.related), ...from])].sort(byKey);
  }

  #those(keys: readonly ConceptKey[]): Concept[] {
    return keys.map((key) => this.get(key)).filter((concept) => concept !== null);
  }
}

export function byKey(left: Concept, right: Concept): number {
  const [one, other] = [keyOf(left), keyOf(right)];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Codes go before labels, and labels before pinyin without its tones, which is a name only where it is one concept's. */
function namesOf(concepts: readonly Concept[]): Map<string, Concept> {
  const names = new Map<string, Concept>();
  const add = (concept: Concept, folded: string) => {
    const name = `${concept.vocabulary}/${folded}`;
    if (!names.has(name)) names.set(name, concept);
  };
  for (const concept of concepts) add(concept, foldLabel(concept.code));
  for (const concept of concepts)
    for (const { text, isPinyin } of labelsOf(concept))
      add(concept, isPinyin ? foldPinyin(text) : foldLabel(text));
  const toneless = new Map<string, Concept | null>();
  for (const concept of concepts) {
    for (const text of concept.altLabels.pinyin) {
      const name = `${concept.vocabulary}/${foldLabel(text)}`;
      toneless.set(name, toneless.has(name) && toneless.get(name) !== concept ? null : concept);
    }
  }
  for (const [name, concept] of toneless) if (concept !== null && !names.has(name)) names.set(name, concept);
  return names;
}

function pointingAt(
  concepts: readonly Concept[],
  targetsOf: (concept: Concept) => readonly ConceptKey[],
): Map<ConceptKey, Concept[]> {
  const found = new Map<ConceptKey, Concept[]>();
  for (const concept of concepts) {
    for (const target of targetsOf(concept)) {
      const those = found.get(target);
      if (those === undefined) found.set(target, [concept]);
      else those.push(concept);
    }
  }
  return found;
}
