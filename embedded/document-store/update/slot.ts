import { describe } from '../bson/describe.ts';
import type { Document, Found, Value } from '../bson/value.ts';
import { ClientError } from '../command-error.ts';
import { isIndexStep, type Path } from '../query/path.ts';

/** MongoDB's limit on filling an array with nulls up to a place. */
const MAX_PADDING = 1_500_000;

/** The place that an update's path names, in a document or an array. */
export interface Slot {
  get(): Found;
  set(value: Value): void;
  /** Takes the field away; an array keeps its length, with null in the place. */
  remove(): void;
}

/** The slot, or null when the way to it does not exist. */
export function findSlot(document: Document, path: Path): Slot | null {
  let slot: Slot | null = null;
  let container: Found = document;
  for (const step of path.steps) {
    slot = container === undefined ? null : slotIn(container, step);
    if (slot === null) return null;
    container = slot.get();
  }
  return container === undefined ? null : slot;
}

/** The slot, with the documents on the way created. Throws PathNotViable when a value is in the way. */
export function makeSlot(document: Document, path: Path): Slot {
  const [first = '', ...rest] = path.steps;
  let slot = fieldSlot(document, first);
  let name = first;
  for (const step of rest) {
    if (slot.get() === undefined) slot.set(new Map());
    const container = slot.get() ?? null;
    const next = slotIn(container, step);
    if (next === null) {
      throw new ClientError(
        'PathNotViable',
        `Cannot create field '${step}' in element {${name}: ${describe(container)}}`,
      );
    }
    slot = next;
    name = step;
  }
  return slot;
}

function slotIn(container: Value, step: string): Slot | null {
  if (container instanceof Map) return fieldSlot(container, step);
  if (Array.isArray(container) && isIndexStep(step)) return placeSlot(container, Number(step));
  return null;
}

function fieldSlot(document: Document, name: string): Slot {
  return {
    get: () => document.get(name),
    set: (value) => void document.set(name, value),
    remove: () => void document.delete(name),
  };
}

function placeSlot(array: Value[], place: number): Slot {
  return {
    get: () => array[place],
    set: (value) => {
      if (place - array.length > MAX_PADDING) {
        throw new ClientError(
          'BadValue',
          `cannot grow an array by more than ${MAX_PADDING} places, to ${place}`,
        );
      }
      while (array.length < place) array.push(null);
      array[place] = value;
    },
    remove: () => {
      if (place < array.length) array[place] = null;
    },
  };
}
