import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { tarOf } from '../../../web/features/studio/delivery/model/tar.ts';

const run = promisify(execFile);

describe('frames in one archive', () => {
  const made: string[] = [];
  afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true }))));

  it('are what any tar takes out of it, under their paths', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lanran-web-'));
    made.push(folder);
    const files = new Map([
      ['plate.0001.exr', 'one'],
      ['plate.0002.exr', 'x'.repeat(512)],
      ['plates/empty.0001.exr', ''],
      ['蜡染/涡纹.0001.exr', 'two'],
      [`${'long/'.repeat(18)}${'n'.repeat(30)}.0001.exr`, 'three'],
    ]);
    const archive = tarOf([...files].map(([path, text]) => ({ path, content: new Blob([text]) })));
    await writeFile(join(folder, 'a.tar'), Buffer.from(await archive.arrayBuffer()));
    await run('tar', ['-xf', 'a.tar'], { cwd: folder });
    await rm(join(folder, 'a.tar'));
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const found = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const contents = await Promise.all(
      found.map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'utf8')] as const),
    );
    expect(new Map(contents)).toEqual(files);
  });

  it('is the same bytes for the same frames', async () => {
    const archive = () => tarOf([{ path: 'é.0001.exr', content: new Blob(['one']) }]).arrayBuffer();
    expect(Buffer.from(await archive()).equals(Buffer.from(await archive()))).toBe(true);
  });

  it('says the length of every path right, however long', async () => {
    for (let length = 80; length < 130; length += 1) {
      const path = `é${'n'.repeat(length)}`;
      const bytes = Buffer.from(await tarOf([{ path, content: new Blob([]) }]).arrayBuffer());
      const size = parseInt(bytes.toString('latin1', 124, 135), 8);
      const record = bytes.subarray(512, 512 + size).toString();
      expect(record).toBe(`${String(size)} path=${path}\n`);
    }
  });
});
