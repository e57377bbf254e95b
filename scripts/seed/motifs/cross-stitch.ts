import { COLOR } from './drawing.ts';
import { cross, wovenCloth } from './woven-grid.ts';

const SIZE = 101;
const MIDDLE = 50;

/** Place in one eighth of the cloth: the pattern mirrors in both axes and both diagonals. */
function octant(column: number, row: number): { readonly far: number; readonly near: number } {
  const [x, y] = [Math.abs(column - MIDDLE), Math.abs(row - MIDDLE)];
  return { far: Math.max(x, y), near: Math.min(x, y) };
}

/** Eight-pointed flowers of two sizes in frames of small diamonds. */
function thread(column: number, row: number): string | null {
  const { far, near } = octant(column, row);
  if (far >= 46) return border(far, near);
  if (far === 44 || far === 43) return COLOR.wax;
  return flower(far, near) ?? ring(far, near) ?? corners(far, near);
}

function border(far: number, near: number): string | null {
  if (far === 46 || far === 50) return COLOR.madder;
  const phase = near % 8;
  if (far === 48) return phase === 4 ? COLOR.ochre : phase < 3 || phase > 5 ? COLOR.wax : null;
  return phase === 4 ? COLOR.wax : phase === 0 ? COLOR.ochre : null;
}

/** The great flower: a petal along each axis, one along each diagonal, in bands of color. */
function flower(far: number, near: number): string | null {
  if (far + near <= 2) return COLOR.ochre;
  if (far + near === 4) return COLOR.wax;
  const along = far <= 27 && near <= Math.min(far / 2.4, (28 - far) / 1.6);
  if (along) {
    if (near === 0) return COLOR.wax;
    const depth = Math.min(far / 2.4, (28 - far) / 1.6) - near;
    return depth < 1 ? COLOR.wax : far % 3 === 0 ? COLOR.ochre : COLOR.madder;
  }
  const diagonal = far - near;
  const distance = far + near;
  const width = Math.min((distance - 6) / 3.4, (44 - distance) / 2.6);
  if (distance >= 8 && distance <= 44 && diagonal <= width) {
    if (diagonal === 0) return COLOR.wax;
    return width - diagonal < 1.2 ? COLOR.wax : distance % 4 < 2 ? COLOR.pale : COLOR.mid;
  }
  return null;
}

/** A wreath of small diamonds outside the flower. */
function ring(far: number, near: number): string | null {
  const wreath = Math.abs(far - 34) + Math.abs((near % 8) - 4);
  if (far < 30 || far > 38 || near > 30) return null;
  if (wreath === 3) return COLOR.wax;
  if (wreath === 1) return COLOR.rose;
  return wreath === 0 ? COLOR.ochre : null;
}

/** Small eight-pointed stars in the corners. */
function corners(far: number, near: number): string | null {
  const [x, y] = [Math.abs(far - 36), Math.abs(near - 36)];
  const [big, small] = [Math.max(x, y), Math.min(x, y)];
  if (far < 29 || near < 29 || big > 6) return null;
  if (small === 0 || big === small) return big <= 1 ? COLOR.ochre : COLOR.wax;
  return big - small === 1 && big <= 5 ? COLOR.madder : null;
}

/** Cross-stitch 挑花: an eight-petaled flower counted on indigo cloth. */
export function crossStitch(): string {
  return wovenCloth({ columns: SIZE, rows: SIZE, ground: COLOR.vat, stitch: cross, isStroked: true }, thread);
}
