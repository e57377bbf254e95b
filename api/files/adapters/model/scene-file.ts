import { type Document, type GLTF, type JSONDocument, WebIO } from '@gltf-transform/core';
import { UnpaintableError } from './surface.ts';

export interface SceneSources {
  /** Another file of the version, by the address that the scene has for it. @throws UnpaintableError where there is none */
  read(uri: string): Promise<Uint8Array>;
}

export interface LoadedScene {
  readonly document: Document;
  /** As in the file: what the library does not read of it is looked up here. */
  readonly json: GLTF.IGLTF;
}

/** What accessors may unfold to. */
const MAX_ACCESSOR_BYTES = 536_870_912;
const MAX_DATA_URI_LENGTH = 67_108_864;
const MAX_ITEMS = 200_000;
const GLB_BUFFER = '@glb.bin';
/** They change how light falls, or say nothing about triangles; without them a scene looks a little plainer. */
const HARMLESS = [
  /^KHR_materials_(?!pbrSpecularGlossiness)/,
  /^KHR_(lights_punctual|texture_transform|mesh_quantization|xmp_json_ld|animation_pointer)$/,
  /^EXT_texture_webp$/,
];
const COMPONENT_BYTES: Readonly<Record<number, number>> = {
  5120: 1,
  5121: 1,
  5122: 2,
  5123: 2,
  5125: 4,
  5126: 4,
};
const COMPONENTS: Readonly<Record<string, number>> = {
  SCALAR: 1,
  VEC2: 2,
  VEC3: 3,
  VEC4: 4,
  MAT2: 4,
  MAT3: 9,
  MAT4: 16,
};

/** Reads a `.gltf` or `.glb` with the files it names, as far as a view of it needs them. @throws UnpaintableError */
export async function loadScene(bytes: Uint8Array, sources: SceneSources): Promise<LoadedScene> {
  const { json, binary } = unpack(bytes);
  const version: unknown = (json as Partial<GLTF.IGLTF>).asset?.version;
  if (typeof version !== 'string' || !version.startsWith('2.'))
    throw new UnpaintableError('UNSUPPORTED', {
      en: 'It is not of glTF 2; save it as glTF 2.0.',
      zh: '不是 glTF 2 文件；请另存为 glTF 2.0。',
    });
  const foreign = (json.extensionsRequired ?? []).find((name) => !HARMLESS.some((each) => each.test(name)));
  if (foreign !== undefined)
    throw new UnpaintableError('UNSUPPORTED', {
      en: `It needs the glTF extension ${foreign.slice(0, 60)}, which is not supported here. Publish the scene without it too (for Draco and Meshopt: saved uncompressed).`,
      zh: `需要 glTF 扩展 ${foreign.slice(0, 60)}，此处不支持。请另发布一份不使用该扩展的场景（Draco 与 Meshopt：以不压缩方式保存）。`,
    });
  checkSizes(json);
  const resources: JSONDocument['resources'] = binary === null ? {} : { [GLB_BUFFER]: binary };
  const prepared = await withSources(json, { sources, resources });
  const document = await new WebIO().readJSON({ json: prepared, resources });
  return { document, json };
}

function unpack(bytes: Uint8Array): {
  readonly json: GLTF.IGLTF;
  readonly binary: Uint8Array<ArrayBuffer> | null;
} {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 12 || view.getUint32(0, true) !== 0x4654_6c67)
    return { json: parse(bytes), binary: null };
  if (view.getUint32(4, true) !== 2)
    throw new UnpaintableError('UNSUPPORTED', {
      en: 'It is not of glTF 2; save it as glTF 2.0.',
      zh: '不是 glTF 2 文件；请另存为 glTF 2.0。',
    });
  if (view.getUint32(8, true) > bytes.byteLength)
    throw new UnpaintableError('UNDECODABLE', {
      en: `It breaks off: it says it has ${view.getUint32(8, true)} bytes, and has ${bytes.byteLength}.`,
      zh: `文件不完整：声称有 ${view.getUint32(8, true)} 字节，实为 ${bytes.byteLength} 字节。`,
    });
  const chunks: Uint8Array[] = [];
  for (let at = 12; at + 8 <= bytes.byteLength && chunks.length < 2;) {
    const length = view.getUint32(at, true);
    if (length > bytes.byteLength - at - 8)
      throw new UnpaintableError('UNDECODABLE', {
        en: 'It breaks off within one of its parts.',
        zh: '文件在其中一部分内中断。',
      });
    chunks.push(bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  const [text, binary] = chunks;
  if (text === undefined)
    throw new UnpaintableError('UNDECODABLE', { en: 'It has no scene in it.', zh: '其中没有场景。' });
  // A memory of its own, so that nothing beside it can be read by a wrong offset.
  return { json: parse(text), binary: binary === undefined ? null : new Uint8Array(binary) };
}

function parse(text: Uint8Array): GLTF.IGLTF {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
    // Its shape is what the library relies on too; what is not so makes it throw.
    if (typeof json === 'object' && json !== null) return json as GLTF.IGLTF;
  } catch (error) {
    throw new UnpaintableError(
      'UNDECODABLE',
      { en: 'Its description of the scene is no JSON.', zh: '其场景描述不是 JSON。' },
      { cause: error },
    );
  }
  throw new UnpaintableError('UNDECODABLE', {
    en: 'Its description of the scene is no JSON object.',
    zh: '其场景描述不是 JSON 对象。',
  });
}

/** Before anything is unfolded. */
function checkSizes(json: GLTF.IGLTF): void {
  for (const name of [
    'nodes',
    'meshes',
    'accessors',
    'materials',
    'images',
    'bufferViews',
    'buffers',
  ] as const) {
    const count = json[name]?.length ?? 0;
    if (count > MAX_ITEMS)
      throw new UnpaintableError('TOO_LARGE', {
        en: `It has ${count} ${name}; up to ${MAX_ITEMS} are looked at.`,
        zh: `其中 ${name} 有 ${count} 个；最多查看 ${MAX_ITEMS} 个。`,
      });
  }
  let bytes = 0;
  for (const [at, { count, type, componentType }] of (json.accessors ?? []).entries()) {
    const size = (COMPONENTS[type] ?? NaN) * (COMPONENT_BYTES[componentType] ?? NaN) * count;
    if (!Number.isSafeInteger(size) || size < 0)
      throw new UnpaintableError('UNDECODABLE', {
        en: `Its accessor ${at} is of no type that glTF has.`,
        zh: `其第 ${at} 号 accessor 的类型不属于 glTF。`,
      });
    bytes += size;
    if (bytes > MAX_ACCESSOR_BYTES)
      throw new UnpaintableError('TOO_LARGE', {
        en: `Its accessors have more than ${MAX_ACCESSOR_BYTES} bytes.`,
        zh: `其 accessor 合计超过 ${MAX_ACCESSOR_BYTES} 字节。`,
      });
  }
}

interface Gathering {
  readonly sources: SceneSources;
  readonly resources: JSONDocument['resources'];
}

/** The scene with the buffers and the images of base colors read, and every other image left out. */
async function withSources(json: GLTF.IGLTF, { sources, resources }: Gathering): Promise<GLTF.IGLTF> {
  const textures = (json.textures ?? []).map((texture) => ({ ...texture, source: sourceOf(texture) }));
  const shown = new Set(
    (json.materials ?? []).map(({ pbrMetallicRoughness: { baseColorTexture } = {} }) =>
      baseColorTexture === undefined ? undefined : textures[baseColorTexture.index]?.source,
    ),
  );
  const buffers: GLTF.IBuffer[] = [];
  for (const [at, buffer] of (json.buffers ?? []).entries()) {
    const key = `buffer-${at}`;
    if (buffer.uri !== undefined) resources[key] = await bytesOf(buffer.uri, sources);
    buffers.push(buffer.uri === undefined ? buffer : { ...buffer, uri: key });
  }
  const images: GLTF.IImage[] = [];
  for (const [at, image] of (json.images ?? []).entries()) {
    const key = `image-${at}`;
    const isInside = image.uri === undefined && shown.has(at);
    if (!isInside)
      resources[key] =
        image.uri !== undefined && shown.has(at) ? await bytesOf(image.uri, sources) : new Uint8Array(0);
    images.push(isInside ? image : { uri: key, mimeType: 'image/png' });
  }
  const { extensionsUsed: _, extensionsRequired: __, animations: ___, ...scene } = json;
  return { ...scene, buffers, images, textures } as GLTF.IGLTF;
}

function sourceOf({ source, extensions }: GLTF.ITexture): number | undefined {
  const webp = extensions?.['EXT_texture_webp'] as { readonly source?: number } | undefined;
  return source ?? webp?.source;
}

async function bytesOf(uri: string, sources: SceneSources): Promise<Uint8Array<ArrayBuffer>> {
  if (!uri.startsWith('data:')) return new Uint8Array(await sources.read(uri));
  if (uri.length > MAX_DATA_URI_LENGTH)
    throw new UnpaintableError('TOO_LARGE', {
      en: `It has a data: address of ${uri.length} characters.`,
      zh: `其中有 ${uri.length} 个字符的 data: 地址。`,
    });
  const [head = '', content = ''] = uri.split(',', 2);
  if (!head.endsWith(';base64'))
    throw new UnpaintableError('UNSUPPORTED', {
      en: 'It has a data: address that is not in base64.',
      zh: '其中有不是 base64 的 data: 地址。',
    });
  return new Uint8Array(Buffer.from(content, 'base64'));
}
