import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { drawPaper } from '../../../api/papers/adapters/draw-paper.ts';
import { PaperFonts } from '../../../api/papers/adapters/paper-fonts.ts';
import { buildPaper } from '../../api/papers/build-paper.ts';
import { writeScan } from '../../support/scans.ts';
import { findProgram, hasPythonModules, PYTHON } from '../programs.ts';
import { gltfOf, pyramid } from './pyramid.ts';

const FFMPEG = findProgram('ffmpeg', 'ffmpeg');
const HAS_OPENEXR = hasPythonModules('OpenEXR', 'numpy');
export const HAS_USD = hasPythonModules('pxr');
const HAS_HEIC = hasPythonModules('pillow_heif', 'PIL');
const HAS_JXL = hasPythonModules('pylibjxl', 'numpy');

/** A file of each kind that an asset may have, and whether this machine can draw it. Empty files are refused. */
export const KINDS: readonly { readonly kind: string; readonly path: string; readonly isDrawn: boolean }[] = [
  { kind: 'TIFF', path: 'scan.tif', isDrawn: true },
  { kind: 'JPEG, under a name with spaces and &', path: 'sheets/front & back, 1.jpg', isDrawn: true },
  { kind: 'PNG', path: 'sheets/motif.png', isDrawn: true },
  { kind: 'HEIC', path: 'sheets/phone.heic', isDrawn: HAS_HEIC },
  { kind: 'JPEG XL', path: 'sheets/master.jxl', isDrawn: HAS_JXL },
  { kind: 'PDF', path: '文献/catalog.pdf', isDrawn: true },
  { kind: 'text, under a Chinese name', path: '文献/刺绣 说明（二）.txt', isDrawn: true },
  { kind: 'EXR', path: 'plates/sh010/plate.1002.exr', isDrawn: HAS_OPENEXR },
  { kind: 'DPX', path: 'plates/film/reel.1002.dpx', isDrawn: FFMPEG !== null },
  { kind: 'ProRes in QuickTime', path: 'film/dance.mov', isDrawn: FFMPEG !== null },
  { kind: 'MP4', path: 'film/dance.mp4', isDrawn: FFMPEG !== null },
  { kind: 'broadcast WAV', path: '声音/飞歌.wav', isDrawn: FFMPEG !== null },
  { kind: 'FLAC', path: '声音/飞歌.flac', isDrawn: FFMPEG !== null },
  { kind: 'glTF', path: 'model/roof.gltf', isDrawn: true },
  { kind: 'a buffer of glTF', path: 'model/roof.bin', isDrawn: true },
  { kind: 'GLB', path: 'model/roof.glb', isDrawn: true },
  { kind: 'USD as text', path: 'usd/shot.usda', isDrawn: HAS_USD },
  { kind: 'USD as crate', path: 'usd/parts/loom.usdc', isDrawn: HAS_USD },
  { kind: 'USDZ', path: 'usd/loom.usdz', isDrawn: HAS_USD },
  { kind: 'MaterialX', path: 'usd/indigo.mtlx', isDrawn: true },
];
/** Frames 1001 to 1003 of each. */
export const SEQUENCES = { exr: 'plates/sh010/plate.%04d.exr', dpx: 'plates/film/reel.%04d.dpx' };
export const TIMECODE = '01:00:00:00';

const materialX = (seed: number) => `<?xml version="1.0"?>
<!-- Dye bath ${seed} -->
<materialx version="1.39" colorspace="lin_rec709">
  <image name="cloth" type="color3"><input name="file" type="filename" value="../model/roof.png" colorspace="srgb_texture"/></image>
  <standard_surface name="indigo" type="surfaceshader"><input name="base_color" type="color3" nodename="cloth"/></standard_surface>
</materialx>
`;

const EXR = `
import OpenEXR as o, numpy as n, fractions
y, x = n.mgrid[0:90, 0:160].astype(n.float32) + seed
for frame in (1001, 1002, 1003):
    rgb = n.stack([x / 160, y / 90, n.full_like(x, frame - 1000)], -1)
    head = {'compression': o.PIZ_COMPRESSION, 'type': o.scanlineimage, 'framesPerSecond': fractions.Fraction(24, 1)}
    layers = {'RGB': rgb.astype(n.float16), 'Z': y.astype(n.float32)}
    o.File(head, layers).write(f'plates/sh010/plate.{frame}.exr')
`;

const USD = `
from pxr import Usd, UsdGeom, UsdShade, UsdUtils, Sdf
loom = Usd.Stage.CreateNew('usd/parts/loom.usdc')
robe = UsdGeom.Mesh.Define(loom, '/Loom')
robe.CreatePointsAttr([(0, 0, 0), (seed, 0, 0), (0, seed, 0)])
robe.CreateFaceVertexCountsAttr([3]); robe.CreateFaceVertexIndicesAttr([0, 1, 2])
UsdShade.Shader.Define(loom, '/Loom/Cloth').CreateInput('file', Sdf.ValueTypeNames.Asset).Set('../../model/roof.png')
loom.SetDefaultPrim(robe.GetPrim()); loom.GetRootLayer().Save()
shot = Usd.Stage.CreateNew('usd/shot.usda')
UsdGeom.Xform.Define(shot, '/Shot').AddScaleOp().Set((seed, seed, seed))
shot.DefinePrim('/Shot/Loom').GetReferences().AddReference('./parts/loom.usdc')
shot.SetDefaultPrim(shot.GetPrimAtPath('/Shot')); shot.GetRootLayer().Save()
assert UsdUtils.CreateNewUsdzPackage('usd/parts/loom.usdc', 'usd/loom.usdz')
`;

const HEIC = `
import pillow_heif; from PIL import Image
pillow_heif.register_heif_opener()
Image.linear_gradient('L').rotate(seed).convert('RGB').save('sheets/phone.heic', quality=80)
`;

const JXL = `
import pylibjxl, numpy as n
y, x = n.mgrid[0:120, 0:160] + seed
open('sheets/master.jxl', 'wb').write(pylibjxl.encode(n.stack([x, y, x ^ y], -1).astype(n.uint8)))
`;

/**
 * Draws into a folder the kinds that this machine can draw, each by a program of its own field.
 * @param seed 1 to 100: no file is the same byte for byte as one of another seed
 */
export async function drawEveryKind(folder: string, seed: number): Promise<void> {
  const put = async (path: string, content: string | Uint8Array) => writeFile(join(folder, path), content);
  const python = (script: string) =>
    execFileSync(PYTHON, ['-c', `seed = ${seed}\n${script}`], { cwd: folder, stdio: 'pipe' });
  const ffmpeg = (...args: readonly string[]) =>
    execFileSync(FFMPEG ?? '', ['-v', 'error', ...args], { cwd: folder, stdio: 'pipe' });
  const pictures = ['-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=24:duration=1,hue=h=${seed}`];
  const sound = ['-f', 'lavfi', '-i', `sine=frequency=${440 + seed}:duration=1:sample_rate=48000`];
  const drawn = KINDS.filter(({ isDrawn }) => isDrawn).map(({ path }) => path);
  for (const path of [...drawn, SEQUENCES.exr, SEQUENCES.dpx])
    await mkdir(dirname(join(folder, path)), { recursive: true });

  await writeScan(join(folder, 'scan.tif'), { width: 400, height: 300 });
  const motif = sharp(join(folder, 'scan.tif'));
  await motif.clone().jpeg().toFile(join(folder, 'sheets/front & back, 1.jpg'));
  await motif.clone().png().toFile(join(folder, 'sheets/motif.png'));
  const texture = await motif.clone().resize(64, 64).png().toBuffer();
  const roof = pyramid(seed);
  await put('model/roof.png', texture);
  await put('model/roof.bin', roof.buffer);
  await put('model/roof.gltf', gltfOf(roof, { buffer: 'roof.bin', texture: 'roof.png' }));
  await put('model/roof.glb', roof.glb(texture));
  await put('usd/indigo.mtlx', materialX(seed));
  await put('文献/刺绣 说明（二）.txt', `台江苗族刺绣，破线绣，第 ${seed} 件。\n`.repeat(200));
  await put('文献/catalog.pdf', await catalog(await readFile(join(folder, 'sheets/front & back, 1.jpg'))));
  if (HAS_OPENEXR) python(EXR);
  if (HAS_USD) python(USD);
  if (HAS_HEIC) python(HEIC);
  if (HAS_JXL) python(JXL);
  if (FFMPEG !== null) {
    ffmpeg(...pictures, '-frames:v', '3', '-pix_fmt', 'gbrp10be', '-start_number', '1001', SEQUENCES.dpx);
    const prores = ['-c:v', 'prores_ks', '-profile:v', '3', '-pix_fmt', 'yuv422p10le', '-c:a', 'pcm_s24le'];
    ffmpeg(...pictures, ...sound, ...prores, '-timecode', TIMECODE, 'film/dance.mov');
    ffmpeg(...pictures, ...sound, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac', 'film/dance.mp4');
    const bext = [
      '-write_bext',
      '1',
      '-metadata',
      'originator=Lanran',
      '-metadata',
      'time_reference=172800000',
    ];
    ffmpeg(...sound, '-c:a', 'pcm_s24le', ...bext, '声音/飞歌.wav');
    ffmpeg(...sound, '声音/飞歌.flac');
  }
}

async function catalog(jpeg: Buffer): Promise<Uint8Array> {
  const enclosures = { picture: { width: 400, height: 300, jpeg }, attachments: [] };
  return drawPaper(buildPaper(), enclosures, new PaperFonts());
}
