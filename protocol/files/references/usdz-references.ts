import { type ByteSource, partOf } from './byte-source.ts';
import { joinedPath } from './resolve-reference.ts';
import { findZipEnd, MAX_ZIP_END_BYTES, type ZipEntry, zipEntriesIn } from './zip-directory.ts';

const LOCAL_BYTES = 30;
const MAX_DIRECTORY_BYTES = 16_777_216;
const MAX_LAYERS = 200;
const LAYER = /\.(usd[ac]?|mtlx)$/i;

/**
 * Files that the layers of a USD package name and that are not in the package
 * (https://openusd.org/release/spec_usdz.html). Null for what is no package.
 */
export async function findUsdzReferences(
  source: ByteSource,
  readLayer: (layer: ByteSource) => Promise<readonly string[]>,
): Promise<string[] | null> {
  const tailAt = Math.max(0, source.bytes - MAX_ZIP_END_BYTES);
  const end = findZipEnd(await source.read(tailAt, MAX_ZIP_END_BYTES));
  if (end === null || end.length > MAX_DIRECTORY_BYTES) return null;
  const entries = zipEntriesIn(await source.read(end.start, end.length), end);
  const names = new Set(entries.map(({ name }) => name));
  const layers = entries.filter(({ name, isStored }) => isStored && LAYER.test(name)).slice(0, MAX_LAYERS);
  const found: string[] = [];
  for (const layer of layers) {
    const content = await findContent(source, layer);
    const uris = content === null ? [] : await readLayer(content);
    found.push(...uris.filter((uri) => !isInside(uri, { layer, names })));
  }
  return found;
}

async function findContent(source: ByteSource, { at, bytes }: ZipEntry): Promise<ByteSource | null> {
  const head = await source.read(at, LOCAL_BYTES);
  if (head.length < LOCAL_BYTES) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const start = at + LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
  return start + bytes > source.bytes ? null : partOf(source, { start, bytes });
}

/** A tile or frame with a number is in it when any such is. */
function isInside(
  uri: string,
  { layer, names }: { readonly layer: ZipEntry; readonly names: ReadonlySet<string> },
): boolean {
  const name = uri.replace(/\[[^\]]*\]$/, '');
  return [layer.name.split('/').slice(0, -1), []].some((folders) => {
    const path = joinedPath(folders, name);
    const [start = '', ...rest] = path?.split(/<udim>|<uvtile>/i) ?? [];
    return (
      path !== null &&
      (names.has(path) || (rest.length > 0 && [...names].some((each) => each.startsWith(start))))
    );
  });
}
