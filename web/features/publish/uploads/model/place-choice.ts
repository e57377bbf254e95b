import { findOnlyFolder, placeChosen } from '@lanran/sdk/publishing/chosen-files';
import { type Found, placeAgain } from '../../../../lib/files/chosen-files.ts';
import { type FileRow, needsPerson } from './file-rows.ts';

type PlacedRow = Pick<FileRow, 'path' | 'bytes' | 'standing'>;

interface Beside {
  readonly rows: readonly PlacedRow[];
  /** The folder that is the asset itself, by its name; null when none is known to be. */
  readonly assetFolder: string | null;
}

interface Placed extends Found {
  readonly assetFolder: string | null;
}

/** Where a choice goes in a draft. One folder in a draft without others is the asset, also when it is chosen again; beside others it keeps its name. */
export function placeChoice(found: Found, { rows, assetFolder }: Beside): Placed {
  const folder = findOnlyFolder(found.files);
  const isAsset = folder !== null && isAssetItself(folder, found, { rows, assetFolder });
  const files = isAsset ? placeChosen(found.files) : found.files;
  const hidden = isAsset
    ? found.hidden.map((each) => ({ ...each, path: each.path.slice(folder.length + 1) }))
    : found.hidden;
  return {
    files: placeAgain(files, rows.filter(needsPerson)),
    hidden,
    assetFolder: isAsset ? folder : assetFolder,
  };
}

function isAssetItself(folder: string, { files }: Found, { rows, assetFolder }: Beside): boolean {
  // As on the command line, what a revision keeps is replaced by the paths below the folder.
  if (rows.every(({ standing }) => standing === 'kept')) return true;
  if (assetFolder !== null) return assetFolder === folder;
  // Begun in another browser: the folder is the one that is asked for.
  const asked = new Set(rows.filter(needsPerson).map(({ path }) => path));
  const askedOf = (some: readonly { readonly path: string }[]) =>
    some.filter(({ path }) => asked.has(path.normalize('NFC'))).length;
  return askedOf(placeChosen(files)) > askedOf(files);
}
