import { describe, expect, it } from 'vitest';
import { folderName, onlyTable, tablesIn } from '../../../web/features/import/model/folder-root.ts';
import { WebFolder } from '../../../web/features/import/model/web-folder.ts';
import type { ChosenFile } from '../../../web/lib/files/chosen-files.ts';

const chosen = (path: string, content = 'abc'): ChosenFile => ({
  path,
  file: new File([content], path.slice(path.lastIndexOf('/') + 1)),
  source: null,
});

describe('a folder that was given to the page', () => {
  it('has paths below itself, and finds names and patterns as the command line does', async () => {
    const folder = new WebFolder([chosen('box/a.png'), chosen('box/scans/1.tif'), chosen('box/scans/2.tif')]);
    expect((await folder.find('scans/*.tif')).map(({ path }) => path)).toEqual([
      'scans/1.tif',
      'scans/2.tif',
    ]);
    expect(await folder.find('a.png')).toMatchObject([{ path: 'a.png', bytes: 3 }]);
    await expect(folder.find('b.png')).rejects.toThrow('b.png is not in the folder. Put it there');
    await expect(folder.find('A.png')).rejects.toThrow('There is a.png.');
    await expect(folder.find('../a.png')).rejects.toThrow('Name files below the folder');
  });

  it('refuses an empty file, and two whose names differ in Unicode form alone', async () => {
    const [nfc, nfd] = ['box/é.png'.normalize('NFC'), 'box/é.png'.normalize('NFD')];
    const folder = new WebFolder([chosen('box/empty.png', ''), chosen(nfc), chosen(nfd)]);
    await expect(folder.find('empty.png')).rejects.toThrow('is empty (0 bytes)');
    await expect(folder.find('é.png')).rejects.toThrow('Unicode form (NFC, NFD) alone');
  });

  it('has a table where one is named as usual, or is the only one', () => {
    const usual = [chosen('box/other.csv'), chosen('box/metadata.csv'), chosen('box/deep/metadata.csv')];
    expect(onlyTable(tablesIn(usual))?.path).toBe('metadata.csv');
    expect(onlyTable(tablesIn([chosen('box/records.jsonl')]))?.path).toBe('records.jsonl');
    expect(onlyTable(tablesIn([chosen('box/metadata.csv'), chosen('box/metadata.jsonl')]))).toBeNull();
    expect(tablesIn([chosen('box/a.png')])).toEqual([]);
  });

  it('has a name unless its files lie in none', () => {
    expect(folderName([chosen('box/a.png')])).toBe('box');
    expect(folderName([chosen('a.png')])).toBe('');
  });
});
