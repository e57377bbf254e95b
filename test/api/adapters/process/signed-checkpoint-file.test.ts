import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SignedCheckpoint } from '@lanran/api/log/domain/signed-checkpoint';
import {
  SignedCheckpointDamagedError,
  SignedCheckpointFile,
} from '@lanran/api/log/adapters/signed-checkpoint-file';

const CHECKPOINT = { origin: 'lanran/aa', size: 3, root: `0x${'ab'.repeat(32)}` } as const;

describe('the files that keeps what was signed last', () => {
  let dir = '';
  let data = '';
  let path = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'lanran-signed-'));
    data = join(dir, 'data');
    path = join(data, 'signed-checkpoint.json');
  });
  afterEach(() => rm(dir, { recursive: true }));

  async function keep(checkpoint: SignedCheckpoint): Promise<void> {
    const file = new SignedCheckpointFile(data);
    const before = await file.list();
    await file.claim(checkpoint);
    await file.settle(before);
  }

  it('is not there before the first, and then for its owner alone, with the largest claim beside it', async () => {
    expect(await new SignedCheckpointFile(data).read()).toBeNull();

    await keep({ ...CHECKPOINT, size: 2 });
    await keep(CHECKPOINT);

    expect(await new SignedCheckpointFile(data).read()).toEqual(CHECKPOINT);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await readdir(data)).toSorted()).toEqual([
      expect.stringMatching(/^signed-checkpoint\.3-(ab){32}\.[0-9a-f]{8}\.json$/),
      'signed-checkpoint.json',
    ]);
  });

  it('keeps the claim of another process when one withdraws its own of the same', async () => {
    const [one, other] = [new SignedCheckpointFile(data), new SignedCheckpointFile(data)];
    await one.claim(CHECKPOINT);
    await other.claim(CHECKPOINT);
    await one.withdraw();
    expect(await new SignedCheckpointFile(data).list()).toEqual([{ ...CHECKPOINT, isSettled: false }]);
  });

  it('removes what kills left on the way to a claim, once it is old', async () => {
    await keep(CHECKPOINT);
    const [old, young] = [`${path}.00000000.tmp`, `${path}.00000001.tmp`];
    await writeFile(old, '{');
    await writeFile(young, '{');
    await utimes(old, new Date(0), new Date(0));
    await new SignedCheckpointFile(data).list();
    expect((await readdir(data)).filter((name) => name.endsWith('.tmp'))).toEqual([basename(young)]);
  });

  it('is not changed by a write that was cut off', async () => {
    await keep(CHECKPOINT);
    await writeFile(`${path}.tmp`, '{"origin":"lan');

    expect(await new SignedCheckpointFile(data).read()).toEqual(CHECKPOINT);
    await keep({ ...CHECKPOINT, size: 4 });
    expect(await new SignedCheckpointFile(data).read()).toMatchObject({ size: 4 });
  });

  it.each(['', '{}', '{"origin":"lanran/aa","size":-1,"root":"0x"}', '"text"'])(
    'is refused when it is damaged, as %j, and never taken for none',
    async (text) => {
      await keep(CHECKPOINT);
      await writeFile(path, text);
      await expect(new SignedCheckpointFile(data).read()).rejects.toThrow(SignedCheckpointDamagedError);
    },
  );
});
