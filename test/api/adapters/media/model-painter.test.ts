import { Readable } from 'node:stream';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ThreadedModelPainter } from '@lanran/api/files/adapters/model/threaded-model-painter';
import { decodeTexture } from '@lanran/api/files/adapters/model/texture-decoder';
import { loadScene } from '@lanran/api/files/adapters/model/scene-file';
import { surfacesOf } from '@lanran/api/files/adapters/model/scene-surfaces';
import { paint, type Painting } from '@lanran/api/files/adapters/model/painter';
import { resolveSceneUri } from '@lanran/api/files/adapters/scene-uri';
import { buildScene, type SceneOverrides } from './sample-scene.ts';

const WIDTH = 120;

async function view(overrides: SceneOverrides = {}): Promise<Painting> {
  const { json, files } = buildScene(overrides);
  const scene = await loadScene(Buffer.from(JSON.stringify(json)), {
    read: async (uri) => files[uri] ?? Promise.reject(new Error(`no ${uri}`)),
  });
  const surfaces = await surfacesOf(scene, {
    decode: async (image) => {
      const decoded = await decodeTexture(image, 64);
      if ('refusal' in decoded) throw new Error(decoded.refusal.detail);
      return decoded.pixels;
    },
  });
  return paint(surfaces, WIDTH);
}

/** The hue at a place, 0 to 1 of each side. */
function hueAt({ width, height, rgb }: Painting, x: number, y: number): 'red' | 'green' | 'blue' | 'ground' {
  const at = (Math.floor(y * (height - 1)) * width + Math.floor(x * (width - 1))) * 3;
  const [red = 0, green = 0, blue = 0] = rgb.subarray(at, at + 3);
  if (Math.min(red, green, blue) > 60) return 'ground';
  return red > green && red > blue ? 'red' : green > blue ? 'green' : 'blue';
}

describe('the view of a model', () => {
  it('shows a cube in the middle, from above its front, on the ground', async () => {
    const shown = await view({ color: [0, 0, 0.4, 1] });
    expect(shown.width).toBe(WIDTH);
    expect(hueAt(shown, 0.5, 0.5)).toBe('blue');
    for (const [x, y] of [
      [0.02, 0.02],
      [0.98, 0.02],
      [0.02, 0.98],
      [0.98, 0.98],
    ] as const)
      expect(hueAt(shown, x, y)).toBe('ground');
    const blueAt = (x: number, y: number) =>
      shown.rgb[(Math.floor(y * shown.height) * WIDTH + Math.floor(x * WIDTH)) * 3 + 2] ?? 0;
    // Light comes from the upper left of the viewer: it leaves the right side darker, and a shadow behind.
    expect(blueAt(0.2, 0.22)).toBeLessThanOrEqual(blueAt(0.6, 0.22));
    expect(blueAt(0.4, 0.5)).toBeGreaterThan(blueAt(0.72, 0.5) + 20);
    expect(blueAt(0.82, 0.78)).toBeLessThan(blueAt(0.02, 0.02) - 30);
  });

  it('puts meshes where nodes put them, parents first', async () => {
    const shown = await view({
      nodes: [
        { children: [1, 2] },
        { mesh: 0, translation: [-2, 0, 0] },
        { mesh: 1, translation: [1, 0, 0], scale: [0.5, 0.5, 0.5] },
      ],
    });
    expect(hueAt(shown, 0.25, 0.55)).toBe('red');
    expect(hueAt(shown, 0.85, 0.5)).toBe('green');
  });

  it('draws base color textures by their coordinates, and their transforms', async () => {
    const halves = Buffer.from([255, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0, 255]);
    const png = await sharp(halves, { raw: { width: 2, height: 2, channels: 3 } })
      .resize({ width: 64, height: 64, kernel: 'nearest' })
      .png()
      .toBuffer();
    const plain = await view({ texture: png });
    expect([hueAt(plain, 0.25, 0.6), hueAt(plain, 0.55, 0.6)]).toEqual(['red', 'blue']);
    const moved = await view({ texture: png, textureTransform: { offset: [0.5, 0] } });
    expect([hueAt(moved, 0.25, 0.6), hueAt(moved, 0.55, 0.6)]).toEqual(['blue', 'red']);
  });

  it.each([
    ['a corner that no vertex is', { indices: [0, 1, 99] }, /corner 99 of 24/],
    ['positions that are no numbers', { positions: [NaN, 0, 0] }, /no numbers/],
    ['an accessor of billions', { count: 4e9 }, /more than \d+ bytes/],
    ['an accessor longer than its buffer', { count: 1000 }, /fewer texture coordinates than vertices/],
    [
      'Draco',
      { extensionsRequired: ['KHR_draco_mesh_compression'] },
      /KHR_draco_mesh_compression.*uncompressed/,
    ],
    ['glTF 1', { version: '1.0' }, /glTF 2/],
    ['no scene', { nodes: [] }, /no triangles|no scene/],
  ] satisfies [string, SceneOverrides, RegExp][])('is refused for %s', async (_, overrides, reason) => {
    await expect(view(overrides)).rejects.toThrow(reason);
  });
});

describe('the address of a file in a scene', () => {
  it.each([
    ['cloth%20a.png', 'models/cloth a.png'],
    ['./maps/a.png', 'models/maps/a.png'],
    ['../a.png', 'a.png'],
    ['../../etc/passwd', null],
    ['%2e%2e/%2e%2e/etc/passwd', null],
    ['/etc/passwd', null],
    ['\\\\host\\share', null],
    ['http://127.0.0.1/a.bin', null],
    ['file:///etc/passwd', null],
    ['%', null],
  ])('%s means %s', (uri, path) => {
    expect(resolveSceneUri('models/a.gltf', uri)).toBe(path);
  });
});

describe('a model in its version', () => {
  const never = new AbortController().signal;

  function fileOf({ json, files }: ReturnType<typeof buildScene>) {
    const source = (bytes: Uint8Array) => ({
      bytes: bytes.length,
      read: async () => Readable.from([bytes]),
    });
    return {
      path: 'models/cube.gltf',
      ...source(Buffer.from(JSON.stringify(json))),
      findSibling: async (path: string) => {
        const found = files[path.replace('models/', '')];
        return found === undefined ? null : source(found);
      },
    };
  }

  it('is drawn in a thread of its own', async () => {
    const drawn = await new ThreadedModelPainter({ width: 96 }).paint(fileOf(buildScene({})), never);
    expect(await sharp('png' in drawn ? drawn.png : undefined).metadata()).toMatchObject({ width: 96 });
  });

  it('names the file that is missing', async () => {
    const { json } = buildScene({});
    const drawn = await new ThreadedModelPainter().paint(fileOf({ json, files: {} }), never);
    expect(drawn).toMatchObject({
      refusal: {
        problem: 'MISSING_FILE',
        detail: expect.stringContaining('cube.bin'),
        detailZh: expect.stringContaining('引用了 cube.bin'),
      },
    });
  });

  it('is given up when it takes too long, and when the platform stops', async () => {
    const drawn = await new ThreadedModelPainter({ maxMs: 1 }).paint(fileOf(buildScene({})), never);
    expect(drawn).toMatchObject({ refusal: { problem: 'TIME_LIMIT' } });
    const stopping = new AbortController();
    const painting = new ThreadedModelPainter().paint(fileOf(buildScene({})), stopping.signal);
    stopping.abort(new Error('stops'));
    await expect(painting).rejects.toThrow('stops');
  });

  it('is not begun beyond its size', async () => {
    const drawn = await new ThreadedModelPainter({ maxBytes: 10 }).paint(fileOf(buildScene({})), never);
    expect(drawn).toMatchObject({ refusal: { problem: 'TOO_LARGE' } });
  });
});
