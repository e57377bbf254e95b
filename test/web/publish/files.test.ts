import { describe, expect, it } from 'vitest';
import type { FileDigest } from '@lanran/protocol/file-digest';
import {
  type ChosenFile,
  type Dropped,
  placeAgain,
  readDropped,
  sortOut,
} from '../../../web/features/publish/chosen-files.ts';
import { areReady, rowsOf } from '../../../web/features/publish/file-rows.ts';
import { RateMeter } from '../../../web/features/publish/rate-meter.ts';

const digestOf = (sha256: string): FileDigest => ({ bytes: 3, sha256, cid: 'bafk', xxh64: '0' });
const chosen = (path: string, content = 'abc'): ChosenFile => ({ path, file: new File([content], path) });

describe('choosing files', () => {
  it('takes a dropped folder with its folders', async () => {
    const file = (name: string) => ({
      kind: 'file' as const,
      name,
      getFile: async () => new File(['abc'], name),
    });
    const folder: Dropped = {
      kind: 'directory',
      name: 'scans',
      async *getEntries() {
        yield file('a.tif');
        yield {
          kind: 'directory' as const,
          name: 'back',
          async *getEntries() {
            yield file('b.tif');
          },
        };
      },
    };
    const found = await readDropped([folder, { kind: 'text' }, file('c.tif')]);
    expect(found.map(({ path }) => path)).toEqual(['scans/a.tif', 'scans/back/b.tif', 'c.tif']);
  });

  it('leaves out what can’t be part of an asset, each with its reason', () => {
    const { files, refused } = sortOut(
      [
        chosen('a.tif'),
        chosen('scans/.DS_Store'),
        chosen('empty.tif', ''),
        chosen('B.TIF'),
        chosen('bad\\name.tif'),
        chosen('a.tif/inner.tif'),
      ],
      ['b.tif'],
    );
    expect(files.map(({ path }) => path)).toEqual(['a.tif']);
    expect(refused.map(({ why }) => why)).toEqual(['SYSTEM', 'EMPTY', 'CASE', 'NAME', 'FOLDER']);
  });

  it('lets a file that is there be chosen again', () => {
    expect(sortOut([chosen('a.tif')], ['a.tif']).files).toHaveLength(1);
  });

  it('lets no file take the place of another of the same choice', () => {
    const { files, refused } = sortOut([chosen('a.tif', 'first'), chosen('a.tif', 'second!')], []);
    expect(files.map(({ file }) => file.size)).toEqual([5]);
    expect(refused).toEqual([{ path: 'a.tif', why: 'TWICE' }]);
  });

  it('finds the place of a file that is chosen again without its folder', () => {
    const asked = [{ path: 'scans/a.tif', bytes: 3 }];
    expect(placeAgain([chosen('a.tif')], asked)[0]?.path).toBe('scans/a.tif');
    expect(placeAgain([chosen('a.tif', 'other')], asked)[0]?.path).toBe('a.tif');
    const twice = [...asked, { path: 'more/a.tif', bytes: 3 }];
    expect(placeAgain([chosen('a.tif')], twice)[0]?.path).toBe('a.tif');
  });
});

describe('how a draft’s files stand', () => {
  const server = (path: string, sha256: string | null) => ({
    path,
    bytes: '3',
    sha256,
    isComplete: sha256 !== null,
  });
  const standings = (parts: Partial<Parameters<typeof rowsOf>[0]>) =>
    Object.fromEntries(
      rowsOf({ server: [], work: new Map(), digests: new Map(), kept: new Map(), ...parts }).map(
        ({ path, standing }) => [path, standing],
      ),
    );

  it('is told by our own hashes, not by the platform’s alone', () => {
    expect(
      standings({
        server: [server('same', 'aa'), server('other', 'bb'), server('never', 'cc'), server('part', null)],
        digests: new Map([
          ['same', digestOf('aa')],
          ['other', digestOf('xx')],
        ]),
      }),
    ).toEqual({ same: 'arrived', other: 'differs', never: 'unchecked', part: 'interrupted' });
  });

  it('keeps what stands in the version before as it was', () => {
    const kept = new Map([['old', 'aa']]);
    expect(standings({ server: [server('old', 'aa')], kept })).toEqual({ old: 'kept' });
    expect(standings({ server: [server('old', 'bb')], kept })).toEqual({ old: 'unchecked' });
  });

  it('is ready for a signature when every file is ours', () => {
    const rows = (sha256: string) =>
      rowsOf({
        server: [server('a', sha256)],
        work: new Map(),
        digests: new Map([['a', digestOf('aa')]]),
        kept: new Map(),
      });
    expect(areReady(rows('aa'))).toBe(true);
    expect(areReady(rows('bb'))).toBe(false);
    expect(areReady([])).toBe(false);
  });
});

describe('how fast files go', () => {
  it('is measured over the last seconds', () => {
    const meter = new RateMeter();
    meter.note(0, 0);
    meter.note(10_000, 10_000);
    meter.note(15_000, 11_000);
    expect(meter.rate(25_000)).toEqual({ bytesPerSecond: 5_000, secondsLeft: 2 });
  });

  it('is not known at once, nor while nothing moves', () => {
    const meter = new RateMeter();
    meter.note(0, 0);
    expect(meter.rate(10)).toBeNull();
    meter.note(0, 2_000);
    expect(meter.rate(10)).toBeNull();
  });
});
