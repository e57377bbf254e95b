import { type ByteSource, partOf } from './byte-source.ts';
import { findGltfReferences } from './gltf-references.ts';
import { materialXReferences } from './materialx-references.ts';
import { mayaReferences } from './maya-references.ts';
import { usdaReferences } from './usda-references.ts';
import { findUsdcReferences } from './usdc-references.ts';
import { findUsdzReferences } from './usdz-references.ts';

/** Files that a scene names, as it names them, once each. */
export interface FoundReferences {
  readonly uris: readonly string[];
  /** Some of it was too long to be read, or it names more files. */
  readonly isPartial: boolean;
}

export const MAX_REFERENCES = 2_000;
const MAX_URI_LENGTH = 1_000;
const MAX_TEXT_BYTES = 67_108_864;
const START_BYTES = 4_096;
const GLB_HEAD_BYTES = 20;
const ZIP_SIGN = 'PK\u0003\u0004';

/**
 * Files that a scene names, by its content: USD (text, crate, package), glTF 2.0, MaterialX, Maya ASCII. Null for other files, and for
 * those that can't be read as such. @throws what reading throws
 */
export async function findReferences(source: ByteSource): Promise<FoundReferences | null> {
  const sign = latin1(await source.read(0, ZIP_SIGN.length));
  if (sign !== ZIP_SIGN) return ofLayer(source);
  // A package holds no packages that are looked into.
  const readLayer = async (layer: ByteSource) => (await ofLayer(layer))?.uris ?? [];
  return bounded(await findUsdzReferences(source, readLayer), false);
}

async function ofLayer(source: ByteSource): Promise<FoundReferences | null> {
  const start = await source.read(0, START_BYTES);
  const sign = latin1(start.subarray(0, 8));
  if (sign === 'PXR-USDC') return bounded(await findUsdcReferences(source), false);
  if (sign.startsWith('glTF')) return ofGlb(source, start);
  const read = readerOf(new TextDecoder().decode(start));
  if (read === null) return null;
  const text = new TextDecoder().decode(await source.read(0, MAX_TEXT_BYTES));
  return bounded(read(text), source.bytes > MAX_TEXT_BYTES);
}

/** By the first characters of a text. */
function readerOf(start: string): ((text: string) => string[] | null) | null {
  if (start.startsWith('#usda ')) return usdaReferences;
  if (start.startsWith('//Maya ASCII')) return mayaReferences;
  if (/<materialx[\s>]/.test(start)) return materialXReferences;
  return /^\ufeff?\s*\{/.test(start) ? findGltfReferences : null;
}

/** The scene is the first chunk (glTF 2.0, 4.4). */
async function ofGlb(source: ByteSource, start: Uint8Array): Promise<FoundReferences | null> {
  if (start.length < GLB_HEAD_BYTES) return null;
  const length = new DataView(start.buffer, start.byteOffset).getUint32(12, true);
  if (length > MAX_TEXT_BYTES) return null;
  const json = partOf(source, { start: GLB_HEAD_BYTES, bytes: length });
  return bounded(findGltfReferences(new TextDecoder().decode(await json.read(0, length))), false);
}

function bounded(uris: readonly string[] | null, isCut: boolean): FoundReferences | null {
  if (uris === null) return null;
  const known = [...new Set(uris)].filter((uri) => uri.length <= MAX_URI_LENGTH);
  return {
    uris: known.slice(0, MAX_REFERENCES),
    isPartial: isCut || known.length > MAX_REFERENCES || known.length < new Set(uris).size,
  };
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
