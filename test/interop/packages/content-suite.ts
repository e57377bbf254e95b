import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import validator from 'gltf-validator';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findProgram, hasPythonModules } from '../programs.ts';
import type { AskedOf } from './asked-of.ts';
import { HAS_USD, KINDS, TIMECODE } from './material.ts';
import { outcomeOf, python } from './tool-outcome.ts';

const ffprobe = findProgram('ffprobe', 'ffmpeg');
const xmllint = findProgram('xmllint', 'libxml2-utils');
const qpdf = findProgram('qpdf', 'qpdf');
const HAS_OPENEXR = hasPythonModules('OpenEXR', 'numpy');
const HAS_PILLOW = hasPythonModules('PIL');

/** What a stage composes of, or the reasons for which it does not. */
const STAGE = `
import os, sys
from pxr import Usd, UsdUtils
stage = Usd.Stage.Open(sys.argv[1])
layers, files, missing = UsdUtils.ComputeAllDependencies(sys.argv[1])
assert not missing and not stage.GetCompositionErrors(), (missing, stage.GetCompositionErrors())
print(len(layers), *sorted(map(os.path.basename, files)), *[str(prim.GetPath()) for prim in stage.Traverse()])
`;
const FRAME = `
import OpenEXR, sys
file = OpenEXR.File(sys.argv[1])
print(file.header()['framesPerSecond'], *sorted(file.channels()))
`;
const PICTURE = `
import sys; from PIL import Image
for path in sys.argv[1:]:
    Image.open(path).verify(); Image.open(path).load()
`;

const STREAMS = [
  { path: 'film/dance.mov', says: ['codec_name="prores"', `timecode="${TIMECODE}"`] },
  { path: 'film/dance.mp4', says: ['codec_name="h264"', 'codec_name="aac"'] },
  { path: '声音/飞歌.wav', says: ['codec_name="pcm_s24le"', 'time_reference="172800000"'] },
  { path: '声音/飞歌.flac', says: ['codec_name="flac"'] },
  { path: 'plates/film/reel.1002.dpx', says: ['codec_name="dpx"', 'pix_fmt="gbrp10le"'] },
];

const Report = z.object({
  issues: z.object({ numErrors: z.number(), numWarnings: z.number(), messages: z.array(z.unknown()) }),
});

const isDrawn = (path: string) => KINDS.some((each) => each.path === path && each.isDrawn);

/** Delivered files, to the programs that work with them. */
export function contentSuite({ sold }: AskedOf): void {
  const at = (path: string) => join(sold().folder, 'data', path);

  async function gltfIssues(path: string, content: Uint8Array) {
    const report = await validator.validateBytes(content, {
      uri: path,
      externalResourceFunction: async (uri) => readFile(join(dirname(at(path)), uri)),
    });
    return Report.parse(report).issues;
  }

  it.each(['model/roof.gltf', 'model/roof.glb'])(
    '%s, to gltf-validator, has no faults with all that it names, and has with one flipped byte',
    async (path) => {
      const content = Uint8Array.from(await readFile(at(path)));
      expect(await gltfIssues(path, content)).toEqual({ numErrors: 0, numWarnings: 0, messages: [] });
      content[0] = (content[0] ?? 0) ^ 1;
      await expect(gltfIssues(path, content)).rejects.toBe('Invalid data: could not detect glTF format.');
    },
  );

  it.skipIf(!HAS_USD).each([
    { path: 'usd/shot.usda', says: '2 roof.png /Shot /Shot/Loom /Shot/Loom/Cloth' },
    { path: 'usd/parts/loom.usdc', says: '1 roof.png /Loom /Loom/Cloth' },
    { path: 'usd/loom.usdz', says: '1 roof.png] /Loom /Loom/Cloth' },
  ])('$path, to OpenUSD, composes with all that it names', async ({ path, says }) => {
    expect(await python('-c', STAGE, at(path))).toEqual({ code: 0, said: `${says}\n` });
  });

  it.skipIf(!HAS_OPENEXR)('frames, to OpenEXR, have their channels and speed', async () => {
    expect(await python('-c', FRAME, at('plates/sh010/plate.1002.exr'))).toEqual({
      code: 0,
      said: '24 RGB Z\n',
    });
  });

  it.skipIf(!HAS_PILLOW)('scans, to Pillow, are whole', async () => {
    const paths = ['scan.tif', 'sheets/motif.png', 'sheets/front & back, 1.jpg'].map(at);
    expect(await python('-c', PICTURE, ...paths)).toEqual({ code: 0, said: '' });
  });

  describe.skipIf(ffprobe === null)('film and sound, to ffprobe', () => {
    const shown = async (path: string) =>
      outcomeOf(ffprobe ?? '', ['-v', 'error', '-of', 'flat', '-show_format', '-show_streams', at(path)]);

    for (const { path, says } of STREAMS)
      it.skipIf(!isDrawn(path))(`${path} has its streams`, async () => {
        const { code, said } = await shown(path);
        expect({ code, said }).toEqual({ code: 0, said: expect.any(String) });
        for (const words of says) expect(said).toContain(words);
      });
  });

  it.skipIf(xmllint === null)('the MaterialX document, to xmllint, is XML', async () => {
    expect(await outcomeOf(xmllint ?? '', ['--noout', at('usd/indigo.mtlx')])).toEqual({ code: 0, said: '' });
  });

  it.skipIf(qpdf === null)('the PDF, to qpdf, is whole', async () => {
    expect(await outcomeOf(qpdf ?? '', ['--check', at('文献/catalog.pdf')])).toMatchObject({ code: 0 });
  });
}
