import { compareStrings } from '../bson/compare.ts';
import { ClientError, notSupported } from '../command-error.ts';
import { parsePath, type Path } from '../query/path.ts';

/** Whole numbers without leading zeros begin so. */
const BEGINS_LIKE_A_NUMBER = /^(?:0$|[1-9])/;

export function parseUpdatePath(name: string): Path {
  if (name.split('.').some((step) => step === '')) {
    throw new ClientError(
      'BadValue',
      `The update path '${name}' contains an empty field name, which is not allowed.`,
    );
  }
  if (/\.\$(\.|\[|$)/.test(name)) throw notSupported(`The positional path '${name}'`);
  return parsePath(name);
}

/** The order in which MongoDB (5.0 and later) changes fields and so appends new ones; a path stands before its parts. */
export function comparePaths(a: Path, b: Path): number {
  for (const [depth, step] of a.steps.entries()) {
    const other = b.steps[depth];
    if (other === undefined) return 1;
    const order = compareSteps(step, other);
    if (order !== 0) return order;
  }
  return a.steps.length - b.steps.length;
}

/** Numbers by value, other names by their bytes. */
function compareSteps(a: string, b: string): number {
  const areNumbers = BEGINS_LIKE_A_NUMBER.test(a) && BEGINS_LIKE_A_NUMBER.test(b);
  return (areNumbers && a.length - b.length) || compareStrings(a, b);
}

/**
 * Two changes of one field, or of a field and a part of it, have no order. Of sorted paths, such two stand side by side.
 * Throws ConflictingUpdateOperators.
 */
export function checkConflicts(sorted: readonly Path[]): void {
  for (const [place, path] of sorted.entries()) {
    const before = sorted[place - 1];
    if (before?.steps.every((step, depth) => step === path.steps[depth]) !== true) continue;
    throw new ClientError(
      'ConflictingUpdateOperators',
      `Updating the path '${path.text}' would create a conflict at '${before.text}'`,
    );
  }
}
