import { mkdirSync, rmSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { jobFailure, type JobFailure } from '../domain/file-job.ts';
import { type Tile, TILE_SIZE } from '../domain/picture-tile-pack.ts';
import type { PictureSource } from '../ports/picture-maker.ts';
import type { TileMaker } from '../ports/picture-tile-maker.ts';
import type { DecoderProcess } from './decoding/decoder-process.ts';
import { ReadablePictures } from './decoding/readable-picture.ts';
import { fullDisk } from './full-disk.ts';
import { BoundedQueue } from '../../platform/concurrency/bounded-queue.ts';
import { loadSharp } from './load-sharp.ts';
import { withScratchTarget } from './scratch-file.ts';
import { type ZipEntry, zipEntriesOf } from './zip-entries.ts';

const MAX_PIXELS = 200_000_000;
const MAX_SECONDS = 600;
const MAX_WAITING = 20;
const ENTRY = /_files\/(\d+)\/(\d+)_(\d+)\.webp$/;

export interface SharpTileMakerOptions {
  /** Holds the original that is being read; emptied at the start. */
  readonly scratchDir: string;
  readonly maxPixels?: number;
  readonly decoder?: DecoderProcess;
}

/** Tiles by libvips, in one pass over the original, which like them is never whole in memory: oriented, in sRGB, without metadata. */
export class SharpTileMaker implements TileMaker {
  readonly #scratchDir: string;
  readonly #readable: ReadablePictures;
  readonly #maxPixels: number;
  readonly #lane = new BoundedQueue(MAX_WAITING);

  constructor({ scratchDir, maxPixels = MAX_PIXELS, decoder }: SharpTileMakerOptions) {
    this.#scratchDir = scratchDir;
    this.#readable = new ReadablePictures({ scratchDir, decoder });
    this.#maxPixels = maxPixels;
    rmSync(scratchDir, { recursive: true, force: true });
    mkdirSync(scratchDir, { recursive: true, mode: 0o700 });
  }

  async makeTiles(
    source: PictureSource,
    take: (tiles: readonly Tile[]) => Promise<void>,
  ): Promise<JobFailure | null> {
    const directory = this.#scratchDir;
    return this.#lane.take(async () => {
      const done = await this.#readable.withReadable(source, {
        maxPixels: this.#maxPixels,
        use: ({ path }) =>
          withScratchTarget({ directory, extension: '.zip' }, async (zipPath, zip) => {
            const cut = await this.#cut(path, { zipPath, zip });
            if (!('refusal' in cut)) await take(cut.tiles);
            return cut;
          }),
      });
      return 'refusal' in done ? done.refusal : null;
    });
  }

  async #cut(
    path: string,
    { zipPath, zip }: { zipPath: string; zip: FileHandle },
  ): Promise<{ tiles: Tile[] } | { refusal: JobFailure }> {
    const sharp = await loadSharp();
    try {
      await sharp(path, { limitInputPixels: this.#maxPixels, failOn: 'error', pages: 1 })
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
        .toFile(zipPath);
      return { tiles: tilesIn(await zipEntriesOf(zip)) };
    } catch (error) {
      // Told by what is written to: the picture is not to blame.
      if (error instanceof Error && error.message.includes(`${zipPath}: write error`)) throw fullDisk(error);
      return { refusal: refusalOf(error) };
    }
  }
}

function refusalOf(error: unknown): JobFailure {
  const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  if (reason.includes('timeout'))
    return jobFailure('TIME_LIMIT', {
      en: `Cutting it into tiles took more than ${MAX_SECONDS} seconds.`,
      zh: `切分图块超过 ${MAX_SECONDS} 秒。`,
    });
  const said = reason.slice(0, 200);
  return jobFailure('UNDECODABLE', {
    en: `It could not be cut into tiles: ${said}`,
    zh: `无法切分为图块：${said}`,
  });
}

function tilesIn(entries: readonly ZipEntry[]): Tile[] {
  return entries.flatMap(({ name, bytes, read }) => {
    const [, level, column, row] = ENTRY.exec(name) ?? [];
    if (level === undefined) return [];
    return [{ level: Number(level), column: Number(column), row: Number(row), bytes, read }];
  });
}
