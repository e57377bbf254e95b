import type { Hex } from '@lanran/protocol/bytes';
import type { AssetFile } from '../domain/asset.ts';

export interface ManifestPlace {
  readonly root: Hex;
  readonly index: number;
}

/** An entry and where it is. */
export interface PlacedFile extends ManifestPlace {
  readonly file: AssetFile;
}

/** File manifests by their RFC 9162 root; written before the statement that names them. */
export interface ManifestStore {
  /** Writing the same manifest twice is the same as once. */
  put(root: Hex, entries: readonly AssetFile[]): Promise<void>;
  /** Entries `from` (included) to `to` (excluded) in manifest order. */
  list(root: Hex, from: number, to: number): Promise<AssetFile[]>;
  find(root: Hex, index: number): Promise<AssetFile | null>;
  /** In the order of the places; null where there is no such entry. */
  findMany(places: readonly ManifestPlace[]): Promise<(AssetFile | null)[]>;
  /** The first `most` entries with this content, of whatever manifest. */
  listBySha256(sha256: string, most: number): Promise<PlacedFile[]>;
  /** The same of any of these contents: at most `most` in all. */
  listByContents(sha256s: readonly string[], most: number): Promise<PlacedFile[]>;
}
