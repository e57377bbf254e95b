import { randomBytes } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Installation } from '../support/installation.ts';

const FILES = 40;
const STEPS = [
  'batch-staged',
  'batch-taken',
  'after-manifests',
  'before-seal-stored',
  'before-seal-swapped',
  'after-pin',
  'after-append',
  'after-finish',
] as const;
const Answer = z.looseObject({ assetId: z.string(), files: z.array(z.looseObject({ cid: z.string() })) });

/** The command line sends the small files of an asset together, and the platform keeps them together. */
describe('an act on small files during which the platform is killed', () => {
  const here = Installation.forSuite();

  async function stored(cids: readonly string[]) {
    const client = await MongoClient.connect((await here.services()).mongoUri);
    try {
      const [leaves, files] = ['leaves', 'sealedFiles'].map((name) => client.db().collection(name));
      return {
        published: (await leaves?.countDocuments({ 'statement.kind': 'published' })) ?? 0,
        settled: (await files?.countDocuments({ cid: { $in: [...cids] }, isSettled: true })) ?? 0,
      };
    } finally {
      await client.close();
    }
  }

  it.each(STEPS)('%s: the same command publishes them once, and nothing is left over', async (step) => {
    const folder = here.path(step);
    await mkdir(folder);
    for (let at = 0; at < FILES; at++) await writeFile(join(folder, `${at}.bin`), randomBytes(4_096));
    const publish = ['publish', folder, '--kind', 'film', '--title', step];
    await here.start({ LANRAN_FAIL_POINT: step });
    const { published } = await stored([]);

    const command = here.begin(...publish, '--key-file', here.keyFile('institution'));
    const { signal } = await here.platform.ended();
    command.interrupt();
    await command.ended;
    expect(signal).toBe('SIGKILL');
    await here.start();
    const repeated = await here.as('institution', ...publish);

    expect(repeated).toMatchObject({ exitCode: 0 });
    const { files } = Answer.parse(repeated.document);
    expect(files).toHaveLength(FILES);
    const cids = files.map(({ cid }) => cid);
    expect(await stored(cids)).toEqual({ published: published + 1, settled: FILES });
    expect(await readdir(join(here.dataDir, 'staging'))).toEqual([]);
    await here.platform.end('SIGTERM');
  });
});
