/** One part of a model: its triangles and what they are made of. */
export interface Part {
  readonly name: string;
  /** Three a vertex, in meters. */
  readonly positions: Float32Array;
  readonly normals: Float32Array;
  /** Two a vertex; of use with the texture alone. */
  readonly coordinates: Float32Array;
  readonly indices: Uint16Array;
  /** Linear; null for the texture. */
  readonly color: readonly [number, number, number, number] | null;
}

export interface Model {
  readonly name: string;
  readonly copyright: string;
  readonly parts: readonly Part[];
  readonly jpeg: Uint8Array;
}

const [ARRAY_BUFFER, ELEMENT_ARRAY_BUFFER] = [34962, 34963];
const [UNSIGNED_SHORT, FLOAT] = [5123, 5126];
const [MAGIC, JSON_CHUNK, BINARY_CHUNK] = [0x4654_6c67, 0x4e4f_534a, 0x004e_4942];

/** A model as binary glTF 2.0 with everything in it. */
export function writeGlb({ name, copyright, parts, jpeg }: Model): Buffer {
  const binary = new BinaryChunk();
  const primitives = parts.map((part, material) => ({
    attributes: {
      POSITION: binary.addVertices(part.positions, 3),
      NORMAL: binary.addVertices(part.normals, 3),
      TEXCOORD_0: binary.addVertices(part.coordinates, 2),
    },
    indices: binary.addIndices(part.indices),
    material,
  }));
  const image = binary.add(jpeg);
  const json = {
    asset: { version: '2.0', generator: 'Lanran demo data', copyright },
    scene: 0,
    scenes: [{ name, nodes: [0] }],
    nodes: [{ name, mesh: 0 }],
    meshes: [{ name, primitives }],
    materials: parts.map(({ name: part, color }) => ({
      name: part,
      doubleSided: true,
      pbrMetallicRoughness: {
        ...(color === null ? { baseColorTexture: { index: 0 } } : { baseColorFactor: color }),
        metallicFactor: 0,
        roughnessFactor: 0.9,
      },
    })),
    textures: [{ source: 0, sampler: 0 }],
    samplers: [{ magFilter: 9729, minFilter: 9987, wrapS: 10497, wrapT: 33071 }],
    images: [{ mimeType: 'image/jpeg', bufferView: image }],
    accessors: binary.accessors,
    bufferViews: binary.views,
    buffers: [{ byteLength: binary.length }],
  };
  return container(Buffer.from(JSON.stringify(json)), binary.bytes());
}

class BinaryChunk {
  readonly views: Record<string, number>[] = [];
  readonly accessors: Record<string, unknown>[] = [];
  readonly #pieces: Buffer[] = [];
  length = 0;

  add(bytes: Uint8Array, target?: number): number {
    const piece = padded(Buffer.from(bytes), 0);
    this.views.push({
      buffer: 0,
      byteOffset: this.length,
      byteLength: bytes.byteLength,
      ...(target === undefined ? {} : { target }),
    });
    this.#pieces.push(piece);
    this.length += piece.length;
    return this.views.length - 1;
  }

  addVertices(values: Float32Array, size: 2 | 3): number {
    const rows = Array.from({ length: size }, (_, at) => values.filter((__, place) => place % size === at));
    this.accessors.push({
      bufferView: this.add(new Uint8Array(values.buffer), ARRAY_BUFFER),
      componentType: FLOAT,
      count: values.length / size,
      type: `VEC${size}`,
      min: rows.map((row) => Math.min(...row)),
      max: rows.map((row) => Math.max(...row)),
    });
    return this.accessors.length - 1;
  }

  addIndices(indices: Uint16Array): number {
    this.accessors.push({
      bufferView: this.add(new Uint8Array(indices.buffer), ELEMENT_ARRAY_BUFFER),
      componentType: UNSIGNED_SHORT,
      count: indices.length,
      type: 'SCALAR',
    });
    return this.accessors.length - 1;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#pieces);
  }
}

function container(json: Buffer, binary: Buffer): Buffer {
  const chunks = [
    { type: JSON_CHUNK, bytes: padded(json, 0x20) },
    { type: BINARY_CHUNK, bytes: binary },
  ];
  const body = chunks.flatMap(({ type, bytes }) => [words(bytes.length, type), bytes]);
  const length = 12 + body.reduce((sum, piece) => sum + piece.length, 0);
  return Buffer.concat([words(MAGIC, 2, length), ...body]);
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeUInt32LE(value, at * 4));
  return bytes;
}

function padded(bytes: Buffer, filler: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4, filler)]);
}
