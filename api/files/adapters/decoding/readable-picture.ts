import type { JobFailure } from '../../domain/file-job.ts';
import type { PictureSource } from '../../ports/picture-maker.ts';
import { withScratchFile } from '../scratch-file.ts';
import { DecoderProcess, isDecodedHere } from './decoder-process.ts';

export interface ReadablePicture {
  /** May be opened for reading, until `use` ends. */
  readonly path: string;
  /** What sharp reads it as. */
  readonly mediaType: string;
  /** What was done to its light; absent for nothing. */
  readonly shownAs?: string | undefined;
}

/** Originals as files that sharp reads: as they are, or decoded first. */
export class ReadablePictures {
  readonly #scratchDir: string;
  readonly #decoder: DecoderProcess;

  constructor({
    scratchDir,
    decoder = new DecoderProcess({ scratchDir }),
  }: {
    readonly scratchDir: string;
    readonly decoder?: DecoderProcess | undefined;
  }) {
    this.#scratchDir = scratchDir;
    this.#decoder = decoder;
  }

  /** `use`, or why the picture can't be decoded. @throws what the source and `use` throw, StorageFullError */
  async withReadable<T>(
    source: PictureSource,
    { maxPixels, use }: { readonly maxPixels: number; use(readable: ReadablePicture): Promise<T> },
  ): Promise<T | { readonly refusal: JobFailure }> {
    // Tools seek in what they read, so that they get a file, not a stream.
    const scratch = { directory: this.#scratchDir, source: await source.read() };
    const { mediaType } = source;
    return withScratchFile(scratch, async (path) =>
      isDecodedHere(mediaType)
        ? this.#decoder.withDecoded({ path, mediaType, maxPixels }, use)
        : use({ path, mediaType }),
    );
  }
}
