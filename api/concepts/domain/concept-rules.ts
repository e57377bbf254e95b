import { type Concept, type ConceptKey, keyOf, labelsOf, nameOf } from './concept.ts';
import type { Concepts } from './concepts.ts';
import { foldLabel, foldPinyin } from './label-folding.ts';

/** Why a concept does not fit among the others. */
export interface ConceptProblem {
  /** Of the changed concepts. */
  readonly index: number;
  /** `altLabels.zh.0`. */
  readonly field: string;
  readonly advice: string;
}

/** Each rule between concepts that these break once they stand beside, or in place of, the present ones. */
export function problemsOf(present: Concepts, changed: readonly Concept[]): ConceptProblem[] {
  const twice = repeated(changed);
  if (twice.length > 0) return twice;
  const next = present.with([{ version: present.version + 1, concepts: changed }]);
  const owners = ownersOf(next);
  return changed.flatMap((concept, index) =>
    [...takenLabels(concept, owners), ...brokenLinks(concept, next), ...contradictions(concept, next)].map(
      (problem) => ({ index, ...problem }),
    ),
  );
}

type Broken = Omit<ConceptProblem, 'index'>;

function repeated(changed: readonly Concept[]): ConceptProblem[] {
  const seen = new Set<ConceptKey>();
  return changed.flatMap((concept, index) => {
    const key = keyOf(concept);
    const isSeen = seen.has(key);
    seen.add(key);
    return isSeen ? [{ index, field: 'code', advice: `${key} is here twice. Remove one.` }] : [];
  });
}

type Owners = ReadonlyMap<string, readonly Concept[]>;

function ownersOf({ all }: Concepts): Owners {
  const owners = new Map<string, Concept[]>();
  for (const concept of all) {
    for (const label of labelsOf(concept)) {
      const key = labelKeyOf(concept, label);
      const those = owners.get(key);
      if (those === undefined) owners.set(key, [concept]);
      else if (!those.includes(concept)) those.push(concept);
    }
  }
  return owners;
}

/** Of two homophones the pinyin is one word, and the labels are two: pinyin is compared with pinyin alone. */
function labelKeyOf(
  { vocabulary }: Pick<Concept, 'vocabulary'>,
  { text, isPinyin }: { readonly text: string; readonly isPinyin: boolean },
): string {
  return isPinyin ? `${vocabulary}/pinyin/${foldPinyin(text)}` : `${vocabulary}/label/${foldLabel(text)}`;
}

function takenLabels(concept: Concept, owners: Owners): Broken[] {
  return labelsOf(concept).flatMap((label) => {
    const other = owners.get(labelKeyOf(concept, label))?.find((owner) => owner !== concept);
    if (other === undefined) return [];
    const advice = `${label.text} is a label of ${nameOf(other)}. Choose another label, or change that concept.`;
    return [{ field: label.field, advice }];
  });
}

function brokenLinks(concept: Concept, next: Concepts): Broken[] {
  const key = keyOf(concept);
  const missing = (['broader', 'related'] as const).flatMap((field) =>
    concept[field].flatMap((target, at) => {
      if (target === key)
        return [{ field: `${field}.${at}`, advice: `${key} can't name itself. Remove it.` }];
      if (next.get(target) !== null) return [];
      return [
        { field: `${field}.${at}`, advice: `there is no concept ${target}. Propose it too, or remove it.` },
      ];
    }),
  );
  const foreign = concept.broader.flatMap((target, at) =>
    target.startsWith(`${concept.vocabulary}/`)
      ? []
      : [
          {
            field: `broader.${at}`,
            advice: `${target} is of another vocabulary than ${key}. Name it as related instead.`,
          },
        ],
  );
  return [...missing, ...foreign];
}

/** Circles, and related concepts of which one is above the other (SKOS, S27). */
function contradictions(concept: Concept, next: Concepts): Broken[] {
  const circle = circleThrough(concept, next);
  if (circle !== null) {
    const way = circle.join(' → ');
    return [{ field: 'broader', advice: `makes a circle: ${way}. No concept can be broader than itself.` }];
  }
  const key = keyOf(concept);
  return concept.related.flatMap((target, at) => {
    const other = next.get(target);
    if (other === null) return [];
    if (!aboveOf(concept, next).has(target) && !aboveOf(other, next).has(key)) return [];
    const advice = `${target} is above or below ${key} already, and can't be related as well. Remove it.`;
    return [{ field: `related.${at}`, advice }];
  });
}

/** From the concept up to itself; null where there is no such way. */
function circleThrough(concept: Concept, concepts: Concepts): ConceptKey[] | null {
  const start = keyOf(concept);
  const from = aboveOf(concept, concepts);
  if (!from.has(start)) return null;
  const way = [start];
  for (let at = from.get(start); at !== undefined && at !== start; at = from.get(at)) way.push(at);
  return [...way, start].reverse();
}

/** Every concept above it, each with the one below by which it was found. */
function aboveOf(concept: Concept, concepts: Concepts): Map<ConceptKey, ConceptKey> {
  const found = new Map<ConceptKey, ConceptKey>();
  const next: Concept[] = [concept];
  for (let at = next.shift(); at !== undefined; at = next.shift()) {
    for (const key of at.broader) {
      if (found.has(key)) continue;
      found.set(key, keyOf(at));
      const above = concepts.get(key);
      if (above !== null) next.push(above);
    }
  }
  return found;
}
