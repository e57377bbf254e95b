import { placeChosen } from '@lanran/sdk/publishing/chosen-files';
import { emptyFile, FolderNames, type ImportFile, type ImportFolder } from '@lanran/sdk/import/import-folder';
import type { ChosenFile } from '../../../lib/files/chosen-files.ts';

export interface WebFile extends ImportFile {
  readonly file: File;
}

/** A folder that was dropped or chosen on a page. */
export class WebFolder implements ImportFolder<WebFile> {
  readonly #names = new FolderNames<File>();

  constructor(chosen: readonly ChosenFile[]) {
    for (const { path, file } of placeChosen(chosen)) this.#names.add(path, file);
  }

  async find(pattern: string): Promise<WebFile[]> {
    return this.#names.match(pattern).map((path) => {
      const file = this.#names.get(path);
      if (file.size === 0) throw emptyFile(path);
      return { path, bytes: file.size, file };
    });
  }
}
