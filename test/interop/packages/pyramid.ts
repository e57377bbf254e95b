/** A square pyramid with a texture, as glTF 2.0 has it. */
export interface Pyramid {
  /** Positions, texture coordinates and indices. */
  readonly buffer: Buffer;
  readonly height: number;
  /** One file (glTF 2.0, 4). @param texture PNG */
  glb(texture: Buffer): Buffer;
}

const positionsOf = (height: number) => [0, height, 0, -1, 0, -1, 1, 0, -1, 1, 0, 1, -1, 0, 1];
const COORDINATES = [0.5, 0.5, 0, 0, 1, 0, 1, 1, 0, 1];
const INDICES = [0, 2, 1, 0, 3, 2, 0, 4, 3, 0, 1, 4];
const POSITION_BYTES = 5 * 3 * 4;
const COORDINATE_BYTES = COORDINATES.length * 4;
const INDEX_BYTES = INDICES.length * 2;

/** @param height of its top */
export function pyramid(height: number): Pyramid {
  const buffer = Buffer.concat([
    Buffer.from(new Float32Array([...positionsOf(height), ...COORDINATES]).buffer),
    Buffer.from(new Uint16Array(INDICES).buffer),
  ]);
  return {
    buffer,
    height,
    glb: (texture) => {
      const document = glTF(height, {
        buffer: { byteLength: buffer.length + texture.length },
        image: { bufferView: 3, mimeType: 'image/png' },
        moreViews: [{ buffer: 0, byteOffset: buffer.length, byteLength: texture.length }],
      });
      const chunks = Buffer.concat([
        chunk('JSON', Buffer.from(JSON.stringify(document)), ' '),
        chunk('BIN\0', Buffer.concat([buffer, texture]), '\0'),
      ]);
      const head = Buffer.alloc(12);
      head.write('glTF', 'latin1');
      head.writeUInt32LE(2, 4);
      head.writeUInt32LE(head.length + chunks.length, 8);
      return Buffer.concat([head, chunks]);
    },
  };
}

/** The same with the buffer and the texture in files of their own, which it names. */
export function gltfOf(
  { buffer, height }: Pyramid,
  names: { readonly buffer: string; readonly texture: string },
): string {
  const document = glTF(height, {
    buffer: { byteLength: buffer.length, uri: names.buffer },
    image: { uri: names.texture },
    moreViews: [],
  });
  return JSON.stringify(document, null, 2);
}

interface Places {
  readonly buffer: object;
  readonly image: object;
  readonly moreViews: readonly object[];
}

function glTF(height: number, { buffer, image, moreViews }: Places) {
  return {
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0 }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0, TEXCOORD_0: 1 }, indices: 2, material: 0 }] }],
    materials: [{ pbrMetallicRoughness: { baseColorTexture: { index: 0 } }, doubleSided: true }],
    textures: [{ source: 0 }],
    images: [image],
    accessors: [
      { bufferView: 0, componentType: 5126, count: 5, type: 'VEC3', min: [-1, 0, -1], max: [1, height, 1] },
      { bufferView: 1, componentType: 5126, count: 5, type: 'VEC2' },
      { bufferView: 2, componentType: 5123, count: INDICES.length, type: 'SCALAR' },
    ],
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: POSITION_BYTES, target: 34962 },
      { buffer: 0, byteOffset: POSITION_BYTES, byteLength: COORDINATE_BYTES, target: 34962 },
      { buffer: 0, byteOffset: POSITION_BYTES + COORDINATE_BYTES, byteLength: INDEX_BYTES, target: 34963 },
      ...moreViews,
    ],
    buffers: [buffer],
  };
}

function chunk(kind: string, content: Buffer, padding: string): Buffer {
  const head = Buffer.alloc(8);
  const padded = Buffer.concat([content, Buffer.alloc((4 - (content.length % 4)) % 4, padding)]);
  head.writeUInt32LE(padded.length);
  head.write(kind, 4, 'latin1');
  return Buffer.concat([head, padded]);
}
