import { describe, expect, it } from 'vitest';
import {
  type ChosenFile,
  type Dropped,
  placeAgain,
  readDropped,
  readHandles,
  sortOut,
} from '../../../../web/lib/files/chosen-files.ts';
import { openSource, type RootHandle } from '../../../../web/lib/files/file-handles.ts';
import { RateMeter } from '../../../../web/lib/files/rate-meter.ts';

const chosen = (path: string, content = 'abc'): ChosenFile => ({
  path,
  file: new File([content], path),
  source: null,
});

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
    const { files } = await readDropped([folder, { kind: 'text' }, file('c.tif')]);
    expect(files.map(({ path }) => path)).toEqual(['scans/a.tif', 'scans/back/b.tif', 'c.tif']);
  });

  it('does not look into hidden folders, and says so', async () => {
    const file = (name: string) => ({
      kind: 'file' as const,
      name,
      getFile: async () => new File(['abc'], name),
    });
    const folder: Dropped = {
      kind: 'directory',
      name: 'plates',
      async *getEntries() {
        yield {
          kind: 'directory' as const,
          name: '.git',
          async *getEntries() {
            yield file('HEAD');
          },
        };
        yield file('.hidden');
        yield file('a.exr');
      },
    };
    const { files, hidden } = await readDropped([folder]);
    const sorted = sortOut(files, []);
    expect(sorted.files.map(({ path }) => path)).toEqual(['plates/a.exr']);
    expect([...hidden, ...sorted.refused]).toEqual([
      { path: 'plates/.git/', why: 'HIDDEN' },
      { path: 'plates/.hidden', why: 'HIDDEN' },
    ]);
  });

  it('finds by handles what a page can open again, with names in NFC', async () => {
    const name = 'é.tif'.normalize('NFD');
    const handle = { kind: 'file', name, getFile: async () => new File(['abc'], name) };
    const root = {
      kind: 'directory',
      name: 'scans',
      async *[Symbol.asyncIterator]() {
        yield [name, handle];
      },
      getFileHandle: async () => handle,
      // A folder's handle as a browser has it, in what is used of it.
    } as unknown as RootHandle;
    const { files } = await readHandles([root]);
    expect(files[0]?.source).toEqual({ root, steps: [name] });
    expect(sortOut(files, []).files[0]?.path).toBe('scans/é.tif'.normalize('NFC'));
    expect(await openSource({ root, steps: [name] })).toBeInstanceOf(File);
  });

  it('leaves out what can’t be part of an asset, each with its reason', () => {
    const { files, refused } = sortOut(
      [
        chosen('a.tif'),
        chosen('scans/.DS_Store'),
        chosen('scans/Thumbs.db'),
        chosen('empty.tif', ''),
        chosen('B.TIF'),
        chosen('bad\\name.tif'),
        chosen('scans/NUL.tif'),
        chosen('a.tif/inner.tif'),
      ],
      ['b.tif'],
    );
    expect(files.map(({ path }) => path)).toEqual(['a.tif']);
    expect(refused.map(({ why }) => why)).toEqual([
      'SYSTEM',
      'SYSTEM',
      'EMPTY',
      'CASE',
      'NAME',
      'NAME',
      'FOLDER',
    ]);
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

describe('how fast files go', () => {
  it('is measured over the last seconds', () => {
    const meter = new RateMeter();
    meter.note(0, 0);
    meter.note(10_000, 10_000);
    meter.note(15_000, 11_000);
    expect(meter.rate(10_000)).toEqual({ bytesPerSecond: 5_000, secondsLeft: 2 });
  });

  it('is not known at once, nor while nothing moves', () => {
    const meter = new RateMeter();
    meter.note(0, 0);
    expect(meter.rate(10)).toBeNull();
    meter.note(0, 2_000);
    expect(meter.rate(10)).toBeNull();
  });
});
