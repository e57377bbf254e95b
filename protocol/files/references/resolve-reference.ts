import { NumberPattern } from './number-pattern.ts';

/** Where a file may lie that another names. */
export type ReferenceTarget =
  /** On the machine that the file was made on, or in a network. */
  | { readonly kind: 'outside' }
  /** Among the files around it, in this order; a name for many is a pattern. */
  | { readonly kind: 'inside'; readonly paths: readonly (string | NumberPattern)[] };

const OUTSIDE: ReferenceTarget = { kind: 'outside' };
/** An address with a scheme, a place from a root, a drive, a variable of somebody's environment. */
const ELSEWHERE = /^[a-z][a-z\d+.-]*:|^[/\\~$]|^%\w+%|^<(?!udim|uvtile|f\d?>)/i;

/**
 * The places, among files of one version, that are meant by a name as it stands in a file: beside the file, and from the root of the
 * version where the name does not begin with a dot (USD and Maya look in folders of the project). Pure text; case matters.
 */
export function resolveReference(fromPath: string, uri: string): ReferenceTarget {
  // USD: a file within a package, and arguments of the file's format.
  const name = outerPath(uri).split(':SDF_FORMAT_ARGS:')[0]?.replaceAll('\\', '/').trim();
  if (name === undefined || name === '' || ELSEWHERE.test(name)) return OUTSIDE;
  const folders = fromPath.split('/').slice(0, -1);
  const starts = /^\.\.?\//.test(name) ? [folders] : [folders, []];
  const paths = starts.flatMap((start) => joinedPath(start, name) ?? []);
  if (paths.length === 0) return OUTSIDE;
  return { kind: 'inside', paths: [...new Set(paths)].map((path) => NumberPattern.find(path) ?? path) };
}

/** Without a file within a package, `[…]` at the end. Time grows with the length alone, which an expression's would not. */
export function outerPath(uri: string): string {
  if (!uri.endsWith(']')) return uri;
  const start = uri.indexOf('[', uri.lastIndexOf(']', uri.length - 2) + 1);
  return start < 0 ? uri : uri.slice(0, start);
}

/** From folders on; null for a path that leads out of the first. */
export function joinedPath(start: readonly string[], name: string): string | null {
  const folders = [...start];
  for (const segment of name.split('/')) {
    if (segment === '..') {
      if (folders.pop() === undefined) return null;
    } else if (segment !== '.' && segment !== '') folders.push(segment);
  }
  return folders.join('/').normalize('NFC');
}
