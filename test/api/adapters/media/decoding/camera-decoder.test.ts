import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decoded } from './decoded.ts';

const DNG = 'image/x-adobe-dng';
type Entry = readonly [tag: number, value: number];

function directory(entries: readonly Entry[], next = 0): Buffer {
  const bytes = Buffer.alloc(2 + entries.length * 12 + 4);
  bytes.writeUInt16LE(entries.length);
  for (const [at, [tag, value]] of entries.entries()) {
    bytes.writeUInt16LE(tag, 2 + at * 12);
    bytes.writeUInt16LE(4, 4 + at * 12);
    bytes.writeUInt32LE(1, 6 + at * 12);
    bytes.writeUInt32LE(value, 10 + at * 12);
  }
  bytes.writeUInt32LE(next, bytes.length - 4);
  return bytes;
}

/** A raw file whose first directory is a thumbnail, with others below it: the sensor's data, and previews. */
async function buildRaw({
  orientation = 1,
  previews,
}: {
  readonly orientation?: number;
  readonly previews: readonly Buffer[];
}): Promise<Buffer> {
  const header = Buffer.from('49492a0008000000', 'hex');
  const sub = (at: number) =>
    directory([
      [259, 7],
      [262, 6],
      [273, at],
      [279, previews[0]?.length ?? 0],
    ]);
  const sensor = directory([
    [256, 4_000],
    [257, 3_000],
    [259, 7],
    [262, 32_803],
    [273, 8],
    [279, 100],
  ]);
  const main = (subAt: number) =>
    directory([
      [274, orientation],
      [330, subAt],
    ]);
  const mainBytes = main(0).length;
  const subBytes = sub(0).length;
  const dataAt = header.length + mainBytes + subBytes + sensor.length;
  const first = sub(dataAt);
  first.writeUInt32LE(header.length + mainBytes + subBytes, first.length - 4);
  const second = previews[1];
  if (second !== undefined) {
    // The sensor's directory goes on to one more, which is another preview.
    const more = directory([
      [513, dataAt + (previews[0]?.length ?? 0)],
      [514, second.length],
    ]);
    sensor.writeUInt32LE(dataAt + Buffer.concat(previews).length, sensor.length - 4);
    return Buffer.concat([header, main(header.length + mainBytes), first, sensor, ...previews, more]);
  }
  return Buffer.concat([header, main(header.length + mainBytes), first, sensor, ...previews]);
}

const jpeg = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();

describe('the picture of a raw file', () => {
  it('is the largest preview in it', async () => {
    const previews = [await jpeg(40, 30, 'red'), await jpeg(80, 60, 'blue')];
    const picture = await decoded(await buildRaw({ previews }), DNG);
    expect([picture.width, picture.height]).toEqual([80, 60]);
    expect(picture.pixel(5, 5)[2]).toBeGreaterThan(240);
  });

  it('is the right way up', async () => {
    const previews = [await jpeg(40, 30, 'red')];
    const picture = await decoded(await buildRaw({ previews, orientation: 6 }), DNG);
    expect([picture.width, picture.height]).toEqual([30, 40]);
  });

  it('is an uncompressed one where there is no other', async () => {
    const pixels = Buffer.alloc(4 * 3 * 3, 90);
    const header = Buffer.from('49492a0008000000', 'hex');
    const entries = (at: number): Entry[] => [
      [256, 4],
      [257, 3],
      [258, 8],
      [259, 1],
      [262, 2],
      [273, at],
      [277, 3],
      [279, pixels.length],
    ];
    const at = header.length + directory(entries(0)).length;
    const picture = await decoded(Buffer.concat([header, directory(entries(at)), pixels]), DNG);
    expect(picture.pixel(3, 2)).toEqual([90, 90, 90]);
  });

  it('is refused where there is none, and for directories that name each other', async () => {
    const circle = Buffer.concat([Buffer.from('49492a0008000000', 'hex'), directory([[330, 8]], 8)]);
    for (const bytes of [circle, await buildRaw({ previews: [Buffer.alloc(50)] })])
      await expect(decoded(bytes, DNG)).rejects.toMatchObject({ failure: { problem: 'UNSUPPORTED' } });
  });
});
