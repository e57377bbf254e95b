import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileTypeDetector } from '@lanran/api/files/adapters/file-type-detector';
import { sourceOf } from '@lanran/protocol/files/references/byte-source';
import { findReferences } from '@lanran/protocol/files/references/references';
import { decoded } from '../api/adapters/media/decoding/decoded.ts';
import { sniffedFile } from '../support/sniffed-file.ts';
import { hasPythonModules, PYTHON } from './programs.ts';

/* Files by the formats' own libraries, through Python. */

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanran-film-media-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function python(script: string): void {
  execFileSync(PYTHON, ['-c', script], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 60_000,
  });
}

const read = (name: string) => readFileSync(join(folder, name));

describe.skipIf(!hasPythonModules('OpenEXR', 'numpy'))('frames that OpenEXR writes', () => {
  beforeAll(() => {
    python(`
import OpenEXR as o, numpy as n
y, x = n.mgrid[0:70, 0:100]
def rgb(t):
    a = n.full((70, 100, 3), 0.18, t)
    a[:35] = (1, 0, 0)
    return a
tiles = o.TileDescription(); tiles.xSize = tiles.ySize = 32
for name in 'NO RLE ZIPS ZIP PIZ PXR24 B44 B44A DWAA DWAB'.split():
    c = getattr(o, name + '_COMPRESSION')
    for kind, t in (('half', n.float16), ('float', n.float32)):
        o.File({'compression': c, 'type': o.scanlineimage}, {'RGB': rgb(t)}).write(f'{name}-{kind}-lines.exr')
        if not name.startswith('DWAA'):
            o.File({'compression': c, 'type': o.tiledimage, 'tiles': tiles}, {'RGB': rgb(t)}).write(f'{name}-{kind}-tiles.exr')
    if not name.startswith('DWA'):
        layers = {'diffuse.' + letter: rgb(n.float16)[..., at].copy() for at, letter in enumerate('RGB')}
        o.File({'compression': c, 'type': o.scanlineimage}, {'RGB': rgb(n.float16), **layers}).write(f'{name}-layers.exr')
depth = o.Part({'compression': o.ZIP_COMPRESSION, 'type': o.scanlineimage}, {'Z': y.astype(n.float32)}, 'depth')
beauty = o.Part({'compression': o.PIZ_COMPRESSION, 'type': o.tiledimage, 'tiles': tiles}, {'RGB': rgb(n.float16)}, 'beauty')
o.File([depth, beauty]).write('parts.exr')
o.File({'compression': o.ZIP_COMPRESSION, 'type': o.scanlineimage}, {'RGB': rgb(n.float16), 'Z': y.astype(n.float32), 'id': x.astype(n.uint32)}).write('mixed.exr')
`);
  });

  it('have the same picture in every compression, as lines, tiles, layers and parts', async () => {
    const names = readdirSync(folder).filter((name) => name.endsWith('.exr'));
    expect(names.length).toBeGreaterThan(40);
    for (const name of names) {
      const picture = await decoded(read(name), 'image/x-exr');
      expect([picture.width, picture.height], name).toEqual([100, 70]);
      const [red, gray] = [picture.pixel(50, 10), picture.pixel(50, 60)];
      for (const [at, code] of [216, 0, 9].entries())
        expect(Math.abs((red[at] ?? 0) - code), name).toBeLessThan(7);
      for (const code of gray) expect(Math.abs(code - 91), name).toBeLessThan(4);
    }
  });
});

describe.skipIf(!hasPythonModules('pillow_heif', 'PIL'))('pictures that libheif writes', () => {
  it('are decoded', async () => {
    python(`
import pillow_heif; from PIL import Image
pillow_heif.register_heif_opener()
Image.new('RGB', (64, 48), (200, 30, 40)).save('a.heic', quality=90)
`);
    const picture = await decoded(read('a.heic'), 'image/heic');
    expect([picture.width, picture.height]).toEqual([64, 48]);
    for (const [at, code] of [200, 30, 40].entries())
      expect(Math.abs((picture.pixel(5, 5)[at] ?? 0) - code)).toBeLessThan(5);
  });
});

describe.skipIf(!hasPythonModules('pylibjxl', 'numpy'))('pictures that libjxl writes', () => {
  it('are decoded', async () => {
    python(`
import pylibjxl, numpy as n
a = n.zeros((48, 64, 3), n.uint8); a[:] = (200, 30, 40); a[0, 0] = 9
open('a.jxl', 'wb').write(pylibjxl.encode(a))
`);
    const picture = await decoded(read('a.jxl'), 'image/jxl');
    expect([picture.width, picture.height]).toEqual([64, 48]);
    for (const [at, code] of [200, 30, 40].entries())
      expect(Math.abs((picture.pixel(5, 5)[at] ?? 0) - code)).toBeLessThan(5);
  });
});

describe.skipIf(!hasPythonModules('pxr'))('layers that OpenUSD writes', () => {
  const NAMED = [
    '../../lib/loom/loom.usd',
    './tex/indigo.png',
    '/mnt/show/lighting.usda',
    'anim.usdc',
    'tex/a.<UDIM>.exr',
  ];

  it('are recognized, and name the same files as text, as crate and in a package', async () => {
    python(`
import os
from pxr import Usd, UsdGeom, UsdShade, UsdUtils, Sdf
os.makedirs('tex', exist_ok=True); open('tex/indigo.png', 'wb').write(b'x')
for path in ('robe.usda', 'robe.usdc'):
    stage = Usd.Stage.CreateNew(path)
    robe = UsdGeom.Xform.Define(stage, '/Robe').GetPrim()
    robe.GetReferences().AddReference('../../lib/loom/loom.usd', '/Loom')
    robe.GetPayloads().AddPayload('anim.usdc')
    shader = UsdShade.Shader.Define(stage, '/Robe/Shader')
    shader.CreateInput('file', Sdf.ValueTypeNames.Asset).Set('./tex/indigo.png')
    shader.CreateInput('files', Sdf.ValueTypeNames.AssetArray).Set(Sdf.AssetPathArray([Sdf.AssetPath('tex/a.<UDIM>.exr')]))
    stage.GetRootLayer().subLayerPaths.append('/mnt/show/lighting.usda')
    for at in range(400): UsdGeom.Xform.Define(stage, f'/Robe/Part{at}')
    stage.GetRootLayer().Save()
stage = Usd.Stage.CreateNew('pack.usda')
UsdShade.Shader.Define(stage, '/Shader').CreateInput('file', Sdf.ValueTypeNames.Asset).Set('./tex/indigo.png')
stage.GetRootLayer().Save()
assert UsdUtils.CreateNewUsdzPackage('pack.usda', 'pack.usdz')
`);
    const types = {
      'robe.usda': 'model/vnd.usda',
      'robe.usdc': 'model/vnd.usdc',
      'pack.usdz': 'model/vnd.usdz+zip',
    };
    for (const [name, type] of Object.entries(types)) {
      const bytes = read(name);
      expect(await new FileTypeDetector().typeOf(sniffedFile(bytes)), name).toBe(type);
      const named = (await findReferences(sourceOf(bytes)))?.uris.toSorted();
      expect(named, name).toEqual(name === 'pack.usdz' ? [] : NAMED);
    }
  });
});
