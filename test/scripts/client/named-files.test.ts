import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findNamedFiles } from '../../../sdk/node/named-files.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Writes files by their paths below a new folder. */
async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

async function found(...paths: string[]) {
  const said: string[] = [];
  const files = await findNamedFiles(paths, (line) => said.push(line));
  return { files: files.map(({ path, bytes }) => ({ path, bytes })), said };
}

it('takes a folder’s files by their paths below it, and tells what it left out', async () => {
  const folder = await folderWith({
    'b.tif': 'bb',
    [`plates/${'é'.normalize('NFD')}.exr`]: 'p',
    'plates/.DS_Store': 'x',
    'Thumbs.db': 'x',
    '.git/config': 'x',
    '__MACOSX/b.tif': 'x',
  });
  expect(await found(folder)).toEqual({
    files: [
      { path: 'b.tif', bytes: 2 },
      { path: `plates/${'é'.normalize('NFC')}.exr`, bytes: 1 },
    ],
    said: [
      'left out, as hidden or left by an operating system: .git/, Thumbs.db, __MACOSX/, plates/.DS_Store',
    ],
  });
});

it('keeps the names of folders where more than one is named, or a file beside it', async () => {
  const folder = await folderWith({ 'front/1.tif': 'f', 'back/1.tif': 'b', 'notes.txt': 'n' });
  const pathsOf = async (...names: string[]) =>
    (await found(...names.map((name) => `${folder}/${name}`))).files.map(({ path }) => path);
  expect(await pathsOf('front/', 'back/.')).toEqual(['front/1.tif', 'back/1.tif']);
  expect(await pathsOf('front', 'notes.txt')).toEqual(['front/1.tif', 'notes.txt']);
});

it('follows a link to a file of the folder, and refuses one that leads out, to a folder or nowhere', async () => {
  const folder = await folderWith({ 'a.tif': 'abc', 'plates/1.exr': '1' });
  await symlink('a.tif', join(folder, 'same.tif'));
  expect((await found(folder)).files).toContainEqual({ path: 'same.tif', bytes: 3 });
  await symlink('/etc/passwd', join(folder, 'out.tif'));
  await symlink('plates', join(folder, 'more'));
  await symlink('gone.tif', join(folder, 'gone-link.tif'));
  const error = await found(folder).catch((cause: unknown) => cause);
  expect(error).toMatchObject({ argument: 'file', code: 'BAD_USAGE' });
  expect(String(error)).toMatch(/out\.tif is a link that leads out of the folder, to \/etc\/passwd/);
  expect(String(error)).toMatch(/more is a link to a folder/);
  expect(String(error)).toMatch(/gone-link\.tif can't be read/);
});

it.each<[string, Readonly<Record<string, string>>, RegExp]>([
  ['two paths that differ in case alone', { 'A.tif': 'a', 'a.TIF': 'b' }, /case alone.*rename one/],
  [
    'two names that differ in Unicode form alone',
    { ['é'.normalize('NFC')]: 'a', ['é'.normalize('NFD')]: 'b' },
    /have one name; rename one/,
  ],
  ['a file without a byte', { 'a.tif': '' }, /a\.tif is empty \(0 bytes\)/],
  ['a name of a device', { 'scans/nul.tif': 'a' }, /device on Windows; rename it/],
  ['a space at the end of a name', { 'scans /a.tif': 'a' }, /ends with a point or a space/],
  ['nothing but what is left out', { '.DS_Store': 'x' }, /holds no file to publish/],
])('refuses a folder with %s', async (_, files, message) => {
  await expect(found(await folderWith(files))).rejects.toThrow(message);
});

it('refuses a name in GBK, and says how it is renamed', async () => {
  const folder = await folderWith({ 'a.tif': 'a' });
  const gbk = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from('bafbb5fb', 'hex'), Buffer.from('.png')]);
  await writeFile(gbk, 'g');
  await expect(found(folder)).rejects.toThrow(/蝴蝶\.png has a name that is not UTF-8.*convmv/);
});

it('names both files when two folders of one name hold it', async () => {
  const folder = await folderWith({ 'front/exr/1.tif': 'f', 'back/exr/1.tif': 'b' });
  const [front, back] = [`${folder}/front/exr`, `${folder}/back/exr`];
  await expect(found(front, back)).rejects.toThrow(`${front}/1.tif and ${back}/1.tif have one name`);
});

it('takes a hidden file for a mistake when it is named by itself', async () => {
  const folder = await folderWith({ '.hidden.tif': 'a' });
  await expect(found(join(folder, '.hidden.tif'))).rejects.toThrow(/hidden.*rename it/);
});
