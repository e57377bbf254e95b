import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { FileStanding } from '../../../web/features/publish/uploads/model/file-rows.ts';
import { placeChoice } from '../../../web/features/publish/uploads/model/place-choice.ts';
import { type Dropped, type Found, readDropped, sortOut } from '../../../web/lib/files/chosen-files.ts';
import { findNamedFiles } from '../../../sdk/node/named-files.ts';

const found = (...paths: string[]): Found => ({
  files: paths.map((path) => ({ path, file: new File(['abc'], path), source: null })),
  hidden: [],
});
const rows = (standing: FileStanding, ...paths: string[]) =>
  paths.map((path) => ({ path, bytes: 3, standing }));
const pathsOf = ({ files }: Pick<Found, 'files'>) => files.map(({ path }) => path);
const EMPTY = { rows: [], assetFolder: null };

/** What a browser gives for an entry of a disk that is dropped. */
const onPage =
  (folder: string) =>
  async (name: string): Promise<Exclude<Dropped, { kind: 'text' }>> => {
    const path = join(folder, name);
    if ((await stat(path)).isFile())
      return { kind: 'file', name, getFile: async () => new File([await readFile(path)], name) };
    return {
      kind: 'directory',
      name,
      async *getEntries() {
        for (const each of await readdir(path)) yield onPage(path)(each);
      },
    };
  };

describe('where a choice goes in a draft', () => {
  const made: string[] = [];
  afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true }))));

  /** Files by their paths below a new folder. */
  async function disk(files: Readonly<Record<string, string>>): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'lanran-web-'));
    made.push(folder);
    for (const [path, content] of Object.entries(files)) {
      await mkdir(join(folder, path, '..'), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    return folder;
  }

  it.each([
    ['one folder', ['plates']],
    ['a folder whose name is hidden', ['.plates']],
    ['two folders', ['plates', 'scans']],
    ['a folder and a file', ['plates', 'notes.txt']],
    ['files', ['notes.txt', 'more.txt']],
  ])('is the same on the page and on the command line for %s', async (_, names) => {
    const folder = await disk({
      'plates/plate.0001.exr': 'one',
      'plates/back/1.tif': 'two',
      'plates/.DS_Store': 'x',
      'plates/.git/HEAD': 'x',
      '.plates/1.tif': 'five',
      'scans/1.tif': 'three',
      'notes.txt': 'four',
      'more.txt': 'six',
    });
    const named = await findNamedFiles(
      names.map((name) => join(folder, name)),
      () => undefined,
    );
    const dropped = placeChoice(await readDropped(await Promise.all(names.map(onPage(folder)))), EMPTY);
    const { files } = sortOut(dropped.files, []);
    const contents = async (all: readonly { readonly path: string; text(): Promise<string> }[]) =>
      new Map(await Promise.all(all.map(async (each) => [each.path, await each.text()] as const)));
    expect(await contents(files.map(({ path, file }) => ({ path, text: () => file.text() })))).toEqual(
      await contents(named.map(({ path, localPath }) => ({ path, text: () => readFile(localPath, 'utf8') }))),
    );
  });

  it('tells a folder that was left out by its place in the asset', () => {
    const hidden = [{ path: 'plates/.git/', why: 'HIDDEN' }] as const;
    expect(placeChoice({ ...found('plates/1.tif'), hidden }, EMPTY).hidden[0]?.path).toBe('.git/');
  });

  it('is the same when the folder is chosen again, and beside it for another of the same names', () => {
    const { assetFolder } = placeChoice(found('front/1.tif'), EMPTY);
    const beside = { rows: rows('arrived', '1.tif'), assetFolder };
    expect(pathsOf(placeChoice(found('front/1.tif', 'front/2.tif'), beside))).toEqual(['1.tif', '2.tif']);
    expect(pathsOf(placeChoice(found('back/1.tif'), beside))).toEqual(['back/1.tif']);
  });

  it('keeps the name of a folder that joins files', () => {
    const beside = { rows: rows('arrived', '1.tif'), assetFolder: null };
    expect(pathsOf(placeChoice(found('plates/1.tif'), beside))).toEqual(['plates/1.tif']);
  });

  it('is where files are asked for that another browser began, or an earlier version with the folder’s name', () => {
    const folder = found('plates/1.tif', 'plates/2.tif');
    const askedFor = (standing: FileStanding, ...paths: string[]) =>
      pathsOf(placeChoice(folder, { rows: rows(standing, ...paths), assetFolder: null }));
    expect(askedFor('unchecked', '1.tif')).toEqual(['1.tif', '2.tif']);
    expect(askedFor('interrupted', 'plates/1.tif')).toEqual(['plates/1.tif', 'plates/2.tif']);
  });

  it('takes the place of what a revision keeps, as on the command line', () => {
    const kept = { rows: rows('kept', '1.tif'), assetFolder: null };
    expect(pathsOf(placeChoice(found('better/1.tif'), kept))).toEqual(['1.tif']);
  });
});
