import type { Readable } from 'node:stream';
import type { Inspection } from '../domain/technical-metadata.ts';
import type { ByteRange } from '../../storage/ports/content-store.ts';

/** A published original, as inspectors see it. */
export interface InspectedFile {
  readonly path: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Streams it or a part of it. Throws ContentMissingError or UnavailableError. */
  read(range?: ByteRange): Promise<Readable>;
  /** Another file of the same version, by its whole path; null when there is none. */
  findSibling(path: string): Promise<Pick<InspectedFile, 'bytes' | 'read'> | null>;
}

/** Finds out something about files of certain types. Reads no more than it needs, and is ended by the signal. */
export interface FileInspector {
  /** In words, for notices: `film and sound streams`. */
  readonly subject: string;
  appliesTo(mediaType: string): boolean;
  /** Answers a notice for bytes that it can't decode or that are hostile. @throws what reading throws, and errors of its own when it can't go on */
  inspect(file: InspectedFile, signal: AbortSignal): Promise<Inspection>;
}
