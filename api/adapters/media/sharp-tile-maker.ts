import { mkdirSync, rmSync } from 'node:fs';
import sharp from 'sharp';
import { type Tile, TILE_SIZE } from '../../domain/tile-pack.ts';
import type { PictureSource } from '../../ports/picture-maker.ts';
import type { TileMaker } from '../../ports/tile-maker.ts';
import { Lane } from './lane.ts';
import { withScratchFile } from './scratch-file.ts';
import { zipEntries } from './zip-entries.ts';

const MAX_PIXELS = 200_000_000;
const MAX_SECONDS = 600;
const MAX_WAITING = 20;
const ENTRY = /_files\/(\d+)\/(\d+)_(\d+)\.webp$/;

export interface SharpTileMakerOptions {
  /** Holds the original that is being read; emptied at the start. */
  readonly scratchDir: string;
  readonly maxPixels?: number;
}

/** Tiles by libvips, in one pass over the original, which is never whole in memory: oriented, in sRGB, without metadata. */
export class SharpTileMaker implements TileMaker {
  readonly #scratchDir: string;
  readonly #maxPixels: number;
  readonly #lane = new Lane(MAX_WAITING);

  constructor({ scratchDir, maxPixels = MAX_PIXELS }: SharpTileMakerOptions) {
    this.#scratchDir = scratchDir;
    this.#maxPixels = maxPixels;
    rmSync(scratchDir, { recursive: true, force: true });
    mkdirSync(scratchDir, { recursive: true, mode: 0o700 });
  }

  async makeTiles(source: PictureSource): ReturnType<TileMaker['makeTiles']> {
    return this.#lane.take(async () => {
      const scratch = { directory: this.#scratchDir, source: await source.read() };
      return withScratchFile(scratch, (path) => this.#cut(path));
    });
  }

  async #cut(path: string): ReturnType<TileMaker['makeTiles']> {
    try {
      const zip = await sharp(path, { limitInputPixels: this.#maxPixels, failOn: 'error', pages: 1 })
        .autoOrient()
        .toColourspace('srgb')
        .webp({ quality: 82, effort: 2 })
        .timeout({ seconds: MAX_SECONDS })
        .tile({
          size: TILE_SIZE,
          overlap: 0,
          depth: 'onetile',
          layout: 'dz',
          container: 'zip',
          basename: 'tiles',
        })
        .toBuffer();
      return { tiles: [...tilesIn(zip)] };
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      const isLate = reason.includes('timeout');
      return {
        refusal: isLate
          ? { problem: 'TIME_LIMIT', detail: `Cutting it into tiles took more than ${MAX_SECONDS} seconds.` }
          : { problem: 'DAMAGED', detail: `It could not be cut into tiles: ${reason.slice(0, 200)}` },
      };
    }
  }
}

function* tilesIn(zip: Buffer): Generator<Tile> {
  for (const { name, bytes } of zipEntries(zip)) {
    const [, level, column, row] = ENTRY.exec(name) ?? [];
    if (level !== undefined)
      yield { level: Number(level), column: Number(column), row: Number(row), webp: bytes };
  }
}
