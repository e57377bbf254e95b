import { describe, expect, it, vi } from 'vitest';
import type { FileDigest } from '@lanran/protocol/file-digest';
import { Uploads, type UploadsPorts } from '../../../web/features/publish/uploads.ts';

type Hooks = Parameters<UploadsPorts['send']>[1];

/** Hashing ends when told to; sending is heard of. */
class Scene implements UploadsPorts {
  readonly hashing = new Map<string, (digest: FileDigest) => void>();
  readonly sending = new Map<string, Hooks>();
  readonly stopped: string[] = [];
  there = new Map<string, string>();
  arrivals = 0;
  kept: ReadonlyMap<string, FileDigest> = new Map();

  hash(file: File): Promise<FileDigest> {
    return new Promise((resolve) => this.hashing.set(file.name, resolve));
  }
  async send(file: Parameters<UploadsPorts['send']>[0], hooks: Hooks) {
    this.sending.set(file.path, hooks);
    return { stop: async () => void this.stopped.push(file.path) };
  }
  arrived() {
    return this.there;
  }
  onArrived() {
    this.arrivals++;
  }
  keepDigests(digests: ReadonlyMap<string, FileDigest>) {
    this.kept = new Map(digests);
  }
  now() {
    return 0;
  }

  async finishHash(name: string) {
    await vi.waitFor(() => expect(this.hashing.has(name)).toBe(true));
    this.hashing.get(name)?.({ bytes: 3, sha256: `sha-${name}`, cid: 'bafk', xxh64: '0' });
    await Promise.resolve();
  }
}

const choose = (...names: readonly string[]) =>
  names.map((path) => ({ path, file: new File(['abc'], path) }));

describe('files on their way', () => {
  const open = () => {
    const scene = new Scene();
    const uploads = new Uploads('draft', new Map(), scene);
    const phase = async (path: string, expected: string | undefined) =>
      vi.waitFor(() => expect(uploads.getView().work.get(path)?.phase).toBe(expected));
    return { scene, uploads, phase };
  };

  it('are hashed here before they are sent, and their hashes kept', async () => {
    const { scene, uploads, phase } = open();
    uploads.add(choose('a'));
    await phase('a', 'hashing');
    expect(scene.sending.size).toBe(0);
    await scene.finishHash('a');
    await phase('a', 'sending');
    expect(scene.kept.get('a')?.sha256).toBe('sha-a');
    scene.sending.get('a')?.onDone();
    await phase('a', 'done');
    expect(scene.arrivals).toBe(1);
  });

  it('go a few at a time', async () => {
    const { scene, uploads } = open();
    uploads.add(choose('a', 'b', 'c', 'd'));
    await vi.waitFor(() => expect(scene.hashing.size).toBe(2));
    await scene.finishHash('a');
    await vi.waitFor(() => expect(scene.hashing.size).toBe(3));
  });

  it('are not sent when the platform has the very same', async () => {
    const { scene, uploads, phase } = open();
    scene.there = new Map([['a', 'sha-a']]);
    uploads.add(choose('a'));
    await scene.finishHash('a');
    await phase('a', 'done');
    expect(scene.sending.size).toBe(0);
  });

  it('pause and go on without being hashed again', async () => {
    const { scene, uploads, phase } = open();
    uploads.add(choose('a'));
    await scene.finishHash('a');
    await phase('a', 'sending');
    await vi.waitFor(() => expect(scene.sending.has('a')).toBe(true));
    await Promise.resolve();
    uploads.pauseAll();
    await phase('a', 'paused');
    expect(scene.stopped).toEqual(['a']);
    scene.hashing.clear();
    uploads.resumeAll();
    await phase('a', 'sending');
    expect(scene.hashing.size).toBe(0);
  });

  it('fail one by one, and can be tried again', async () => {
    const { scene, uploads, phase } = open();
    uploads.add(choose('a', 'b'));
    await scene.finishHash('a');
    await scene.finishHash('b');
    await vi.waitFor(() => expect(scene.sending.size).toBe(2));
    scene.sending.get('a')?.onFailed(new Error('connection lost'));
    await phase('a', 'failed');
    await phase('b', 'sending');
    uploads.resume('a');
    await phase('a', 'sending');
  });

  it('stay paused when those that failed are tried again', async () => {
    const { scene, uploads, phase } = open();
    uploads.add(choose('a', 'b'));
    await scene.finishHash('a');
    await scene.finishHash('b');
    await vi.waitFor(() => expect(scene.sending.size).toBe(2));
    uploads.pause('a');
    scene.sending.get('b')?.onFailed(new Error('the session ended'));
    await phase('b', 'failed');
    uploads.retryFailed();
    await phase('b', 'sending');
    await phase('a', 'paused');
  });

  it('go on one by one after all were paused', async () => {
    const { scene, uploads, phase } = open();
    uploads.add(choose('a', 'b'));
    await scene.finishHash('a');
    await phase('a', 'sending');
    uploads.pauseAll();
    await phase('a', 'paused');
    uploads.resume('a');
    await phase('a', 'sending');
    await phase('b', 'paused');
  });

  it('are forgotten when they are canceled, whatever comes of them after', async () => {
    const { scene, uploads, phase } = open();
    uploads.add(choose('a'));
    await scene.finishHash('a');
    await vi.waitFor(() => expect(scene.sending.has('a')).toBe(true));
    const hooks = scene.sending.get('a');
    uploads.cancel('a');
    hooks?.onDone();
    await phase('a', undefined);
    expect(scene.arrivals).toBe(0);
    expect(scene.kept.size).toBe(0);
  });
});
