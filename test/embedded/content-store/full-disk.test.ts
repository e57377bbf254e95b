import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  collect,
  createDirectory,
  PROFILE,
  startStore,
  TOKEN,
  type StoreUnderTest,
} from './store-under-test.ts';

const MIB = 1_048_576;
const mountPoint = createDirectory();

/** A disk of 32 MiB, where the machine lets us have one. */
function mountSmallDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'tmpfs', mountPoint], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const isMounted = mountSmallDisk();
if (!isMounted) process.stderr.write('SKIPPED: the full-disk tests need to be root and to mount a tmpfs.\n');

describe.skipIf(!isMounted)('a full disk', () => {
  let store: StoreUnderTest;
  const small = randomBytes(MIB);
  beforeAll(async () => {
    store = await startStore(mountPoint);
    mkdirSync(store.sharedDirectory, { recursive: true });
  });
  afterAll(async () => {
    expect(store.faults).toEqual([]);
    // The directory is a mount point and can only be emptied.
    await store.remove().catch(() => undefined);
    execFileSync('umount', [mountPoint]);
    rmSync(mountPoint, { recursive: true, force: true });
  });

  it('refuses what does not fit, keeps nothing of it, and goes on', async () => {
    await expect(store.ipfs.add(randomBytes(40 * MIB), PROFILE)).rejects.toThrow(
      /disk .* is full: nothing was stored/,
    );
    expect(readdirSync(join(store.directory, 'incoming'))).toEqual([]);
    expect((await store.ipfs.repo.stat()).numObjects).toBe(0n);
    const { cid } = await store.ipfs.add(small, PROFILE);
    expect((await collect(store.ipfs.cat(cid))).equals(small)).toBe(true);
  });

  it('refuses while less than the reserve for the index is free, and recovers when there is room', async () => {
    const ballast = join(mountPoint, 'ballast');
    writeFileSync(ballast, Buffer.alloc(25 * MIB));
    const content = randomBytes(1_000);
    const answer = await store.ipfs.add(content, PROFILE).catch((error: unknown) => error);
    expect(String(answer)).toContain('is full');
    const staged = join(store.sharedDirectory, 'staged');
    writeFileSync(staged, content);
    const adopted = await fetch(`${store.url}/api/v0/lanran/adopt?path=${encodeURIComponent(staged)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    expect(adopted.status).toBe(507);
    expect(existsSync(staged)).toBe(true);
    rmSync(ballast);
    const { cid } = await store.ipfs.add(content, PROFILE);
    await store.restart();
    expect((await collect(store.ipfs.cat(cid))).equals(content)).toBe(true);
  });

  it('keeps nothing of a request of which only the last file does not fit', async () => {
    const before = await store.ipfs.repo.stat();
    const candidates = [
      { path: 'd/a', content: randomBytes(MIB) },
      { path: 'd/b', content: randomBytes(40 * MIB) },
    ];
    const adding = async (): Promise<void> => {
      for await (const entry of store.ipfs.addAll(candidates, PROFILE)) expect(entry.path).toBe('nothing');
    };
    await expect(adding()).rejects.toThrow('is full');
    expect(await store.ipfs.repo.stat()).toEqual(before);
    expect(readdirSync(join(store.directory, 'incoming'))).toEqual([]);
  });

  it('keeps of many that come at once each that it took, whole, and nothing of the others', async () => {
    const before = await store.ipfs.repo.stat();
    const contents = Array.from({ length: 40 }, () => randomBytes(MIB));
    const answers = await Promise.allSettled(contents.map((content) => store.ipfs.add(content, PROFILE)));
    const taken = contents.flatMap((content, at) => {
      const answer = answers[at];
      return answer?.status === 'fulfilled' ? [{ cid: answer.value.cid, content }] : [];
    });
    const refusals = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [String(answer.reason)] : [],
    );

    expect(taken.length).toBeGreaterThan(5);
    expect(refusals.length).toBeGreaterThan(5);
    for (const refusal of refusals) expect(refusal).toContain('is full');
    expect((await store.ipfs.repo.stat()).numObjects).toBe(before.numObjects + BigInt(taken.length));
    expect(readdirSync(join(store.directory, 'incoming'))).toEqual([]);
    await store.restart();
    for (const { cid, content } of taken)
      expect((await collect(store.ipfs.cat(cid))).equals(content)).toBe(true);
  });
});
