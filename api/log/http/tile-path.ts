/** A tile or an entry bundle of the log (C2SP tlog-tiles). */
export interface TilePath {
  /** Level of the hashes, or `entries` for the leaves themselves. */
  readonly level: number | 'entries';
  readonly index: number;
  /** 256 when whole. */
  readonly width: number;
}

export const FULL_WIDTH = 256;
const MAX_LEVEL = 63;
const LEVEL = /^(0|[1-9]\d?)$/;
const INDEX = /^(?:x\d{3}\/)*\d{3}$/;
const WIDTH = /^[1-9]\d{0,2}$/;

/**
 * Reads `<L>/<N>[.p/<W>]`: N in groups of three digits, all but the last with an `x` before it, as `x001/x234/067`.
 * One tile has one path: anything else is null. https://github.com/C2SP/C2SP/blob/main/tlog-tiles.md
 */
export function parseTilePath(path: string): TilePath | null {
  const [whole = '', widthText, ...extra] = path.split('.p/');
  const slash = whole.indexOf('/');
  const level = parseLevel(whole.slice(0, slash));
  const index = parseIndex(whole.slice(slash + 1));
  const width = widthText === undefined ? FULL_WIDTH : parseWidth(widthText);
  if (extra.length > 0 || slash < 0 || level === null || index === null || width === null) return null;
  return { level, index, width };
}

function parseLevel(text: string): TilePath['level'] | null {
  if (text === 'entries') return text;
  return LEVEL.test(text) && Number(text) <= MAX_LEVEL ? Number(text) : null;
}

function parseIndex(text: string): number | null {
  if (!INDEX.test(text) || /^x000\//.test(text)) return null;
  const index = Number(text.replaceAll(/[x/]/g, ''));
  return Number.isSafeInteger(index) ? index : null;
}

function parseWidth(text: string): number | null {
  return WIDTH.test(text) && Number(text) < FULL_WIDTH ? Number(text) : null;
}
