import { setImmediate } from 'node:timers/promises';
import type { NumberPattern } from '@lanran/protocol/files/references/number-pattern';
import { resolveReference } from '@lanran/protocol/files/references/resolve-reference';
import type { Asset, AssetFile } from '../../assets/domain/asset.ts';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { FileReference, FileReferenceState } from '../domain/file-reference.ts';
import type { FileInspections } from './file-inspections.ts';
import type { FileListing } from './file-listing.ts';

export interface FileReferencesOptions {
  readonly inspections: Pick<FileInspections, 'findMany'>;
  readonly manifests: Pick<ManifestStore, 'findMany'>;
  readonly fileItems: Pick<FileListing, 'placesOf'>;
}

type Version = Pick<Asset, 'filesField'>;

/** A reference with the file that it means; null for none. */
export interface FollowedReference {
  readonly reference: FileReference;
  readonly file: AssetFile | null;
}

/** Of a file of a version. */
export interface ReferenceOfFile {
  readonly file: AssetFile;
  readonly index: number;
  readonly reference: FileReference;
}

/** Endings of scenes that name other files: the others need not be asked about. */
const SCENE = /\.(usd[acz]?|gltf|glb|mtlx|ma)$/i;
const ORDER: readonly FileReferenceState[] = ['MISSING', 'OUTSIDE', 'FOUND'];
const READ_AT_ONCE = 500;
/** Scenes of a version that are looked at. */
const MAX_SCENES = 5_000;
/** Comparisons of a name that has a number in it with paths, which take the longest. */
const MAX_PATTERNS = 50;

/** Files that scenes name, and which of them are in the same version. The caller has made sure that the asset exists for the actor. */
export class FileReferences {
  readonly #options: FileReferencesOptions;

  constructor(options: FileReferencesOptions) {
    this.#options = options;
  }

  /** The first `most` of one file, what is missing before the rest. None of a file that names none, or was not inspected yet. */
  async of(
    { filesField }: Version,
    { path, sha256, most }: Pick<AssetFile, 'path' | 'sha256'> & { readonly most: number },
  ): Promise<FollowedReference[]> {
    const { inspections, fileItems, manifests } = this.#options;
    const [metadata = null] = await inspections.findMany([sha256]);
    const uris = metadata?.references ?? [];
    if (uris.length === 0) return [];
    const resolve = resolverIn(await fileItems.placesOf(filesField));
    const references = uris
      .map((uri) => resolve(path, uri))
      .toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state))
      .slice(0, most);
    const indexes = references.flatMap(({ index }) => (index === null ? [] : [index]));
    const files = await manifests.findMany(indexes.map((index) => ({ root: filesField.root, index })));
    const byIndex = new Map(indexes.map((index, at) => [index, files[at] ?? null]));
    return references.map((reference) => ({
      reference,
      file: reference.index === null ? null : (byIndex.get(reference.index) ?? null),
    }));
  }

  /** The first `most` that no file of the version answers to, in the order of its files. */
  async unresolvedIn({ filesField }: Version, most: number): Promise<ReferenceOfFile[]> {
    const places = await this.#options.fileItems.placesOf(filesField);
    const scenes = [...places]
      .flatMap(([path, index]) => (SCENE.test(path) ? [index] : []))
      .slice(0, MAX_SCENES);
    const resolve = resolverIn(places);
    const found: ReferenceOfFile[] = [];
    for (let from = 0; from < scenes.length; from += READ_AT_ONCE) {
      const batch = await this.#namedBy(filesField, scenes.slice(from, from + READ_AT_ONCE));
      for (const { file, index, uris } of batch) {
        for (const uri of uris) {
          if (found.length === most) return found;
          const reference = resolve(file.path, uri);
          if (reference.state !== 'FOUND') found.push({ file, index, reference });
        }
        // A scene may name 2,000 files; others are answered in between.
        await setImmediate();
      }
    }
    return found;
  }

  async #namedBy({ root }: Asset['filesField'], indexes: readonly number[]) {
    const { manifests, inspections } = this.#options;
    const files = await manifests.findMany(indexes.map((index) => ({ root, index })));
    const metadata = await inspections.findMany(files.map((file) => file?.sha256 ?? ''));
    return files.flatMap((file, at) => {
      const uris = metadata[at]?.references ?? [];
      return file === null || uris.length === 0 ? [] : [{ file, index: indexes[at] ?? 0, uris }];
    });
  }
}

/** Names with a number in them are compared with all paths, and not without end. */
function resolverIn(places: ReadonlyMap<string, number>): (fromPath: string, uri: string) => FileReference {
  let patterns = 0;
  const placeOf = (path: string | NumberPattern): number | null => {
    if (typeof path === 'string') return places.get(path) ?? null;
    patterns += 1;
    if (patterns > MAX_PATTERNS) return null;
    for (const [known, index] of places) if (path.test(known)) return index;
    return null;
  };
  return (fromPath, uri) => {
    const target = resolveReference(fromPath, uri);
    if (target.kind === 'outside') return { uri, state: 'OUTSIDE', index: null };
    for (const path of target.paths) {
      const index = placeOf(path);
      if (index !== null) return { uri, state: 'FOUND', index };
    }
    return { uri, state: 'MISSING', index: null };
  };
}
