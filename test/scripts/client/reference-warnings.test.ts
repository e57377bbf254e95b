import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { warnOfReferences } from '@lanran/sdk/node/reference-warnings';

describe('before scenes are published', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lanran-references-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function said(files: Readonly<Record<string, string>>): Promise<string[]> {
    const lines: string[] = [];
    const local = Object.entries(files).map(async ([path, text], at) => {
      const localPath = join(folder, String(at));
      await writeFile(localPath, text);
      return { path, localPath, bytes: Buffer.byteLength(text) };
    });
    await warnOfReferences(await Promise.all(local), (line) => lines.push(line));
    return lines;
  }

  it('says which files they name that are not among those', async () => {
    const lines = await said({
      'shots/shot.usda':
        '#usda 1.0\n( subLayers = [@../lib/loom.usda@, @./light.usda@, @/mnt/a.usda@] ) @t.<UDIM>.exr@',
      'lib/loom.usda': '#usda 1.0\n',
      'shots/t.1001.exr': 'x',
      'notes.txt': '#usda 1.0\n@gone.usda@',
    });
    expect(lines).toEqual([
      'warning: shots/shot.usda names ./light.usda, which is not among the files',
      'warning: shots/shot.usda names /mnt/a.usda, which is not among the files',
    ]);
  });

  it('counts those past the first ten', async () => {
    const names = Array.from({ length: 13 }, (_, at) => `@${at}.usda@`).join('\n');
    const lines = await said({ 'a.usda': `#usda 1.0\n${names}` });
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toBe('warning: 3 more files that scenes name are not among the files');
  });
});
