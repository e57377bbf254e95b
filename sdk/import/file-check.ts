import { type ContentDoubt, contentDoubtOf } from '../publishing/file-signatures.ts';
import type { ImportFile } from './import-folder.ts';
import type { PlannedRecord } from './read-records.ts';

/** A file of a record that is not what its name promises. */
export interface DoubtfulFile {
  readonly row: number;
  readonly path: string;
  readonly doubt: ContentDoubt;
}

/** A look at the files before they are signed for: nothing is refused. */
export interface FileLook<File extends ImportFile> {
  /** Its first bytes, at most `LOOKED_AT_BYTES`. */
  startOf(file: File): Promise<Uint8Array>;
  onDoubt(doubtful: DoubtfulFile): void;
}

export async function lookAtFile<File extends ImportFile>(
  { row }: Pick<PlannedRecord, 'row'>,
  file: File,
  { startOf, onDoubt }: FileLook<File>,
): Promise<void> {
  const { path } = file;
  const doubt = contentDoubtOf(path, await startOf(file));
  if (doubt !== null) onDoubt({ row, path, doubt });
}
