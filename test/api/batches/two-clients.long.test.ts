import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BatchedFile } from '@lanran/protocol/files/upload-batch';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import { TusClient } from '../http/tus-client.ts';
import { BatchScene, hashesOf, smallFiles } from './batch-scene.ts';

/** Of each client; the platform takes eight of an organization. */
const REQUESTS_AT_ONCE = 4;
const FILES_A_REQUEST = 40;

describe('two clients that send small files into one draft at once', () => {
  let scene: BatchScene;

  beforeAll(async () => {
    scene = await BatchScene.open();
  });
  afterAll(() => scene.close());
  beforeEach(() => scene.services.clock.catchUp());

  /** @returns the codes of what was refused */
  async function sendAll(draft: string, files: readonly BatchedFile[]): Promise<string[]> {
    const requests: BatchedFile[][] = [];
    for (let at = 0; at < files.length; at += FILES_A_REQUEST)
      requests.push(files.slice(at, at + FILES_A_REQUEST));
    const answers = await inParallel(requests, REQUESTS_AT_ONCE, (some) => scene.send(draft, some));
    return answers.flatMap(({ code, files: told }) => [code, ...told].filter((each) => each !== null));
  }

  it('lose none, and each path is what one of them sent, once', async () => {
    const draft = await scene.draft();
    const common = smallFiles(200, { name: 'common' });
    const [firstOwn, secondOwn] = [smallFiles(200, { name: 'first' }), smallFiles(200, { name: 'second' })];
    // At the same paths, of other bytes and another length.
    const firstContested = smallFiles(200, { name: 'contested' });
    const secondContested = smallFiles(200, { name: 'contested', bytes: 5_000 });
    const mixed = (...sets: readonly (readonly BatchedFile[])[]) =>
      common.flatMap((_, at) => sets.flatMap((set) => set[at] ?? []));

    const refused = await Promise.all([
      sendAll(draft, mixed(common, firstOwn, firstContested)),
      sendAll(draft, mixed(secondContested, common, secondOwn)),
    ]);
    expect(refused.flat()).toEqual([]);
    const published = await scene.publish(draft);

    const stored = await scene.storedHashes(published);
    expect(published.files).toHaveLength(800);
    expect(stored.size).toBe(800);
    for (const [path, sha256] of hashesOf([...common, ...firstOwn, ...secondOwn]))
      expect(stored.get(path)).toBe(sha256);
    for (const [at, { path, sha256 }] of firstContested.entries())
      expect([sha256, secondContested[at]?.sha256]).toContain(stored.get(path));
    expect(await scene.staged()).toEqual([]);
  });

  it('of whom one sends them one by one have each path once, as one of them sent it', async () => {
    const draft = await scene.draft();
    const together = smallFiles(120);
    const alone = smallFiles(120, { bytes: 5_000 });
    const tus = new TusClient(scene.served.url, scene.token);
    const sendAlone = async ({ path, bytes }: BatchedFile) => {
      const url = await tus.announce({ draft, path }, bytes.length);
      const { status } = await tus.append(url, 0, Buffer.from(bytes));
      // Of an upload in whose place the other's file has come meanwhile the client hears so.
      expect([204, 404, 409, 410]).toContain(status);
    };

    const [refused] = await Promise.all([
      sendAll(draft, together),
      inParallel(alone.toReversed(), REQUESTS_AT_ONCE, sendAlone),
    ]);

    expect(refused).toEqual([]);
    const published = await scene.publish(draft);
    const stored = await scene.storedHashes(published);
    expect(stored.size).toBe(together.length);
    for (const [at, { path, sha256 }] of together.entries())
      expect([sha256, alone[at]?.sha256]).toContain(stored.get(path));
    expect(await scene.staged()).toEqual([]);
  });
});
