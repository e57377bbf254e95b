/** A complete tile of the log: 256 hashes of one level (C2SP tlog-tiles), 8,192 bytes. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Uint8Array;
}

/** Complete tiles, derived from the leaves; losing them loses nothing. */
export interface TileStore {
  find(level: number, index: number): Promise<Tile | null>;
  /** Writing the same tile twice is the same as once. */
  put(tile: Tile): Promise<void>;
}
