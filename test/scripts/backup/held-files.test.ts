import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContentStore } from '../../../embedded/content-store/content-store.ts';
import { PROFILE } from '../../../embedded/content-store/dag/unixfs-tree.ts';
import { takeSnapshot } from '../../../scripts/backup/snapshot.ts';

describe('the files of a backup', () => {
  let dataDir: string;
  let store: ContentStore;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'lanran-held-'));
    store = await ContentStore.open(join(dataDir, 'content-store'));
  });
  afterEach(async () => {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('are held: a garbage collection that runs before they are copied takes none of them away', async () => {
    const intake = store.startIntake({ layout: PROFILE, isPublic: true, onlyHash: false });
    await intake.addFile(null, [randomBytes(3_000)] as unknown as AsyncIterable<Uint8Array>);
    const [added] = await intake.commit({ pin: false, wrap: false });
    const spool = join(dataDir, 'backups', 'spool');
    await mkdir(spool, { recursive: true });

    const { files } = await takeSnapshot(dataDir, spool);
    const gone: string[] = [];
    await store.collectGarbage(async (cid) => void gone.push(cid.toString()));

    const held = files.filter(({ path }) => path.endsWith(added?.cid.toString() ?? '?'));
    expect(gone).toEqual([added?.cid.toString()]);
    expect(held.map(({ source }) => existsSync(source))).toEqual([true]);
  });

  it('have nothing of a move: it names servers with their passwords, and its state is of this place alone', async () => {
    const spool = join(dataDir, 'backups', 'spool');
    for (const folder of [spool, join(dataDir, 'move')]) await mkdir(folder, { recursive: true });
    await writeFile(join(dataDir, 'move', 'move.json'), '{}');
    await writeFile(join(dataDir, 'secrets.json'), '{}');

    const { files } = await takeSnapshot(dataDir, spool);

    const names = files.map(({ path }) => path);
    expect(names).toContain('secrets.json');
    expect(names.filter((name) => name.startsWith('move'))).toEqual([]);
  });
});
