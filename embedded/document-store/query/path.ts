import type { Document, Found, Value } from '../bson/value.ts';
import { notSupported } from '../command-error.ts';

export interface Path {
  readonly text: string;
  readonly steps: readonly string[];
}

export function parsePath(text: string): Path {
  const steps = text.split('.');
  const dollar = steps.find((step) => step.startsWith('$'));
  if (dollar !== undefined)
    throw notSupported(`The path '${text}', of which '${dollar}' starts with $,`, 'BadValue');
  return { text, steps };
}

export function isIndexStep(step: string): boolean {
  return /^(0|[1-9]\d*)$/.test(step);
}

/** How a test looks at an array where its path ends: at each element and the array, or at the array alone. */
export type ArrayView = 'elements' | 'whole';

interface Visit {
  readonly steps: readonly string[];
  readonly view: ArrayView;
  readonly isMatch: (found: Found) => boolean;
}

/**
 * Whether any value that the path reaches matches, with MongoDB's traversal: arrays on the way are entered, a number in
 * the path is a place in an array too, and a document without the field yields undefined.
 */
export function someAt(
  document: Document,
  path: Path,
  view: ArrayView,
  isMatch: (found: Found) => boolean,
): boolean {
  return someInDocument(document, 0, { steps: path.steps, view, isMatch });
}

function someInDocument(document: Document, depth: number, visit: Visit): boolean {
  return someInValue(document.get(visit.steps[depth] ?? ''), depth + 1, visit);
}

function someInValue(value: Found, depth: number, visit: Visit): boolean {
  if (Array.isArray(value)) return someInArray(value, depth, visit);
  if (depth === visit.steps.length) return visit.isMatch(value);
  if (value instanceof Map) return someInDocument(value, depth, visit);
  return visit.isMatch(undefined);
}

function someInArray(array: readonly Value[], depth: number, visit: Visit): boolean {
  const { steps, view, isMatch } = visit;
  if (depth === steps.length) {
    return (view === 'elements' && array.some(isMatch)) || isMatch(array as Value[]);
  }
  const place = array[placeOf(steps[depth] ?? '')];
  if (array.some((element) => element instanceof Map && someInDocument(element, depth, visit))) return true;
  if (place === undefined) return false;
  if (depth + 1 === steps.length) return isMatch(place);
  if (place instanceof Map) return someInDocument(place, depth + 1, visit);
  return Array.isArray(place) && someInArray(place, depth + 1, visit);
}

function placeOf(step: string): number {
  return isIndexStep(step) ? Number(step) : -1;
}
