import type { ByteSource } from './byte-source.ts';
import { findUnpackedLz4 } from './lz4-block.ts';
import { outerPath } from './resolve-reference.ts';

const SIGN = 'PXR-USDC';
const TABLE_AT = 16;
const SECTION_BYTES = 32;
const MAX_SECTIONS = 64;
const MAX_TOKENS_BYTES = 67_108_864;
/** Crate files before 0.4.0 keep tokens as they are. */
const PACKED_SINCE = 4;
/** Endings of files that layers name: layers, pictures, volumes, shaders, sound, caches. */
const FILE_NAME =
  /\.(usd[acz]?|abc|mtlx|vdb|osl|oso|sbsar|ptex?|tex|tx|rat|exr|hdr|dpx|png|jpe?g|tiff?|tga|bmp|webp|avif|svg|ies|wav|mp3|m4a|ogg|flac|glb|gltf|obj|fbx|bgeo|geo|hip|blend|ma|mb)$/i;
const NOT_A_PATH = /[\n\r\t"|]/;

/**
 * What names a file in a USD layer in the crate format, in the order of its tokens: those that end as files do, or begin with `./` or
 * `../` (the format has all asset paths, and all other words, in one table). Null for what is no crate, or a damaged one.
 */
export async function findUsdcReferences(source: ByteSource): Promise<string[] | null> {
  const head = await source.read(0, TABLE_AT + 8);
  if (head.length < TABLE_AT + 8 || latin1(head.subarray(0, SIGN.length)) !== SIGN) return null;
  const section = await findSection(source, { tableAt: numberAt(head, TABLE_AT), name: 'TOKENS' });
  if (section === null || section.length > MAX_TOKENS_BYTES) return null;
  const isPacked = (head[8] ?? 0) > 0 || (head[9] ?? 0) >= PACKED_SINCE;
  const tokens = findTokens(await source.read(section.start, section.length), isPacked);
  if (tokens === null) return null;
  const texts = new TextDecoder().decode(tokens).split('\0');
  return texts.filter(
    (text) => !NOT_A_PATH.test(text) && (FILE_NAME.test(outerPath(text)) || /^\.\.?\/./.test(text)),
  );
}

/** The count of tokens, their length, and for packed ones the length they have packed. */
function findTokens(section: Uint8Array, isPacked: boolean): Uint8Array | null {
  const headBytes = isPacked ? 24 : 16;
  if (section.length < headBytes) return null;
  const length = numberAt(section, 8);
  if (length > MAX_TOKENS_BYTES) return null;
  if (!isPacked) return section.subarray(headBytes, headBytes + length);
  return findUnpacked(section.subarray(headBytes, headBytes + numberAt(section, 16)), length);
}

/** The number of chunks, each with its length before it; 0 for a single one, which has none. */
function findUnpacked(packed: Uint8Array, length: number): Uint8Array | null {
  const [count = 0] = packed;
  // Several take more bytes than are unpacked here.
  return count === 0 ? findUnpackedLz4(packed.subarray(1), length) : null;
}

async function findSection(
  source: ByteSource,
  { tableAt, name }: { readonly tableAt: number; readonly name: string },
): Promise<{ readonly start: number; readonly length: number } | null> {
  if (!(tableAt + 8 <= source.bytes)) return null;
  const table = await source.read(tableAt, 8 + MAX_SECTIONS * SECTION_BYTES);
  const count = Math.min(MAX_SECTIONS, numberAt(table, 0));
  for (
    let at = 8;
    at + SECTION_BYTES <= Math.min(table.length, 8 + count * SECTION_BYTES);
    at += SECTION_BYTES
  ) {
    if (latin1(table.subarray(at, at + 16)).split('\0')[0] !== name) continue;
    const [start, length] = [numberAt(table, at + 16), numberAt(table, at + 24)];
    return start + length > source.bytes ? null : { start, length };
  }
  return null;
}

/** Of 64 bits; what no file is long enough for is more than any. */
function numberAt(bytes: Uint8Array, at: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return at + 8 > bytes.length ? Infinity : Number(view.getBigUint64(at, true));
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
