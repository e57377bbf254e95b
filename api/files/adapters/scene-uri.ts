/** The path that a scene means by an address, relative to its folder; null for any other place than files of the same version. */
export function resolveSceneUri(scenePath: string, uri: string): string | null {
  if (/^[a-z][a-z\d+.-]*:|^[/\\]/i.test(uri)) return null;
  const folders = scenePath.split('/').slice(0, -1);
  try {
    for (const segment of decodeURIComponent(uri.split(/[?#]/)[0] ?? '').split('/')) {
      if (segment === '..') {
        if (folders.pop() === undefined) return null;
      } else if (segment !== '.' && segment !== '') folders.push(segment);
    }
  } catch {
    return null;
  }
  return folders.join('/').normalize('NFC');
}
