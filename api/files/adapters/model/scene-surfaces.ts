import type { Accessor, GLTF, Material, Node, Primitive } from '@gltf-transform/core';
import { IDENTITY, type Matrix, multiply, normalMatrix } from './matrix.ts';
import type { LoadedScene } from './scene-file.ts';
import { skinOf } from './skin.ts';
import { type Surface, type SurfaceMaterial, UnpaintableError } from './surface.ts';
import { type Pixels, Texture, type Wrap } from './texture.ts';

const MAX_TRIANGLES = 2_000_000;
const MAX_VERTICES = 4_000_000;
const [TRIANGLES, TRIANGLE_STRIP, TRIANGLE_FAN] = [4, 5, 6];
/** What stands for 1 in normalized numbers, by component type. */
const LARGEST: Readonly<Record<number, number>> = { 5120: 127, 5121: 255, 5122: 32_767, 5123: 65_535 };
const WRAPS: Readonly<Record<number, Wrap>> = { 33071: 'CLAMP', 33648: 'MIRROR' };

export interface SurfacesOptions {
  /** Of an encoded image, within bounds that depend on how many there are. @throws UnpaintableError */
  decode(image: Uint8Array, count: number): Promise<Pixels>;
}

/** The triangles of a scene, in rest pose and where its nodes put them. @throws UnpaintableError */
export async function surfacesOf(
  { document, json }: LoadedScene,
  { decode }: SurfacesOptions,
): Promise<Surface[]> {
  const root = document.getRoot();
  const scene = root.getDefaultScene() ?? root.listScenes()[0];
  if (scene === undefined)
    throw new UnpaintableError('UNSUPPORTED', {
      en: 'It has no scene that could be shown.',
      zh: '其中没有可显示的场景。',
    });
  const placed = placesOf(scene.listChildren());
  const materials = await readMaterials(root.listMaterials(), { json, decode });
  const surfaces: Surface[] = [];
  let [triangles, vertices] = [0, 0];
  for (const [node, matrix] of placed) {
    for (const primitive of node.getMesh()?.listPrimitives() ?? []) {
      const position = primitive.getAttribute('POSITION');
      const indices = position === null ? null : indicesOf(primitive, position.getCount());
      if (position === null || indices === null || indices.length === 0) continue;
      triangles += indices.length / 3;
      vertices += position.getCount();
      if (triangles > MAX_TRIANGLES || vertices > MAX_VERTICES)
        throw new UnpaintableError('TOO_LARGE', {
          en: `It has more than ${MAX_TRIANGLES} triangles or ${MAX_VERTICES} vertices.`,
          zh: `三角面超过 ${MAX_TRIANGLES} 个，或顶点超过 ${MAX_VERTICES} 个。`,
        });
      const material = materials.get(primitive.getMaterial()) ?? PLAIN;
      surfaces.push(surfaceOf(primitive, { position, indices, material, node, matrix, placed }));
    }
  }
  if (surfaces.length === 0)
    throw new UnpaintableError('UNSUPPORTED', {
      en: 'It has no triangles to be shown.',
      zh: '其中没有可显示的三角面。',
    });
  return surfaces;
}

type Places = ReadonlyMap<Node, Matrix>;

/** Every node of the scene, and how it lies in it. */
function placesOf(roots: readonly Node[]): Places {
  const places = new Map<Node, Matrix>();
  const waiting = roots.map((node) => ({ node, parent: IDENTITY }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, parent } = next;
    if (places.has(node))
      throw new UnpaintableError('UNDECODABLE', {
        en: 'One of its nodes stands in it twice.',
        zh: '其中一个节点出现了两次。',
      });
    const matrix = multiply(parent, node.getMatrix());
    places.set(node, matrix);
    for (const child of node.listChildren()) waiting.push({ node: child, parent: matrix });
  }
  return places;
}

const PLAIN: ReadMaterial = {
  material: { color: [0.8, 0.8, 0.8, 1], texture: null, alphaMode: 'OPAQUE', alphaCutoff: 0.5, isLit: true },
  set: 0,
  place: null,
};

interface ReadMaterial {
  readonly material: SurfaceMaterial;
  /** Of texture coordinates. */
  readonly set: number;
  /** KHR_texture_transform. */
  readonly place: TextureTransform | null;
}

interface TextureTransform {
  readonly offset?: readonly [number, number];
  readonly rotation?: number;
  readonly scale?: readonly [number, number];
  readonly texCoord?: number;
}

async function readMaterials(
  materials: readonly Material[],
  { json, decode }: SurfacesOptions & { readonly json: GLTF.IGLTF },
): Promise<ReadonlyMap<Material | null, ReadMaterial>> {
  const images = new Set(materials.flatMap((material) => material.getBaseColorTexture() ?? []));
  const pixels = new Map<unknown, Pixels>();
  for (const image of images) {
    const bytes = image.getImage();
    if (bytes === null || bytes.length === 0)
      throw new UnpaintableError('UNSUPPORTED', {
        en: 'It has a texture without an image that could be decoded.',
        zh: '其中有贴图没有可解码的图像。',
      });
    pixels.set(image, await decode(bytes, images.size));
  }
  const read = new Map<Material | null, ReadMaterial>();
  for (const [at, material] of materials.entries()) {
    const info = material.getBaseColorTextureInfo();
    const found = pixels.get(material.getBaseColorTexture());
    const definition = json.materials?.[at];
    const extension = definition?.pbrMetallicRoughness?.baseColorTexture?.extensions;
    // Its shape is the specification's; what is not so counts for nothing.
    const place = (extension?.['KHR_texture_transform'] as TextureTransform | undefined) ?? null;
    const wraps = [info?.getWrapS() ?? 0, info?.getWrapT() ?? 0].map((wrap) => WRAPS[wrap] ?? 'REPEAT');
    const [across = 'REPEAT', down = 'REPEAT'] = wraps;
    read.set(material, {
      material: {
        color: material.getBaseColorFactor(),
        texture: found === undefined ? null : new Texture(found, [across, down]),
        alphaMode: material.getAlphaMode(),
        alphaCutoff: material.getAlphaCutoff(),
        isLit: definition?.extensions?.['KHR_materials_unlit'] === undefined,
      },
      set: place?.texCoord ?? info?.getTexCoord() ?? 0,
      place,
    });
  }
  return read;
}

/** Three for each triangle; null for points and lines. */
function indicesOf(primitive: Primitive, vertices: number): Uint32Array | null {
  const listed = numbersIn(primitive.getIndices());
  const count = listed?.length ?? vertices;
  const at = (place: number) => (listed === null ? place : (listed[place] ?? 0));
  const mode = primitive.getMode() as number;
  if (mode !== TRIANGLES && mode !== TRIANGLE_STRIP && mode !== TRIANGLE_FAN) return null;
  if (count > 3 * MAX_TRIANGLES)
    throw new UnpaintableError('TOO_LARGE', {
      en: `It has more than ${MAX_TRIANGLES} triangles.`,
      zh: `三角面超过 ${MAX_TRIANGLES} 个。`,
    });
  const triangles = Math.max(0, mode === TRIANGLES ? Math.floor(count / 3) : count - 2);
  const indices = new Uint32Array(triangles * 3);
  for (let triangle = 0; triangle < triangles; triangle += 1) {
    const first = mode === TRIANGLES ? triangle * 3 : mode === TRIANGLE_STRIP ? triangle : 0;
    const second = mode === TRIANGLES ? first + 1 : triangle + 1;
    indices.set([at(first), at(second), at(second + 1)], triangle * 3);
  }
  for (const index of indices) {
    if (index >= vertices)
      throw new UnpaintableError('UNDECODABLE', {
        en: `A triangle has the corner ${index} of ${vertices}.`,
        zh: `有三角面引用了第 ${index} 个顶点，而顶点共 ${vertices} 个。`,
      });
  }
  return indices;
}

interface SurfaceParts {
  readonly position: Accessor;
  readonly indices: Uint32Array;
  readonly material: ReadMaterial;
  readonly node: Node;
  readonly matrix: Matrix;
  readonly placed: Places;
}

function surfaceOf(
  primitive: Primitive,
  { position, indices, material: { material, set, place }, node, matrix, placed }: SurfaceParts,
): Surface {
  const count = position.getCount();
  const points = numbersOf(position, { name: 'positions', size: 3, count });
  const normal = primitive.getAttribute('NORMAL');
  const normals = normal === null ? null : numbersOf(normal, { name: 'normals', size: 3, count });
  const uv = primitive.getAttribute(`TEXCOORD_${set}`);
  const coordinates = uv === null ? null : numbersOf(uv, { name: 'texture coordinates', size: 2, count });
  if (coordinates !== null && place !== null) placeTexture(coordinates, place);
  const color = primitive.getAttribute('COLOR_0');
  const colors = color === null ? null : numbersOf(color, { name: 'colors', size: 4, count });
  const skin = skinOf(node, primitive, placed);
  // A skinned mesh lies where its joints are, wherever its node is (glTF 2.0, 3.7.3.3).
  const move = skin ?? (() => matrix);
  let known: Matrix | null = null;
  let turn = normalMatrix(matrix);
  for (let at = 0; at < count; at += 1) {
    const of = move(at);
    transform(points, at, of);
    if (normals === null) continue;
    if (of !== known) [known, turn] = [of, normalMatrix(of)];
    turnNormal(normals, at, turn);
  }
  if (!points.every(Number.isFinite))
    throw new UnpaintableError('UNDECODABLE', {
      en: 'Some of its positions are no numbers.',
      zh: '部分顶点位置不是数值。',
    });
  return { positions: points, normals, coordinates, colors, indices, material };
}

function transform(points: Float32Array, at: number, matrix: Matrix): void {
  const [x = 0, y = 0, z = 0] = points.subarray(at * 3, at * 3 + 3);
  for (let row = 0; row < 3; row += 1)
    points[at * 3 + row] =
      (matrix[row] ?? 0) * x +
      (matrix[4 + row] ?? 0) * y +
      (matrix[8 + row] ?? 0) * z +
      (matrix[12 + row] ?? 0);
}

function turnNormal(normals: Float32Array, at: number, turn: Float64Array): void {
  const [x = 0, y = 0, z = 0] = normals.subarray(at * 3, at * 3 + 3);
  for (let row = 0; row < 3; row += 1)
    normals[at * 3 + row] = (turn[row] ?? 0) * x + (turn[3 + row] ?? 0) * y + (turn[6 + row] ?? 0) * z;
}

interface Wanted {
  readonly name: string;
  readonly size: number;
  readonly count: number;
}

/** As real numbers, whatever they are stored as; what an accessor of fewer lacks (alpha) is 1. */
function numbersOf(accessor: Accessor, { name, size, count }: Wanted): Float32Array {
  const stored = numbersIn(accessor);
  const own = accessor.getElementSize();
  if (stored === null || stored.length < own * count)
    throw new UnpaintableError('UNDECODABLE', {
      en: `There are fewer ${name} than vertices.`,
      zh: `${name} 的数量少于顶点。`,
    });
  const divisor = accessor.getNormalized() ? (LARGEST[accessor.getComponentType()] ?? 1) : 1;
  const numbers = new Float32Array(size * count).fill(1);
  for (let at = 0; at < count; at += 1) {
    for (let part = 0; part < Math.min(size, own); part += 1) {
      const value = stored[at * own + part] ?? 0;
      // Of signed bytes, both -128 and -127 are -1 (glTF 2.0, 3.6.2.2).
      numbers[at * size + part] = divisor === 1 ? value : Math.max(-1, value / divisor);
    }
  }
  return numbers;
}

/** The library's own type for it names arrays that our compiler does not know yet. */
function numbersIn(accessor: Accessor | null): ArrayLike<number> | null {
  return (accessor?.getArray() as ArrayLike<number> | null | undefined) ?? null;
}

function placeTexture(
  coordinates: Float32Array,
  { offset = [0, 0], rotation = 0, scale = [1, 1] }: TextureTransform,
): void {
  const [cosine, sine] = [Math.cos(rotation), Math.sin(rotation)];
  for (let at = 0; at < coordinates.length; at += 2) {
    const u = (coordinates[at] ?? 0) * scale[0];
    const v = (coordinates[at + 1] ?? 0) * scale[1];
    coordinates[at] = cosine * u + sine * v + offset[0];
    coordinates[at + 1] = cosine * v - sine * u + offset[1];
  }
}
