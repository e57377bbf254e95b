/** As `/renditions/{file id}/tiles.json` says it: level 0 is one tile, the last level all pixels. */
export interface TileSet {
  readonly width: number;
  readonly height: number;
  readonly tileSize: number;
  readonly levels: number;
}

/** How the picture lies in its frame: scaled, then moved by CSS pixels. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
  readonly frameWidth: number;
  readonly frameHeight: number;
}

/** In CSS pixels of the frame. */
export interface PlacedTile {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The tiles that fill the frame, of the first level that is as fine as the screen, at whole pixels of it. Those of the level before
 * come first and are drawn below: browsers blend edges, and between two tiles the marked preview would shine through.
 */
export function visibleTiles(set: TileSet, view: View, devicePixelRatio: number): PlacedTile[] {
  const { width, levels } = set;
  const wanted = view.frameWidth * view.scale * devicePixelRatio;
  const level = Array.from({ length: levels }, (_, at) => at).find(
    (at) => at === levels - 1 || width / 2 ** (levels - 1 - at) >= wanted,
  );
  if (level === undefined || view.frameWidth <= 0 || view.frameHeight <= 0) return [];
  const below = level === 0 ? [] : tilesOf(set, view, { level: level - 1, lap: LAP_PX, devicePixelRatio });
  return [...below, ...tilesOf(set, view, { level, lap: 0, devicePixelRatio })];
}

/** By how many pixels of the screen a tile that lies below goes on under the next. */
const LAP_PX = 2;

interface Drawing {
  readonly level: number;
  readonly lap: number;
  readonly devicePixelRatio: number;
}

function tilesOf({ width, height, tileSize, levels }: TileSet, view: View, drawing: Drawing): PlacedTile[] {
  const { level } = drawing;
  const shrink = 2 ** (levels - 1 - level);
  const [levelWidth, levelHeight] = [Math.ceil(width / shrink), Math.ceil(height / shrink)];
  const common = { ...drawing, scale: view.scale, tileSize };
  const columns = tilesAlong({ ...common, size: levelWidth, shift: view.x, frame: view.frameWidth });
  const rows = tilesAlong({ ...common, size: levelHeight, shift: view.y, frame: view.frameHeight });
  return rows.flatMap((row) =>
    columns.map((column) => ({
      name: `${level}/${column.at}_${row.at}`,
      left: column.start,
      top: row.start,
      width: column.length,
      height: row.length,
    })),
  );
}

interface Axis extends Drawing {
  /** Pixels of the level. */
  readonly size: number;
  readonly shift: number;
  readonly frame: number;
  readonly scale: number;
  readonly tileSize: number;
}

interface TileOnAxis {
  readonly at: number;
  readonly start: number;
  readonly length: number;
}

function tilesAlong({ size, shift, frame, scale, tileSize, lap, devicePixelRatio }: Axis): TileOnAxis[] {
  const from = Math.max(0, -shift / scale / frame);
  const to = Math.min(1, from + 1 / scale);
  const first = Math.floor((from * size) / tileSize);
  const last = Math.min(Math.ceil(size / tileSize) - 1, Math.floor((to * size - 1e-6) / tileSize));
  const edge = (at: number) => {
    const part = Math.min(at * tileSize, size) / size;
    return Math.round((shift + part * frame * scale) * devicePixelRatio) / devicePixelRatio;
  };
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const at = first + index;
    return { at, start: edge(at), length: edge(at + 1) - edge(at) + lap / devicePixelRatio };
  });
}
