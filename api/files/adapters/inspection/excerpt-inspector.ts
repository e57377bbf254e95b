import { type Inspection, mergeInspections, notice } from '../../domain/technical-metadata.ts';
import type { FileInspector, InspectedFile } from '../../ports/file-inspector.ts';
import { withExcerptFile } from './excerpt-file.ts';

/** A tool that takes a path. */
export interface PathReader {
  readonly subject: string;
  appliesTo(mediaType: string): boolean;
  /** The path tells nothing of the type. @throws errors of its own when it can't go on */
  read(path: string, file: Pick<InspectedFile, 'mediaType'>, signal: AbortSignal): Promise<Inspection>;
}

/** Lets several tools read one excerpt of a file. Where one fails, the others' findings stay. */
export class ExcerptInspector implements FileInspector {
  readonly subject = 'embedded metadata';
  readonly #directory: string;
  readonly #readers: readonly PathReader[];

  constructor({
    directory,
    readers,
  }: {
    readonly directory: string;
    readonly readers: readonly PathReader[];
  }) {
    this.#directory = directory;
    this.#readers = readers;
  }

  appliesTo(mediaType: string): boolean {
    return this.#readers.some((reader) => reader.appliesTo(mediaType));
  }

  async inspect(file: InspectedFile, signal: AbortSignal): Promise<Inspection> {
    const readers = this.#readers.filter((reader) => reader.appliesTo(file.mediaType));
    return withExcerptFile({ directory: this.#directory, file }, async (path) => {
      const found: Inspection[] = [];
      for (const reader of readers) found.push(await attempt(reader, { path, file, signal }));
      return mergeInspections(found);
    });
  }
}

async function attempt(
  reader: PathReader,
  {
    path,
    file,
    signal,
  }: { readonly path: string; readonly file: InspectedFile; readonly signal: AbortSignal },
): Promise<Inspection> {
  signal.throwIfAborted();
  try {
    return await reader.read(path, file, signal);
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    return {
      sections: [],
      notices: [notice('NOT_INSPECTED', `Its ${reader.subject} can't be read: ${reason}`)],
    };
  }
}
