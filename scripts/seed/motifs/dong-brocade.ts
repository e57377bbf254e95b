import { COLOR } from './drawing.ts';
import { float, wovenCloth } from './woven-grid.ts';

const COLUMNS = 108;
const ROWS = 108;
const REPEAT = 36;
const HALF = REPEAT / 2;
const BORDER = 9;

/** Distance from the middle of the repeat, folded into a quarter: the brocade mirrors both ways. */
function fold(at: number): number {
  return Math.abs((((at % REPEAT) + REPEAT) % REPEAT) - HALF);
}

/** A figure with raised hands, 7 wide and 9 high, as it stands in Dong covers. */
const FIGURE = [
  '#.....#',
  '#..#..#',
  '.#.#.#.',
  '..###..',
  '...#...',
  '..###..',
  '.#...#.',
  '.#...#.',
  '##...##',
];
/** An eight-pointed sun, the spider that holds the soul. */
const SPIDER = [
  '#...#...#',
  '.#..#..#.',
  '..#.#.#..',
  '...###...',
  '#########',
  '...###...',
  '..#.#.#..',
  '.#..#..#.',
  '#...#...#',
];

function isSet(picture: readonly string[], column: number, row: number): boolean {
  return picture[row]?.[column] === '#';
}

function border(column: number, row: number): string | null {
  const edge = Math.min(column, row, COLUMNS - 1 - column, ROWS - 1 - row);
  if (edge === 0 || edge === BORDER - 1) return COLOR.deep;
  if (edge === 2 || edge === BORDER - 3) return COLOR.madder;
  const along = edge === row || edge === ROWS - 1 - row ? column : row;
  const tooth = Math.abs((along % 8) - 4);
  return edge === 3 + Math.min(2, Math.floor(tooth / 2)) ? COLOR.deep : null;
}

/** Nested diamonds with hooked edges, a spider in each, a pair of figures where four diamonds meet. */
function field(column: number, row: number): string | null {
  const [x, y] = [fold(column - BORDER + HALF / 2), fold(row - BORDER + HALF / 2)];
  const ring = x + y;
  if (ring === HALF) return COLOR.deep;
  if (ring < HALF) return diamond({ x, y, ring, column, row });
  const [u, v] = [HALF - x, HALF - y];
  return corner(u, v);
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly ring: number;
  readonly column: number;
  readonly row: number;
}

function diamond({ x, y, ring, column, row }: Place): string | null {
  if (ring === HALF - 2) return x % 4 < 2 ? COLOR.deep : null;
  if (ring === HALF - 4) return COLOR.deep;
  // Hooks stand on the inner line, one way left and right, the other above and below.
  if (ring === HALF - 5 || ring === HALF - 6) return (x - y + 60) % 6 === 0 ? COLOR.madder : null;
  if (ring === HALF - 7) return COLOR.mid;
  const [pictureX, pictureY] = [signed(column) + 4, signed(row) + 4];
  if (ring <= 8 && isSet(SPIDER, pictureX, pictureY)) return COLOR.deep;
  return null;
}

/** Like `fold`, keeping the side. */
function signed(at: number): number {
  const shifted = at - BORDER + HALF / 2;
  return (((shifted % REPEAT) + REPEAT) % REPEAT) - HALF;
}

function corner(u: number, v: number): string | null {
  if (u + v === HALF - 2) return COLOR.ochre;
  if (u + v === HALF - 4) return u % 2 === 0 ? COLOR.deep : null;
  const [figureX, figureY] = [u, 8 - v];
  if (u <= 3 && isSet(FIGURE, figureX + 3, figureY)) return COLOR.deep;
  return null;
}

/** Dong brocade 侗锦: white ground, indigo diamonds with spiders, and people hand in hand. */
export function dongBrocade(): string {
  return wovenCloth(
    { columns: COLUMNS, rows: ROWS, ground: COLOR.undyed, stitch: float, isStroked: false },
    (column, row) => {
      const edge = Math.min(column, row, COLUMNS - 1 - column, ROWS - 1 - row);
      return edge < BORDER ? border(column, row) : field(column, row);
    },
  );
}
