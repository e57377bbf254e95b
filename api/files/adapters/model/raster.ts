interface Corner {
  readonly x: number;
  readonly y: number;
}

interface Field {
  readonly width: number;
  readonly height: number;
}

/**
 * Visits each cell of a field whose center a triangle covers, with the weights of the first two corners there; that of the third is
 * what is missing to one.
 */
export function rasterize(
  [a, b, c]: readonly [Corner, Corner, Corner],
  { width, height }: Field,
  visit: (cell: number, weightA: number, weightB: number) => void,
): void {
  const area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  if (!Number.isFinite(area) || area === 0) return;
  const left = Math.max(0, Math.ceil(Math.min(a.x, b.x, c.x) - 0.5));
  const right = Math.min(width - 1, Math.floor(Math.max(a.x, b.x, c.x) - 0.5));
  const top = Math.max(0, Math.ceil(Math.min(a.y, b.y, c.y) - 0.5));
  const bottom = Math.min(height - 1, Math.floor(Math.max(a.y, b.y, c.y) - 0.5));
  const stepA = (b.y - c.y) / area;
  const stepB = (c.y - a.y) / area;
  for (let row = top; row <= bottom; row += 1) {
    const y = row + 0.5;
    const x = left + 0.5;
    let weightA = ((b.x - x) * (c.y - y) - (b.y - y) * (c.x - x)) / area;
    let weightB = ((c.x - x) * (a.y - y) - (c.y - y) * (a.x - x)) / area;
    for (let column = left; column <= right; column += 1) {
      if (weightA >= 0 && weightB >= 0 && weightA + weightB <= 1)
        visit(row * width + column, weightA, weightB);
      weightA += stepA;
      weightB += stepB;
    }
  }
}
