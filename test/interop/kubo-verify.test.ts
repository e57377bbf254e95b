import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ContentServer } from '../../scripts/move/files/content-server.ts';
import type { OpenedStore } from '../embedded/content-store/behavior.ts';
import { PROFILE, TOKEN } from '../embedded/content-store/store-under-test.ts';
import { findKubo, startKubo } from './kubo.ts';

const kubo = findKubo();
if (kubo === null) process.stderr.write('SKIPPED: a Kubo that verifies its blocks; none was found.\n');

describe.skipIf(kubo === null)('a Kubo that verifies its blocks for a move', () => {
  let node: OpenedStore;
  beforeAll(async () => {
    node = await startKubo(kubo ?? '');
  });
  afterAll(() => node.stop());

  it('says how many it has read, and that all are whole', async () => {
    await node.ipfs.add(randomBytes(5_000_000), PROFILE);
    const server = new ContentServer({ apiUrl: node.url, token: TOKEN });
    let blocks = 0;

    await server.verify((read) => (blocks = read));

    expect(blocks).toBe((await server.size()).blocks);
  });
});
