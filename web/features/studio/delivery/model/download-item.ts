import type { LicensedFile } from './file-request.ts';
import { filesOf, type LicensedItem } from '../../license/model/license-files.ts';
import { type ArchivedFile, tarOf } from './tar.ts';

/** What is fetched and saved as one: a file, or the frames of a sequence. */
export interface DownloadItem {
  readonly id: string;
  readonly bytes: number;
  /** Of the parts that have arrived, in the browser. */
  readonly storeName: string;
  list(signal: AbortSignal): Promise<readonly LicensedFile[]>;
  /** What is saved, once every file was checked. */
  pack(files: readonly ArchivedFile[]): Blob;
  readonly saveAs: string;
}

export function wantedFile(file: LicensedFile): DownloadItem {
  return {
    id: file.id,
    bytes: file.bytes,
    storeName: file.sha256,
    list: async () => [file],
    pack: ([only]) => only?.content ?? new Blob([]),
    saveAs: nameOf(file.path),
  };
}

/** The frames of a sequence are an archive; of another item, its file as it is. */
export function wantedItem(item: LicensedItem): DownloadItem {
  const { file, sequence } = item;
  if (sequence === null) return wantedFile(file);
  return {
    id: `${file.id} ${sequence.name}`,
    bytes: sequence.bytes,
    // A version's files are the same for ever: its first frame says which sequence it is.
    storeName: file.id,
    list: (signal) => filesOf(item, signal),
    pack: tarOf,
    saveAs: `${nameOf(sequence.name).replace('–', '-')}.tar`,
  };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
