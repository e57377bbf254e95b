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

/** Place and size are parts of the whole picture, 0 to 1. */
export interface PlacedTile {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The tiles that fill the frame, of the first level that is as fine as the screen. */
export function visibleTiles(
  { width, height, tileSize, levels }: TileSet,
  view: View,
  devicePixelRatio: number,
): PlacedTile[] {
  const wanted = view.frameWidth * view.scale * devicePixelRatio;
  const level = Array.from({ length: levels }, (_, at) => at).find(
    (at) => at === levels - 1 || width / 2 ** (levels - 1 - at) >= wanted,
  );
  if (level === undefined || view.frameWidth <= 0 || view.frameHeight <= 0) return [];
  const shrink = 2 ** (levels - 1 - level);
  const [levelWidth, levelHeight] = [Math.ceil(width / shrink), Math.ceil(height / shrink)];
  const columns = rangeOf({
    size: levelWidth,
    shift: view.x,
    frame: view.frameWidth,
    scale: view.scale,
    tileSize,
  });
  const rows = rangeOf({
    size: levelHeight,
    shift: view.y,
    frame: view.frameHeight,
    scale: view.scale,
    tileSize,
  });
  return rows.flatMap((row) =>
    columns.map((column) => ({
      name: `${level}/${column}_${row}`,
      left: (column * tileSize) / levelWidth,
      top: (row * tileSize) / levelHeight,
      width: Math.min(tileSize, levelWidth - column * tileSize) / levelWidth,
      height: Math.min(tileSize, levelHeight - row * tileSize) / levelHeight,
    })),
  );
}

interface Axis {
  /** Pixels of the level. */
  readonly size: number;
  readonly shift: number;
  readonly frame: number;
  readonly scale: number;
  readonly tileSize: number;
}

function rangeOf({ size, shift, frame, scale, tileSize }: Axis): number[] {
  const from = Math.max(0, -shift / scale / frame);
  const to = Math.min(1, from + 1 / scale);
  const first = Math.floor((from * size) / tileSize);
  const last = Math.min(Math.ceil(size / tileSize) - 1, Math.floor((to * size - 1e-6) / tileSize));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}
