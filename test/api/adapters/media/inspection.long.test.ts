import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { constants, crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BroadcastWaveInspector } from '@lanran/api/files/adapters/inspection/broadcast-wave-inspector';
import { DpxInspector } from '@lanran/api/files/adapters/inspection/dpx-inspector';
import { ExcerptInspector } from '@lanran/api/files/adapters/inspection/excerpt-inspector';
import { ExifToolReader } from '@lanran/api/files/adapters/inspection/exif-tool-reader';
import { withExcerptFile } from '@lanran/api/files/adapters/inspection/excerpt-file';
import { readExrHeader } from '@lanran/api/files/adapters/inspection/exr-header';
import { UndecodableFileError } from '@lanran/api/files/adapters/inspection/byte-cursor';
import { ExrInspector } from '@lanran/api/files/adapters/inspection/exr-inspector';
import { GltfInspector } from '@lanran/api/files/adapters/inspection/gltf-inspector';
import { InspectionThread } from '@lanran/api/files/adapters/inspection/inspection-thread';
import { JpegXlInspector } from '@lanran/api/files/adapters/inspection/jpeg-xl-inspector';
import { MediaInfoInspector } from '@lanran/api/files/adapters/inspection/media-info-inspector';
import { PhotoshopInspector } from '@lanran/api/files/adapters/inspection/photoshop-inspector';
import { ReferenceInspector } from '@lanran/api/files/adapters/inspection/reference-inspector';
import { SharpReader } from '@lanran/api/files/adapters/inspection/sharp-reader';
import { SvgInspector } from '@lanran/api/files/adapters/inspection/svg-inspector';
import { withoutConfided } from '@lanran/api/files/domain/shown-facts';
import { factSection } from '@lanran/api/files/domain/technical-metadata';
import { ContentMissingError } from '@lanran/api/platform/kernel/errors';
import { factsOf, fileOf, inspectWith } from './inspected.ts';
import {
  buildBroadcastWave,
  buildDng,
  buildDpx,
  buildExr,
  buildGlb,
  buildGltf,
  buildMovie,
  buildPsd,
  buildWave,
  JPEG_XL,
} from './sample-media.ts';
import { walks } from '../../../support/walks.ts';

const EXR = { mediaType: 'image/x-exr' };
const MOVIE = { mediaType: 'video/quicktime' };
const GLB = { mediaType: 'model/gltf-binary' };

describe('an OpenEXR frame', () => {
  const inspect = (bytes: Buffer) => inspectWith(new ExrInspector(), fileOf(bytes, EXR));

  it('is told by its header', async () => {
    const owner = ['owner', 'string', Buffer.from('Xijiang workshop')] as const;
    const found = await inspect(buildExr({ attributes: [owner] }));
    expect(found.notices).toEqual([]);
    expect(factsOf(found, 'FRAME')).toEqual({
      WIDTH: '4',
      HEIGHT: '3',
      CHANNELS: '3',
      CHANNEL_NAMES: 'B (half); G (half); R (half)',
      COMPRESSION: 'none',
      LAYOUT: 'scan lines',
      DATA_WINDOW: '0, 0 – 3, 2',
      DISPLAY_WINDOW: '0, 0 – 3, 2',
      PIXEL_ASPECT: '1',
      TIMECODE: '01:02:03:04',
      FRAME_RATE: '24',
    });
    expect(factsOf(found, 'RIGHTS')).toEqual({ CREATOR: 'Xijiang workshop' });
  });

  it('has its color space by name, by its container and by its chromaticities', async () => {
    const AP0 = [0.7347, 0.2653, 0, 1, 0.0001, -0.077, 0.32168, 0.33767];
    const chromaticities = Buffer.concat(
      AP0.map((value) => {
        const bytes = Buffer.alloc(4);
        bytes.writeFloatLE(value);
        return bytes;
      }),
    );
    const found = await inspect(
      buildExr({
        attributes: [
          ['oiio:ColorSpace', 'string', Buffer.from('ACES2065-1')],
          ['acesImageContainerFlag', 'int', Buffer.from('01000000', 'hex')],
          ['chromaticities', 'chromaticities', chromaticities],
        ],
      }),
    );
    expect(factsOf(found, 'FRAME')['COLOR_SPACE']).toBe(
      'ACES2065-1; ACES image container (SMPTE ST 2065-4); ACES2065-1 (AP0)',
    );
  });

  it('of several parts has a section for each', async () => {
    const rate = ['framesPerSecond', 'float', Buffer.from('0000c841', 'hex')] as const;
    expect(factsOf(await inspect(buildExr({ attributes: [rate] })), 'FRAME')).toMatchObject({
      FRAME_RATE: '25',
    });
    const found = await inspect(buildExr({ isMultipart: true }));
    expect(found.sections.map(({ kind }) => kind)).toEqual(['FRAME', 'FRAME']);
    expect(factsOf(found, 'FRAME')).toMatchObject({ PARTS: '2' });
  });

  it('that ends too early can’t be decoded here, wherever it ends, and is not called damaged', async () => {
    const whole = buildExr();
    for (const end of [8, 40, whole.length - 120, whole.length - 80, whole.length - 1])
      expect((await inspect(whole.subarray(0, end))).notices, `at ${end}`).toMatchObject([
        { code: 'UNDECODABLE' },
      ]);
  });

  it('whose render was interrupted lacks blocks', async () => {
    const frame = buildExr();
    const { end } = readExrHeader(frame);
    frame.fill(0, end + 8, end + 24);
    expect((await inspect(frame)).notices).toMatchObject([
      { code: 'UNDECODABLE', detail: '2 of its 3 blocks of lines are missing.' },
    ]);
  });

  it('is read within bounds, whatever its bytes claim', () => {
    const frame = buildExr({ isMultipart: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(frame.length - 1), fc.nat(255)), { maxLength: 8 }),
        fc.nat(frame.length),
        (changes, end) => {
          const bytes = Buffer.from(frame.subarray(0, end));
          for (const [at, value] of changes) if (at < end) bytes[at] = value;
          try {
            readExrHeader(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(UndecodableFileError);
          }
        },
      ),
      { numRuns: walks(100) },
    );
  });
});

describe('a DPX frame', () => {
  it('has the size that its header says, and is undecodable when it is shorter', async () => {
    const inspector = new DpxInspector();
    const frame = buildDpx();
    const found = await inspectWith(inspector, fileOf(frame, { mediaType: 'image/x-dpx' }));
    expect(factsOf(found, 'FRAME')).toEqual({
      WIDTH: '2048',
      HEIGHT: '1556',
      CHANNEL_NAMES: 'RGB',
      BIT_DEPTH: '10',
      TRANSFER: 'logarithmic',
      COMPRESSION: 'none',
      FRAME_RATE: '24',
      TIMECODE: '01:02:03:04',
    });
    expect(found.notices).toEqual([]);
    for (const length of [100, frame.length - 1]) {
      const cut = fileOf(frame.subarray(0, length), { mediaType: 'image/x-dpx' });
      expect((await inspectWith(inspector, cut)).notices).toMatchObject([{ code: 'UNDECODABLE' }]);
    }
  });
});

describe('a Photoshop document', () => {
  const inspect = (bytes: Buffer) =>
    inspectWith(new PhotoshopInspector(), fileOf(bytes, { mediaType: 'image/vnd.adobe.photoshop' }));

  it('is told by its header', async () => {
    const found = await inspect(buildPsd());
    expect(factsOf(found, 'IMAGE')).toEqual({
      WIDTH: '640',
      HEIGHT: '480',
      CHANNELS: '4',
      BIT_DEPTH: '16',
      COLOR_SPACE: 'CMYK',
    });
    expect(found.notices).toEqual([]);
  });

  it('that ends within its header can’t be decoded here', async () => {
    expect((await inspect(buildPsd().subarray(0, 20))).notices).toMatchObject([{ code: 'UNDECODABLE' }]);
  });
});

describe('a JPEG XL', () => {
  const inspect = (bytes: Buffer) =>
    inspectWith(new JpegXlInspector(), fileOf(bytes, { mediaType: 'image/jxl' }));

  it.each(Object.entries(JPEG_XL))('is told by its header: %s', async (_, { hex, facts }) => {
    const found = await inspect(Buffer.from(hex, 'hex'));
    expect(factsOf(found, 'IMAGE')).toEqual(facts);
    expect(found.notices).toEqual([]);
  });

  it('without a picture in its container, or cut, can’t be decoded here', async () => {
    const box = Buffer.from('0000000c4a584c200d0a870a', 'hex');
    for (const bytes of [box, Buffer.from('ff0a', 'hex'), Buffer.concat([box, Buffer.alloc(40)])])
      expect((await inspect(bytes)).notices).toMatchObject([{ code: 'UNDECODABLE' }]);
  });
});

describe('a Broadcast Wave', () => {
  const inspect = (bytes: Buffer) =>
    inspectWith(new BroadcastWaveInspector(), fileOf(bytes, { mediaType: 'audio/wav' }));

  it('says who recorded it, when, and at which sample of the day', async () => {
    expect(factsOf(await inspect(buildBroadcastWave()), 'BROADCAST')).toEqual({
      DESCRIPTION: 'Scene 12 take 3, 芦笙',
      ORIGINATOR: 'Sound recordist',
      ORIGINATOR_REFERENCE: 'CNABC0001',
      CREATED: '2026-11-26 10:00:05',
      TIME_REFERENCE: '172800000',
      START_TIME: '06:00:00',
    });
  });

  it('says its UMID since version 1 of the chunk', async () => {
    const wave = buildBroadcastWave();
    const bext = wave.indexOf('bext') + 8;
    wave.fill(0xab, bext + 348, bext + 380);
    expect(factsOf(await inspect(wave), 'BROADCAST')['UMID']).toBeUndefined();
    wave[bext + 346] = 1;
    expect(factsOf(await inspect(wave), 'BROADCAST')['UMID']).toBe('ab'.repeat(32));
  });

  it('tells its description to the people of the asset alone', async () => {
    const { sections } = await inspect(buildBroadcastWave());
    expect(JSON.stringify(withoutConfided(sections))).not.toContain('Scene 12');
  });

  it('is any WAV without the chunk, whole or cut, and then has no such facts', async () => {
    for (const bytes of [buildWave(), buildBroadcastWave().subarray(0, 200)])
      expect(await inspect(bytes)).toEqual({ sections: [], notices: [] });
  });
});

describe('an SVG', () => {
  const inspect = (text: string | Buffer) =>
    inspectWith(new SvgInspector(), fileOf(Buffer.from(text), { mediaType: 'image/svg+xml' }));

  it('is told by its size', async () => {
    const found = await inspect('<svg viewBox="0 0 40 30"/>');
    expect(factsOf(found, 'IMAGE')).toEqual({ WIDTH: '40', HEIGHT: '30' });
    expect(found.notices).toEqual([]);
  });

  it.each([
    ['script', '<svg><script>alert(1)</script></svg>'],
    ['script', Buffer.from('\ufeff<svg><script/></svg>', 'utf16le')],
    ['event handlers', '<svg onload="alert(1)"/>'],
    ['javascript: links', '<svg><a xlink:href="javascript:alert(1)"/></svg>'],
    ['foreign content', '<svg:svg><svg:foreignObject/></svg:svg>'],
    ['references to other addresses', '<svg><image href="https://example.org/x.png"/></svg>'],
    ['entities of its own', '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>'],
  ])('with %s is flagged', async (what, text) => {
    expect((await inspect(text)).notices).toEqual([{ code: 'ACTIVE_CONTENT', detail: `It has ${what}.` }]);
  });
});

describe('a film', () => {
  const inspector = new MediaInfoInspector();

  it('is told by its container and streams', async () => {
    const found = await inspectWith(inspector, fileOf(buildMovie(), MOVIE));
    expect(factsOf(found, 'CONTAINER')).toMatchObject({ FORMAT: 'MPEG-4, QuickTime', DURATION: '1' });
    expect(factsOf(found, 'VIDEO')).toMatchObject({
      CODEC: 'JPEG, jpeg',
      WIDTH: '64',
      HEIGHT: '36',
      FRAME_RATE: '2',
    });
    const sound = await inspectWith(inspector, fileOf(buildWave(), { mediaType: 'audio/wav' }));
    expect(factsOf(sound, 'AUDIO')).toMatchObject({ CODEC: 'PCM', CHANNELS: '1', SAMPLE_RATE: '8000' });
  });

  it('names the sub-format of an extensible WAV', async () => {
    const wave = buildWave();
    const subFormat = Buffer.from('0100000000001000800000aa00389b71', 'hex');
    const extension = Buffer.concat([Buffer.from([22, 0, 16, 0, 4, 0, 0, 0]), subFormat]);
    const format = Buffer.concat([wave.subarray(20, 36), extension]);
    format.writeUInt16LE(0xfffe, 0);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(format.length);
    const extensible = Buffer.concat([wave.subarray(0, 16), length, format, wave.subarray(36)]);
    extensible.writeUInt32LE(extensible.length - 8, 4);
    const found = await inspectWith(inspector, fileOf(extensible, { mediaType: 'audio/wav' }));
    expect(factsOf(found, 'AUDIO')).toMatchObject({ CODEC: 'PCM', CHANNELS: '1' });
  });

  it('that ends too early can’t be decoded here in whole', async () => {
    const movie = buildMovie();
    const { notices } = await inspectWith(inspector, fileOf(movie.subarray(0, movie.length - 150), MOVIE));
    expect(notices).toMatchObject([{ code: 'UNDECODABLE' }]);
  });

  it('that is none is said to have no stream', async () => {
    const { notices } = await inspectWith(inspector, fileOf(Buffer.from('no film'), MOVIE));
    expect(notices).toMatchObject([{ code: 'NOT_INSPECTED' }]);
  });
});

describe('a scene', () => {
  const inspector = new GltfInspector();

  it('is validated with the files of its version that it names', async () => {
    const { scene, points } = buildGltf({ uri: '../bin/points%20A.bin' });
    const file = fileOf(scene, {
      mediaType: 'model/gltf+json',
      path: 'costume/scene.gltf',
      others: { 'bin/points A.bin': points },
    });
    const found = await inspectWith(inspector, file);
    expect(factsOf(found, 'SCENE')).toEqual({
      SPECIFICATION: 'glTF 2.0',
      SOFTWARE: 'Lanran tests',
      MESHES: '1',
      TRIANGLES: '1',
      VERTICES: '3',
      MATERIALS: '1',
      ANIMATIONS: '0',
      ERRORS: '0',
      WARNINGS: '0',
    });
    expect(found.notices).toEqual([]);
  });

  it.each([
    '../../etc/passwd',
    '/etc/passwd',
    'file:///etc/passwd',
    'https://example.org/points.bin',
    'gone.bin',
  ])('that names %s breaks no rule by that, and nothing is fetched', async (uri) => {
    const { scene } = buildGltf({ uri });
    const found = await inspectWith(inspector, fileOf(scene, { mediaType: 'model/gltf+json' }));
    expect(JSON.stringify(found.notices)).not.toMatch(/error:|No file/);
    expect(factsOf(found, 'SCENE')).toMatchObject({ ERRORS: '0' });
  });

  it('that is cut is invalid', async () => {
    const glb = buildGlb();
    expect((await inspectWith(inspector, fileOf(glb, GLB))).notices).toEqual([]);
    for (const end of [10, 60, glb.length - 4]) {
      const found = await inspectWith(inspector, fileOf(glb.subarray(0, end), GLB));
      expect(found.notices[0], `at ${end}`).toMatchObject({ code: 'INVALID' });
    }
  });
});

describe('a scene that names other files', () => {
  const USDA = { mediaType: 'model/vnd.usda' };
  const inspect = (text: string) => inspectWith(new ReferenceInspector(), fileOf(Buffer.from(text), USDA));

  it('has the list of their names, also an empty one', async () => {
    const found = await inspect('#usda 1.0\n( subLayers = [@./light.usda@] )');
    expect(found).toEqual({ sections: [], notices: [], references: ['./light.usda'] });
    expect((await inspect('#usda 1.0\n')).references).toEqual([]);
  });

  it('that can’t be read as such says so', async () => {
    expect(await inspect('words')).toMatchObject({ notices: [{ code: 'NOT_INSPECTED' }] });
  });
});

describe('the inspection thread', () => {
  const thread = new InspectionThread();
  afterAll(() => thread.stop());
  const scenes = thread.run(new GltfInspector());

  it('finds what the inspector finds', async () => {
    const { scene, points } = buildGltf();
    const file = fileOf(scene, { mediaType: 'model/gltf+json', others: { 'points.bin': points } });
    expect(await inspectWith(scenes, file)).toEqual(await inspectWith(new GltfInspector(), file));
  });

  it('hands on why a file could not be read, and goes on with the next', async () => {
    const lost = {
      ...fileOf(buildGlb(), GLB),
      read: async () => {
        throw new ContentMissingError('bafy');
      },
    };
    await expect(inspectWith(scenes, lost)).rejects.toBeInstanceOf(ContentMissingError);
    expect((await inspectWith(scenes, fileOf(buildGlb(), GLB))).sections).toHaveLength(1);
  });

  it('is ended when the time is up, whatever it is doing', async () => {
    const stop = new AbortController();
    const slow = {
      ...fileOf(buildGlb(), GLB),
      read: () => new Promise<Readable>(() => stop.abort(new Error('time is up'))),
    };
    await expect(scenes.inspect(slow, stop.signal)).rejects.toThrow('time is up');
  });
});

describe('embedded metadata', () => {
  let directory: string;
  const exifTool = new ExifToolReader();
  const JPEG = { mediaType: 'image/jpeg' };
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lanran-inspect-'));
  });
  afterAll(async () => {
    await exifTool.stop();
    await rm(directory, { recursive: true, force: true });
  });
  const inspectorOf = (...readers: ConstructorParameters<typeof ExcerptInspector>[0]['readers']) =>
    new ExcerptInspector({ directory, readers });

  const XMP = `<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description
    rdf:about='' xmlns:plus='http://ns.useplus.org/ldf/xmp/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'
    xmlns:xmpRights='http://ns.adobe.com/xap/1.0/rights/' xmlns:Iptc4xmpCore='http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/'
    plus:DataMining='http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED-AIMLTRAINING' Iptc4xmpCore:Location='Wugong'>
    <plus:Licensor><rdf:Seq><rdf:li rdf:parseType='Resource'><plus:LicensorName>Museum</plus:LicensorName></rdf:li></rdf:Seq></plus:Licensor>
    <dc:creator><rdf:Seq><rdf:li>潘阿婆</rdf:li><rdf:li>Li</rdf:li></rdf:Seq></dc:creator>
    <xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang='x-default'>Ask the village.</rdf:li></rdf:Alt></xmpRights:UsageTerms>
    </rdf:Description></rdf:RDF></x:xmpmeta>`;

  it('is read with the picture, and places are kept apart', async () => {
    const jpeg = await sharp({ create: { width: 8, height: 6, channels: 3, background: 'red' } })
      .withExif({
        IFD0: { Make: 'Phase One', Model: 'IQ4', Copyright: 'CC0' },
        IFD2: { ExposureTime: '1/125', FNumber: '56/10' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '26/1 30/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '108/1 0/1 0/1',
        },
      })
      .withXmp(XMP)
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    const found = await inspectWith(inspectorOf(new SharpReader(), exifTool), fileOf(jpeg, JPEG));
    expect(found.notices).toEqual([]);
    expect(factsOf(found, 'IMAGE')).toMatchObject({
      WIDTH: '8',
      HEIGHT: '6',
      BIT_DEPTH: '8',
      COLOR_SPACE: 'srgb',
    });
    expect(factsOf(found, 'IMAGE')['COLOR_PROFILE']).toMatch(/P3/);
    expect(factsOf(found, 'RIGHTS')).toEqual({
      CREATOR: '潘阿婆; Li',
      COPYRIGHT: 'CC0',
      USAGE_TERMS: 'Ask the village.',
      LICENSOR: 'Museum',
      DATA_MINING: 'DMI-PROHIBITED-AIMLTRAINING',
    });
    expect(factsOf(found, 'CAPTURE')).toEqual({
      CAMERA: 'Phase One IQ4',
      EXPOSURE: '1/125 s',
      APERTURE: 'f/5.6',
    });
    expect(factsOf(found, 'PLACE')).toEqual({ LATITUDE: '26.5', LONGITUDE: '108', PLACE_NAME: 'Wugong' });
    expect(withoutConfided(found.sections).map(({ kind }) => kind)).toEqual(['IMAGE', 'RIGHTS', 'CAPTURE']);
  });

  it('has the size of a DNG’s picture, not that of its thumbnail', async () => {
    const file = fileOf(buildDng(), { mediaType: 'image/x-adobe-dng' });
    const found = await inspectWith(inspectorOf(new SharpReader(), exifTool), file);
    expect(factsOf(found, 'IMAGE')).toEqual({ WIDTH: '4000', HEIGHT: '3000', BIT_DEPTH: '16' });
  });

  it('has the pages of a PDF', async () => {
    const pdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
`;
    const offsets = [1, 2, 3, 4].map((number) => String(pdf.indexOf(`${number} 0 obj`)).padStart(10, '0'));
    const table = `xref\n0 5\n0000000000 65535 f \n${offsets.map((at) => `${at} 00000 n \n`).join('')}`;
    const end = `trailer<</Root 1 0 R/Size 5>>\nstartxref\n${pdf.length}\n%%EOF`;
    const file = fileOf(Buffer.from(pdf + table + end), { mediaType: 'application/pdf' });
    const found = await inspectWith(inspectorOf(exifTool), file);
    expect(factsOf(found, 'DOCUMENT')).toEqual({ PAGES: '2', FORMAT: 'PDF 1.4' });
  });

  it('of a picture that the decoder does not know is said to be undecodable here, not damaged', async () => {
    const file = fileOf(Buffer.from('49492a0008000000', 'hex'), { mediaType: 'image/tiff' });
    const { notices } = await inspectWith(inspectorOf(new SharpReader()), file);
    expect(notices).toMatchObject([{ code: 'UNDECODABLE' }]);
    expect(notices[0]?.detail).toMatch(/^Its picture header can't be read: /);
  });

  it('without perl is said to be unread, and the picture is told all the same', async () => {
    const lacking = inspectorOf(new ExifToolReader({ perl: '/nonexistent/perl' }), new SharpReader());
    const png = await sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const found = await inspectWith(lacking, fileOf(png, { mediaType: 'image/png' }));
    expect(found.notices).toMatchObject([{ code: 'TOOL_MISSING' }]);
    expect(factsOf(found, 'IMAGE')).toMatchObject({ WIDTH: '2' });
  });

  it('of a picture of 30,000 × 30,000 is read without decoding it', async () => {
    const png = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    png.writeUInt32BE(30_000, 16);
    png.writeUInt32BE(30_000, 20);
    const found = await inspectWith(inspectorOf(new SharpReader()), fileOf(png, { mediaType: 'image/png' }));
    expect(factsOf(found, 'IMAGE')).toMatchObject({ WIDTH: '30000', HEIGHT: '30000' });
  });

  it.runIf(process.platform === 'linux')(
    'of which a text unpacks to a gigabyte takes no such memory, and the next file is read',
    async () => {
      const plain = await sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } })
        .withXmp(XMP)
        .png()
        .toBuffer();
      const bomb = withChunk(
        plain,
        'zTXt',
        Buffer.concat([Buffer.from('Comment\0\0'), deflatedZeros(1_024)]),
      );
      const read = (bytes: Buffer) =>
        inspectWith(inspectorOf(exifTool), fileOf(bytes, { mediaType: 'image/png' }));
      expect((await read(bomb)).notices).toMatchObject([{ code: 'NOT_INSPECTED' }]);
      expect(factsOf(await read(plain), 'RIGHTS')).toMatchObject({ USAGE_TERMS: 'Ask the village.' });
    },
  );

  it('that a tool fails at costs its findings alone', async () => {
    const failing = {
      subject: 'palm',
      appliesTo: () => true,
      read: async () => Promise.reject(new Error('no palm')),
    };
    const found = await inspectWith(
      inspectorOf(failing, new SharpReader()),
      fileOf(Buffer.from('junk'), JPEG),
    );
    expect(found.notices.map(({ code }) => code)).toEqual(['NOT_INSPECTED', 'UNDECODABLE']);
    expect(found.notices[0]?.detail).toBe("Its palm can't be read: no palm");
  });

  it('of a long file is read in its ends, and leaves nothing on the disk', async () => {
    const content = Buffer.from('head....tail');
    const file = fileOf(content, JPEG);
    const { readFile } = await import('node:fs/promises');
    const excerpt = await withExcerptFile({ directory, file, endBytes: 4 }, async (path) => {
      expect(await readdir(directory)).toEqual([]);
      return readFile(path);
    });
    expect(excerpt.toString('latin1')).toBe('head\0\0\0\0tail');
  });
});

describe('what is kept of a file', () => {
  it('is bounded and clean, whatever the file holds', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 2_500, unit: 'binary' }), { maxLength: 60 }), (values) => {
        const [section] = factSection('RIGHTS', { CREATOR: values, TITLE: Number.NaN });
        const isSaid = values.some((value) => /[\p{Letter}\p{Number}]/u.test(value));
        if (isSaid) expect(section?.facts).toHaveLength(1);
        for (const { name, values: kept } of section?.facts ?? []) {
          expect(name).toBe('CREATOR');
          expect(kept.length).toBeLessThanOrEqual(50);
          for (const value of kept) {
            expect(value.length).toBeLessThanOrEqual(2_000);
            expect(value).not.toMatch(/[\p{Control}\p{Surrogate}]/u);
          }
        }
      }),
      { numRuns: 8 },
    );
  });
});

/** A PNG with another chunk before its pixels. */
function withChunk(png: Buffer, type: string, data: Buffer): Buffer {
  const at = png.indexOf('IDAT') - 4;
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([png.subarray(0, at), length, body, checksum, png.subarray(at)]);
}

/** A zlib stream (RFC 1950) of so many MiB of zeros, made of one MiB's blocks over and over. */
function deflatedZeros(mebibytes: number): Buffer {
  const mebibyte = deflateRawSync(Buffer.alloc(2 ** 20), { finishFlush: constants.Z_FULL_FLUSH });
  const [end, checksum] = [Buffer.from([0x03, 0x00]), Buffer.alloc(4)];
  checksum.writeUInt16BE((mebibytes * 2 ** 20) % 65_521);
  checksum.writeUInt16BE(1, 2);
  const blocks = Array<Buffer>(mebibytes).fill(mebibyte);
  return Buffer.concat([Buffer.from([0x78, 0x9c]), ...blocks, end, checksum]);
}
