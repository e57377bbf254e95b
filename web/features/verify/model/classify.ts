/* What somebody dropped: proofs, trust files, and the files that they are about. */

/** A file of this computer with its path below what was dropped or chosen. */
export interface GivenFile {
  readonly path: string;
  readonly file: File;
}

export interface GivenText {
  readonly path: string;
  readonly text: string;
}

export interface Given {
  readonly bundles: readonly GivenText[];
  readonly trustFiles: readonly GivenText[];
  readonly files: readonly GivenFile[];
}

const BUNDLE_NAME = /\.lanran\.json$/i;
/** A larger file that is not named like a proof is taken for what it is. */
const MAX_READ_BYTES = 32 * 1024 * 1024;
/** What systems and browsers leave in folders. */
const LITTER = /^(\.DS_Store|Thumbs\.db|desktop\.ini|\._.*|.*\.(part|crdownload))$/i;
/** A package brings a trust file along, and whoever forges a package forges it too. */
const PACKAGED_TRUST = /(^|\/)provenance\/trust\.json$/;
const HEAD_FORMAT = /"format"\s*:\s*"lanran\/(bundle|trust)\/1"/;

/** Sorts what was given. Browsers rename second downloads (`a.lanran (1).json`), so that content decides beside the name. */
export async function classify(given: readonly GivenFile[]): Promise<Given> {
  const bundles: GivenText[] = [];
  const trustFiles: GivenText[] = [];
  const files: GivenFile[] = [];
  for (const { path: givenPath, file } of given) {
    const path = givenPath.normalize('NFC');
    if (LITTER.test(nameOf(path)) || PACKAGED_TRUST.test(path)) continue;
    const kind = await kindOf(path, file);
    if (kind === 'file') files.push({ path, file });
    else (kind === 'bundle' ? bundles : trustFiles).push({ path, text: await readText(file) });
  }
  return { bundles, trustFiles, files };
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

async function kindOf(path: string, file: File): Promise<'bundle' | 'trust' | 'file'> {
  if (BUNDLE_NAME.test(path)) return 'bundle';
  if (!/\.json$/i.test(path) || file.size > MAX_READ_BYTES) return 'file';
  // RFC 8785 sorts members, so that a large proof names its format anywhere: the whole text is searched.
  const [, format] = HEAD_FORMAT.exec(await file.text()) ?? [];
  return format === 'bundle' ? 'bundle' : format === 'trust' ? 'trust' : 'file';
}

/** Bytes that are not UTF-8 are no proof; the check `format` then says so. */
async function readText(file: File): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
  } catch (error) {
    if (error instanceof TypeError) return '\u{FFFD}';
    throw error;
  }
}
