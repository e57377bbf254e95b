import { colorAt } from './color-words.ts';
import { unitsOf } from './query-units.ts';

/** Makes the tables that are made when they are first asked for. */
export function warmUpSearch(): void {
  colorAt(unitsOf('蓝染'), 0);
}
