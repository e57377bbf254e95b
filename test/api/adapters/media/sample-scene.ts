export interface SceneOverrides {
  /** Of both meshes; red and green unless given. */
  readonly color?: readonly number[];
  readonly nodes?: readonly object[];
  readonly texture?: Buffer;
  readonly textureTransform?: object;
  /** Instead of the first ones. */
  readonly indices?: readonly number[];
  readonly positions?: readonly number[];
  /** That the positions claim. */
  readonly count?: number;
  readonly extensionsRequired?: readonly string[];
  readonly version?: string;
}

const FACES = [
  [0, 1],
  [0, -1],
  [1, 1],
  [1, -1],
  [2, 1],
  [2, -1],
] as const;

/** Cubes from -1 to 1 as a `.gltf` with a `cube.bin` beside it; each face has the whole texture. */
export function buildScene(overrides: SceneOverrides) {
  const { nodes = [{ mesh: 0 }], color, texture, textureTransform, extensionsRequired = [] } = overrides;
  const positions: number[] = [];
  const coordinates: number[] = [];
  const indices: number[] = [];
  for (const [axis, side] of FACES) {
    const first = positions.length / 3;
    for (const [u, v] of [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ] as const) {
      const corner = [0, 0, 0];
      corner[axis] = side;
      // On the front u runs to the right and v down, as in textures.
      corner[axis === 0 ? 2 : 0] = 2 * u - 1;
      corner[axis === 1 ? 2 : 1] = 1 - 2 * v;
      positions.push(...corner);
      coordinates.push(u, v);
    }
    indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
  }
  positions.splice(0, overrides.positions?.length ?? 0, ...(overrides.positions ?? []));
  indices.splice(0, overrides.indices?.length ?? 0, ...(overrides.indices ?? []));
  const pieces = [
    Buffer.from(Float32Array.from(positions).buffer),
    Buffer.from(Float32Array.from(coordinates).buffer),
    Buffer.from(Uint16Array.from(indices).buffer),
  ];
  const count = positions.length / 3;
  const colors =
    color === undefined
      ? [
          [1, 0, 0, 1],
          [0, 1, 0, 1],
        ]
      : [color, color];
  const mesh = (material: number) => ({
    primitives: [{ attributes: { POSITION: 0, TEXCOORD_0: 1 }, indices: 2, material }],
  });
  const json = {
    asset: { version: overrides.version ?? '2.0' },
    extensionsUsed: extensionsRequired,
    extensionsRequired,
    scenes: [{ nodes: nodes.length === 0 ? [] : [0] }],
    ...(nodes.length === 0 ? {} : { nodes }),
    meshes: [mesh(0), mesh(1)],
    materials: colors.map((baseColorFactor) => ({
      pbrMetallicRoughness:
        texture === undefined
          ? { baseColorFactor }
          : { baseColorTexture: { index: 0, extensions: { KHR_texture_transform: textureTransform ?? {} } } },
    })),
    ...(texture === undefined
      ? {}
      : {
          textures: [{ source: 0 }],
          images: [{ uri: `data:image/png;base64,${texture.toString('base64')}` }],
        }),
    accessors: [
      { bufferView: 0, componentType: 5126, type: 'VEC3', count: overrides.count ?? count },
      { bufferView: 1, componentType: 5126, type: 'VEC2', count },
      { bufferView: 2, componentType: 5123, type: 'SCALAR', count: indices.length },
    ],
    bufferViews: pieces.map((piece, at) => ({
      buffer: 0,
      byteOffset: pieces.slice(0, at).reduce((sum, { length }) => sum + length, 0),
      byteLength: piece.length,
    })),
    buffers: [{ uri: 'cube.bin', byteLength: pieces.reduce((sum, { length }) => sum + length, 0) }],
  };
  const files: Record<string, Uint8Array> = { 'cube.bin': new Uint8Array(Buffer.concat(pieces)) };
  return { json, files };
}
