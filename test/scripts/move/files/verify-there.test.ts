import { randomBytes } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContentServer } from '../../../../scripts/move/files/content-server.ts';
import {
  PROFILE,
  startStore,
  type StoreUnderTest,
  TOKEN,
} from '../../../embedded/content-store/store-under-test.ts';

describe('a content server that verifies its blocks', () => {
  let store: StoreUnderTest;
  let server: ContentServer;
  beforeEach(async () => {
    store = await startStore();
    server = new ContentServer({ apiUrl: store.url, token: TOKEN });
    await store.ipfs.add(
      { path: 'folder/large.bin', content: randomBytes(3_000_000) },
      { ...PROFILE, wrapWithDirectory: true },
    );
    await store.ipfs.add(randomBytes(10), PROFILE);
  });
  afterEach(() => store.remove());

  const verify = async () => {
    let blocks = 0;
    await server.verify((read) => (blocks = read));
    return blocks;
  };
  const largest = () => {
    const folder = join(store.directory, 'files');
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    );
    return paths.filter((path) => statSync(path).size === 3_000_000)[0] ?? '';
  };

  it('reads each once', async () => {
    expect(await verify()).toBe((await server.size()).blocks);
  });

  it('finds one that was altered', async () => {
    const bytes = readFileSync(largest());
    bytes[2_500_000] = (bytes[2_500_000] ?? 0) ^ 1;
    chmodSync(largest(), 0o600);
    writeFileSync(largest(), bytes);

    await expect(verify()).rejects.toThrow();
  });

  it('finds those of a file that is missing', async () => {
    rmSync(largest());

    await expect(verify()).rejects.toThrow();
  });

  it('stops when it is told to', async () => {
    const stopped = new Error('stopped');

    await expect(
      server.verify(() => {
        throw stopped;
      }),
    ).rejects.toBe(stopped);
  });
});
