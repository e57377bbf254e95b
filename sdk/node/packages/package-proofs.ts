import { basename } from 'node:path';

export interface PlacedProof {
  readonly path: string;
  readonly text: string;
}

/** Which bundles prove a package. They are one where the version is the one that was sold. */
export interface PackageProofs {
  /** Lists the files. */
  readonly files: PlacedProof;
  /** Has the license. */
  readonly license: PlacedProof;
}

/** By the names that `download` gives them; `chosen` is the user’s. Null where there is none. */
export function choosePackageProofs(
  proofs: ReadonlyMap<string, string>,
  chosen: PlacedProof | null,
): PackageProofs | null {
  const placed = [...proofs].map(([path, text]) => ({ path, text }));
  const named = (start: string) => placed.find(({ path }) => basename(path).startsWith(start));
  const files = chosen ?? named('version-') ?? named('license-') ?? placed[0];
  if (files === undefined) return null;
  return { files, license: named('license-') ?? files };
}
