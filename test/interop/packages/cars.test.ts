import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carArchive } from '@lanran/api/delivery/services/archives/car-archive';
import { digestFile } from '@lanran/protocol/files/digest';
import { findKubo } from '../kubo.ts';

const MIB = 1024 * 1024;
const ipfs = findKubo();

describe.skipIf(ipfs === null)('a CAR, by Kubo', () => {
  let folder: string;
  const run = (...args: readonly string[]) =>
    execFileSync(ipfs ?? '', args, {
      env: { ...process.env, IPFS_PATH: join(folder, 'repository') },
    }).toString();

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lanran-car-'));
    run('init', '--profile=unixfs-v1-2025');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['a small folder', 0],
    ['one that is sharded', 7_000],
  ])('has the root of the same files for %s, and is imported whole', async (_what, frames) => {
    const tree = join(folder, `tree-${frames}`);
    const contents = new Map<string, Buffer>([
      ['data/苗绣/空.txt', Buffer.alloc(0)],
      ['data/plate.bin', randomBytes(3 * MIB + 5)],
      ['bagit.txt', Buffer.from('BagIt-Version: 1.0\n')],
    ]);
    for (let at = 0; at < frames; at += 1) contents.set(`data/plate.${1_000 + at}.exr`, Buffer.from(`${at}`));
    const files = [];
    for (const [path, content] of contents) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), content);
      const { cid, bytes } = await digestFile([content], { createSha256: () => createHash('sha256') });
      files.push({
        path,
        bytes,
        cid,
        async *read() {
          yield [content];
        },
      });
    }
    const archive = await carArchive({ files });
    const pieces: Uint8Array[] = [];
    for await (const portion of archive.write()) pieces.push(...portion);
    const car = join(folder, `${frames}.car`);
    writeFileSync(car, Buffer.concat(pieces));
    expect(archive.root.toString()).toBe(run('add', '-rnQ', tree).trim());
    expect(run('dag', 'import', '--pin-roots=true', car)).toContain(`${archive.root.toString()}\tsuccess`);
    expect(run('cat', `${archive.root.toString()}/bagit.txt`)).toBe('BagIt-Version: 1.0\n');
  });
});
