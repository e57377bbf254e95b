/** Pixels of a tile's side; tiles at the right and lower edges are smaller. */
export const TILE_SIZE = 512;

/** Level 0 is the whole picture in one tile; each further level has twice its pixels a side, the last all of them. */
export interface TilePlace {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

/** A WebP that is not in memory yet: together they may be hundreds of megabytes. */
export interface Tile extends TilePlace {
  readonly bytes: number;
  read(): Promise<Uint8Array>;
}

/** A picture's tiles as one file: their index, then the tiles one after the other. */
export interface TileIndex {
  readonly width: number;
  readonly height: number;
  readonly levels: number;
  /** Offset in the file, and length, by `<level>/<column>_<row>`. */
  readonly places: Readonly<Record<string, readonly [offset: number, length: number]>>;
}

/** Bytes before the index: its length, big-endian. */
export const INDEX_START = 4;
const MAX_INDEX_BYTES = 4_000_000;

export class MalformedTilePackError extends Error {
  override readonly name = 'MalformedTilePackError';
}

export function tileName({ level, column, row }: TilePlace): string {
  return `${level}/${column}_${row}`;
}

/** The file, in pieces, of which a tile is one. Offsets of the index count from its end. */
export async function* packTiles(
  { width, height }: { readonly width: number; readonly height: number },
  tiles: readonly Tile[],
): AsyncGenerator<Uint8Array> {
  let offset = 0;
  const places = tiles.map((tile) => {
    const place: [string, [number, number]] = [tileName(tile), [offset, tile.bytes]];
    offset += tile.bytes;
    return place;
  });
  const levels = 1 + Math.max(...tiles.map(({ level }) => level));
  const index = new TextEncoder().encode(
    JSON.stringify({ width, height, levels, places: Object.fromEntries(places) }),
  );
  const start = new Uint8Array(INDEX_START);
  new DataView(start.buffer).setUint32(0, index.length);
  yield start;
  yield index;
  for (const tile of tiles) yield await tile.read();
}

/** @throws MalformedTilePackError */
export function indexLengthOf(start: Uint8Array): number {
  const length = start.length === INDEX_START ? new DataView(start.buffer, start.byteOffset).getUint32(0) : 0;
  if (length > 0 && length <= MAX_INDEX_BYTES) return length;
  throw new MalformedTilePackError('A file of tiles does not begin with the length of its index.');
}

/** Written by `packTiles` and kept whole or not at all. */
export function parseTileIndex(index: Uint8Array): TileIndex {
  return JSON.parse(new TextDecoder().decode(index)) as TileIndex;
}
