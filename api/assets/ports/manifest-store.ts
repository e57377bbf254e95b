import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { ErasedEntry } from '@lanran/protocol/files/manifest';
import type { AssetFile } from '../domain/asset.ts';

export interface ManifestPlace {
  readonly root: Hex;
  readonly index: number;
}

/** An entry and where it is. */
export interface PlacedFile extends ManifestPlace {
  readonly file: AssetFile;
}

/** File manifests by their RFC 9162 root; written before the statement that names them (ManifestClaims). */
export interface ManifestStore {
  /** Writing the same manifest twice is the same as once. */
  put(root: Hex, entries: readonly AssetFile[]): Promise<void>;
  /** As `put` of each. */
  putAll(manifests: readonly { readonly root: Hex; readonly entries: readonly AssetFile[] }[]): Promise<void>;
  /** Entries `from` (included) to `to` (excluded) in manifest order, without those that were taken down. */
  list(root: Hex, from: number, to: number): Promise<IndexedFile[]>;
  /** Of each manifest the same from its first entry to an index (excluded); none of one without entries. */
  listStarts(roots: readonly Hex[], to: number): Promise<ReadonlyMap<string, readonly IndexedFile[]>>;
  /** For what is shown: of each manifest, entries up to an index (excluded), in the order of the roots. A second old where another process writes. */
  showStarts(roots: readonly Hex[], to: number): Promise<IndexedFile[][]>;
  /** At most `most` entries from the index on that were not erased, taken down or not. */
  listKept(root: Hex, from: number, most: number): Promise<IndexedFile[]>;
  /** The first entry at the index or after it that was not taken down. */
  findFrom(root: Hex, index: number): Promise<IndexedFile | null>;
  /** Null for an entry that was taken down, too. */
  find(root: Hex, index: number): Promise<AssetFile | null>;
  /** In the order of the places; null where there is no such entry. */
  findMany(places: readonly ManifestPlace[]): Promise<(AssetFile | null)[]>;
  /** The same for what is shown: a second old where another process writes. */
  findShown(places: readonly ManifestPlace[]): Promise<(AssetFile | null)[]>;
  /** The first `most` entries with this content, of whatever manifest, that were not taken down. */
  listBySha256(sha256: string, most: number): Promise<PlacedFile[]>;
  /** As `listBySha256`, with those that were taken down but not erased. */
  listHolding(sha256: string, most: number): Promise<PlacedFile[]>;
  /** The same of any of these contents: at most `most` in all. */
  listByContents(sha256s: readonly string[], most: number): Promise<PlacedFile[]>;
  /**
   * From now on nobody reads the entry at the path, all of them for null: they are as erased ones. Harmless to repeat.
   * `takenDownIn`: the leaf that says so.
   */
  takeDown(root: Hex, path: string | null, takenDownIn: number): Promise<void>;
  /** Forgets all of an entry but the hash of its leaf. Harmless to repeat. `takenDownIn`: the leaf that says so. */
  erase(place: ManifestPlace, takenDownIn: number): Promise<void>;
  /** Removes an entry of a manifest that nothing names. Harmless to repeat. */
  remove(place: ManifestPlace): Promise<void>;
  /** Leaf hashes of entries that were taken down, in manifest order. */
  listErased(root: Hex): Promise<ErasedPlace[]>;
  /** Null for an entry that was not taken down. */
  findErased(place: ManifestPlace): Promise<ErasedPlace | null>;
}

/** An entry and its place in the manifest. */
export interface IndexedFile extends AssetFile {
  readonly index: number;
}

export interface ErasedPlace extends ErasedEntry {
  readonly index: number;
  /** The leaf that says that it was taken down. */
  readonly takenDownIn: number;
}
