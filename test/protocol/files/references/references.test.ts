import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceOf } from '@lanran/protocol/files/references/byte-source';
import { findUnpackedLz4 } from '@lanran/protocol/files/references/lz4-block';
import { findReferences, MAX_REFERENCES } from '@lanran/protocol/files/references/references';
import { NumberPattern } from '@lanran/protocol/files/references/number-pattern';
import { resolveReference } from '@lanran/protocol/files/references/resolve-reference';
import { walks } from '../../../support/walks.ts';
import { buildCrate, buildZip } from './sample-scenes.ts';

const named = async (content: string | Uint8Array) =>
  (await findReferences(sourceOf(Buffer.from(content))))?.uris;

const USDA = `#usda 1.0
(
    doc = """A robe, see @not/this.usda@ and 'not this'"""
    subLayers = [@./light.usda@, @/mnt/show/sh010/lighting.usda@]
    # @nor/this.usda@
)
def Xform "robe" (
    references = [@../../lib/loom/loom.usd@</Loom>, @@@odd@name.usda@@@]
    payload = @anim.usdc@</Anim> (offset = 10)
)
{
    asset inputs:file = @textures/indigo.<UDIM>.exr@
    asset[] more = [@a.png@, @a.png@, @@]
    string note = "mail to a@b.c or d@e.f"
    asset expr = @\`"\${SHOT}.usda"\`@
}
`;

describe('files that a scene names', () => {
  it('are the asset paths of a USD layer of text, outside of strings and comments', async () => {
    expect(await named(USDA)).toEqual([
      './light.usda',
      '/mnt/show/sh010/lighting.usda',
      '../../lib/loom/loom.usd',
      'odd@name.usda',
      'anim.usdc',
      'textures/indigo.<UDIM>.exr',
      'a.png',
    ]);
  });

  it('are those among the words of a USD crate, packed or not', async () => {
    const words = [
      'robe',
      './no-ending',
      'inputs:file',
      'textures/indigo.png',
      '../lib/loom.usd',
      'see a.png, please\n',
    ];
    for (const version of [8, 3])
      expect(await named(buildCrate(words, { version }))).toEqual([
        './no-ending',
        'textures/indigo.png',
        '../lib/loom.usd',
      ]);
  });

  it('may lie within a package, as the words of a USD crate have them', async () => {
    const words = ['a.usdz[0/b.png]', 'a.usdz[0]c.png]', 'a.usdz[', 'robe[a.png]', ']'];
    expect(await named(buildCrate(words))).toEqual(['a.usdz[0/b.png]']);
  });

  it('are found in linear time where the words of a crate are long', async () => {
    const before = performance.now();
    for (const part of ['.usd[', '[', ']', '.usd', './']) await named(buildCrate([part.repeat(400_000)]));
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  it('are those of the layers of a USD package that are not in it', async () => {
    const layer =
      '#usda 1.0\n( subLayers = [@./0/cloth.usdc@, @gone.usda@] )\n asset a = @0/tile.<UDIM>.png@';
    const inner = buildCrate(['tile.1001.png', '../robe.usda', 'lost.png']);
    const files = {
      'robe.usda': Buffer.from(layer),
      '0/cloth.usdc': inner,
      '0/tile.1001.png': Buffer.alloc(3),
    };
    expect(await named(buildZip(files))).toEqual(['gone.usda', 'lost.png']);
  });

  it('are buffers and images of a glTF scene that are not within it', async () => {
    const scene = JSON.stringify({
      asset: { version: '2.0' },
      buffers: [{ uri: 'bin/points%20A.bin' }, { uri: 'data:application/octet-stream;base64,AA==' }, {}],
      images: [{ uri: '../textures/纹.png' }, { bufferView: 0 }],
    });
    const expected = ['bin/points A.bin', '../textures/纹.png'];
    expect(await named(scene)).toEqual(expected);
    const json = Buffer.from(scene);
    const glb = Buffer.alloc(20);
    glb.write('glTF', 0, 'latin1');
    glb.writeUInt32LE(json.length, 12);
    expect(await named(Buffer.concat([glb, json]))).toEqual(expected);
  });

  it('are filenames of a MaterialX document with their prefixes, and what it includes', async () => {
    const document = `<?xml version="1.0"?>
      <materialx version="1.39" xmlns:xi="http://www.w3.org/2001/XInclude" fileprefix="tex/">
        <!-- <input type="filename" value="not-this.png"/> -->
        <xi:include href="lib/cloth.mtlx"/>
        <nodegraph name="g" fileprefix='silk/'>
          <image name="i" type="color3"><input name="file" type="filename" value="a &amp; b.&#x3C;UDIM&gt;.png" /></image>
        </nodegraph>
        <input name="file" type="filename" value="indigo.png"/><input name="x" type="string" value="no.png"/>
      </materialx>`;
    expect(await named(document)).toEqual(['lib/cloth.mtlx', 'silk/a & b.<UDIM>.png', 'tex/indigo.png']);
  });

  it('are references, textures and caches of a scene in Maya ASCII', async () => {
    const scene = `//Maya ASCII 2024 scene
//Name: robe.ma; file -r "not/this.ma";
file -rdi 1 -ns "loom" -rfn "loomRN" -op "v=0;" -typ "mayaAscii"
   "C:/show//assets/loom.ma";
file -r -ns "loom" -typ "mayaAscii" "C:/show//assets/loom.ma";
requires maya "2024";
setAttr ".ftn" -type "string" "sourceimages/indigo.<UDIM>.tif";
setAttr ".abc_File" -type "string" "cache/cloth \\"A\\".abc";
setAttr ".nts" -type "string" "file -r; no.ma";
`;
    expect(await named(scene)).toEqual([
      'C:/show//assets/loom.ma',
      'sourceimages/indigo.<UDIM>.tif',
      'cache/cloth "A".abc',
    ]);
  });

  it('are not looked for in other files, nor in broken ones', async () => {
    const crate = buildCrate(['a.png']);
    for (const content of [
      '',
      'words @a.png@',
      '{"a": 1',
      '<xml/>',
      crate.subarray(0, 60),
      buildZip({}).subarray(0, 8),
    ])
      expect(await named(content)).toBeUndefined();
  });

  it('are bounded in number, which is said', async () => {
    const many = `#usda 1.0\n${Array.from({ length: MAX_REFERENCES + 5 }, (_, at) => `@${at}.usd@`).join('\n')}`;
    const found = await findReferences(sourceOf(Buffer.from(many)));
    expect(found).toMatchObject({ isPartial: true });
    expect(found?.uris).toHaveLength(MAX_REFERENCES);
  });

  it('are read in linear time and within bounds, whatever the bytes are', async () => {
    const starts = ['#usda 1.0\n', '//Maya ASCII 2024\n', '<materialx>', '{'];
    for (const start of starts)
      for (const part of [
        '"',
        '@',
        '@@@',
        "'''",
        '/',
        '<',
        'file -r "',
        '/*',
        '<input type="filename" value="',
      ])
        await named(start + part.repeat(20_000));
    const scenes = [buildCrate(['a.png', 'b']), buildZip({ 'a.usda': Buffer.from(USDA) })];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...scenes),
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 6 }),
        async (scene, changes) => {
          const bytes = Buffer.from(scene);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          await named(bytes);
        },
      ),
      { numRuns: walks(200) },
    );
  });
});

describe('where a named file may be', () => {
  const from = 'shots/010/shot.usda';
  const inside = (...paths: string[]) => ({ kind: 'inside', paths });

  it.each([
    ['./light.usda', inside('shots/010/light.usda')],
    ['../../lib/loom.usd', inside('lib/loom.usd')],
    ['tex/a.png', inside('shots/010/tex/a.png', 'tex/a.png')],
    ['tex\\a.png', inside('shots/010/tex/a.png', 'tex/a.png')],
    ['a.usdz[0/b.png]', inside('shots/010/a.usdz', 'a.usdz')],
    ['a[1].usdz[0/b.png]', inside('shots/010/a[1].usdz', 'a[1].usdz')],
    ['a.usdz[0/b[1.png]', inside('shots/010/a.usdz', 'a.usdz')],
    ['a].usd', inside('shots/010/a].usd', 'a].usd')],
    ['a.abc:SDF_FORMAT_ARGS:x=y', inside('shots/010/a.abc', 'a.abc')],
    ['./../010/./a.usda', inside('shots/010/a.usda')],
  ])('%s is looked for beside the scene, and from the root where its name allows', (uri, expected) => {
    expect(resolveReference(from, uri)).toEqual(expected);
  });

  it.each([
    '/mnt/show/a.usd',
    'C:/show/a.ma',
    'c:\\show\\a.ma',
    '\\\\server\\a.ma',
    'https://example.org/a.png',
    'file:///a.png',
    '$SHOW/a.png',
    '~/a.png',
    '<PROJECT>/a.png',
    '../../../a.png',
    '',
  ])('%s is a place outside', (uri) => {
    expect(resolveReference(from, uri)).toEqual({ kind: 'outside' });
  });

  it.each([
    ['./a.<UDIM>.exr', 'shots/010/a.1001.exr'],
    ['./a.%(UDIM)d.exr', 'shots/010/a.1011.exr'],
    ['./a.<UVTILE>.exr', 'shots/010/a.u1_v1.exr'],
    ['./clip.####.usd', 'shots/010/clip.0101.usd'],
    ['./clip.%04d.usd', 'shots/010/clip.0101.usd'],
  ])('%s stands for files with a number', (uri, path) => {
    const target = resolveReference(from, uri);
    const [pattern] = target.kind === 'inside' ? target.paths : [];
    expect(pattern).toBeInstanceOf(NumberPattern);
    expect((pattern as NumberPattern).test(path)).toBe(true);
    expect((pattern as NumberPattern).test(path.replace(/\d+/g, 'x'))).toBe(false);
  });

  it.each([
    ['t.<UDIM>_v2.exr', 't.1001_v2.exr', true],
    ['<UDIM>.exr', '1001.exr', true],
    ['<UDIM>', '1001', true],
    ['a.<UDIM><UDIM>.exr', 'a.7.exr', true],
    ['<UDIM><f>', '7', true],
    ['a#.#.exr', 'A1.2.EXR', true],
    ['a.<UDIM>.exr', 'a..exr', false],
    ['a1#1.exr', 'a1.exr', false],
    ['a.<UDIM>.exr', 'a.1001.exr.bak', false],
  ])('%s stands for %s: %s', (name, path, isMatch) => {
    expect(NumberPattern.find(name)?.test(path)).toBe(isMatch);
  });

  it('is compared as an expression without limits on its work would be', () => {
    const words = fc.array(fc.constantFrom('1', '_', 'u', 'x', '.'), { maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(words, { minLength: 2, maxLength: 5 }),
        fc.array(fc.constantFrom('1', '_', 'u', 'x', '.'), { maxLength: 10 }),
        (texts, path) => {
          const parts = texts.map((text) => text.join(''));
          const name = parts.join('<UDIM>');
          const expected = new RegExp(
            `^${name.replaceAll('.', '\\.').replaceAll(/(<UDIM>)+/g, '[\\d_uv]+')}$`,
          );
          expect(NumberPattern.find(name)?.test(path.join(''))).toBe(expected.test(path.join('')));
        },
      ),
      { numRuns: walks(500) },
    );
  });

  it('with many numbers side by side is compared with a long row of digits in no time', () => {
    const digits = '1'.repeat(900);
    for (const name of [`${'<UDIM>'.repeat(10)}x.exr`, `${'<UDIM>_'.repeat(4)}x.exr`]) {
      const pattern = NumberPattern.find(name);
      const before = performance.now();
      for (let times = 0; times < 100; times += 1) expect(pattern?.test(`${digits}.exr`)).toBe(false);
      expect(performance.now() - before).toBeLessThan(1_000);
    }
    // More numbers apart than scenes use stand for nothing.
    expect(NumberPattern.find('<UDIM>_'.repeat(5))).toBeNull();
  });
});

describe('an LZ4 block', () => {
  it('is unpacked with runs that reach into themselves, and refused where it points elsewhere', () => {
    // "ab", then five of the same two before: one sequence, and the last with literals alone.
    const block = Buffer.from([0x26, 0x61, 0x62, 0x02, 0x00, 0x10, 0x63]);
    expect(Buffer.from(findUnpackedLz4(block, 13) ?? []).toString()).toBe(
      'abababababababc'.slice(0, 12) + 'c',
    );
    expect(findUnpackedLz4(block, 12)).toBeNull();
    expect(findUnpackedLz4(Buffer.from([0x16, 0x61, 0x05, 0x00]), 11)).toBeNull();
    expect(findUnpackedLz4(deflateRawSync(Buffer.alloc(100)), 100)).toBeNull();
  });
});
