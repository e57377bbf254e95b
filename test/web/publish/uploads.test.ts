import { describe, expect, it, vi } from 'vitest';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { KeptFile } from '../../../web/features/publish/uploads/model/upload-phase.ts';
import { Uploads } from '../../../web/features/publish/uploads/model/uploads.ts';
import type { UploadsPorts } from '../../../web/features/publish/uploads/model/uploads-ports.ts';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { HashingError } from '../../../web/lib/files/hash-file.ts';
import { OtherFileError } from '../../../web/lib/files/other-file-error.ts';
import type { SmallFile, TogetherHooks } from '../../../web/lib/files/send-together.ts';
import type { FileToSend, SendHooks } from '../../../web/lib/files/send-file.ts';

interface Sending {
  readonly hooks: SendHooks;
  readonly toSend: FileToSend;
  end(): void;
  fail(code: string): void;
  refuse(error: Error): void;
}

interface SendingTogether {
  readonly paths: readonly string[];
  readonly hooks: TogetherHooks;
  end(refused?: Readonly<Record<string, Error>>): void;
  fail(code: string): void;
}

/** Hashing, sending and waiting end when told to. */
class Scene implements UploadsPorts {
  readonly hashing = new Map<string, (digest: FileDigest) => void>();
  readonly sending = new Map<string, Sending>();
  readonly together: SendingTogether[] = [];
  readonly waits: { readonly ms: number; end(): void }[] = [];
  readonly kept = new Map<string, KeptFile>();
  there = new Map<string, string>();
  readonly tellMs = 0;
  arrivals = 0;
  clock = 0;

  hash(file: File): Promise<FileDigest> {
    return new Promise((resolve) => this.hashing.set(file.name, resolve));
  }
  send(toSend: FileToSend, hooks: SendHooks): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (code: string) => reject(Object.assign(new Error(code), { code }));
      this.sending.set(toSend.path, { toSend, hooks, end: resolve, fail, refuse: reject });
    });
  }
  sendTogether(_draftId: string, files: readonly SmallFile[], hooks: TogetherHooks) {
    return new Promise<ReadonlyMap<string, Error>>((resolve, reject) => {
      const fail = (code: string) => reject(Object.assign(new Error(code), { code }));
      const end = (refused = {}) => resolve(new Map(Object.entries(refused)));
      hooks.signal.addEventListener('abort', () => fail('ABORTED'));
      this.together.push({ paths: files.map(({ path }) => path), hooks, end, fail });
    });
  }
  arrived() {
    return this.there;
  }
  async askArrived() {
    return this.there;
  }
  uploadUrl(path: string) {
    return `/uploads/${path}`;
  }
  async arrivedBytes() {
    return 2;
  }
  onArrived() {
    this.arrivals++;
  }
  keep(file: KeptFile) {
    this.kept.set(file.path, file);
  }
  forget(path: string) {
    this.kept.delete(path);
  }
  async open({ steps }: NonNullable<KeptFile['source']>) {
    return steps[0] === 'gone' ? null : new File(['abc'], steps[0] ?? '');
  }
  now() {
    return this.clock;
  }
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.waits.push({ ms, end: resolve }));
  }

  async finishHash(name: string, sha256 = `sha-${name}`) {
    await vi.waitFor(() => expect(this.hashing.has(name)).toBe(true));
    this.hashing.get(name)?.({ bytes: 3, sha256, cid: 'bafk', xxh64: '0' });
    await Promise.resolve();
  }

  async sends(path: string): Promise<Sending> {
    return vi.waitFor(() => {
      const sending = this.sending.get(path);
      if (sending === undefined) throw new Error(`${path} is not sent yet`);
      return sending;
    });
  }
}

const choose = (...names: readonly string[]) =>
  names.map((path) => ({ path, file: new File(['abc'], path), source: null }));
const keptFile = (overrides: Partial<KeptFile>): KeptFile => ({
  path: 'a',
  bytes: 3,
  digest: { bytes: 3, sha256: 'sha-a', cid: 'bafk', xxh64: '0' },
  isPaused: false,
  isBegun: true,
  source: null,
  doubt: null,
  ...overrides,
});

function open(kept: readonly KeptFile[] = []) {
  const scene = new Scene();
  const uploads = new Uploads('draft', scene);
  uploads.restore(kept);
  const phase = async (path: string, expected: string | undefined) =>
    vi.waitFor(() => expect(uploads.getView().work.get(path)?.phase).toBe(expected));
  const errorOf = (path: string) => uploads.getView().work.get(path)?.error;
  return { scene, uploads, phase, errorOf };
}

describe('files on their way', () => {
  it('are hashed here before they are sent, and their hashes kept', async () => {
    const { scene, uploads, phase } = open();
    uploads.add(choose('a'));
    await phase('a', 'hashing');
    expect(scene.sending.size).toBe(0);
    await scene.finishHash('a');
    await phase('a', 'sending');
    expect(scene.kept.get('a')).toMatchObject({ digest: { sha256: 'sha-a' }, isBegun: true });
    (await scene.sends('a')).end();
    await phase('a', 'done');
    expect(scene.arrivals).toBe(1);
  });

  it('are told of when their first bytes are not what their names promise, also after a reload', async () => {
    const { scene, uploads, phase } = open();
    const content = '<!DOCTYPE html><title>x</title>';
    uploads.add([
      { path: 'scan.png', file: new File([content], 'scan.png'), source: null },
      ...choose('a.txt'),
    ]);
    await scene.finishHash('scan.png');
    await scene.finishHash('a.txt');
    await phase('scan.png', 'sending');
    const doubt = { kind: 'OTHER', extension: 'png', beginsLike: 'HTML' } as const;
    expect([...uploads.getView().doubts]).toEqual([['scan.png', doubt]]);
    const again = open([...scene.kept.values()]);
    expect([...again.uploads.getView().doubts]).toEqual([['scan.png', doubt]]);
    again.uploads.cancel(['scan.png']);
    expect(again.uploads.getView().doubts.size).toBe(0);
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
    const { hooks } = await scene.sends('a');
    uploads.pauseAll();
    await phase('a', 'paused');
    expect(hooks.signal.aborted).toBe(true);
    expect(scene.kept.get('a')?.isPaused).toBe(true);
    scene.hashing.clear();
    uploads.resumeAll();
    await phase('a', 'sending');
    expect(scene.hashing.size).toBe(0);
    expect(scene.kept.get('a')?.isPaused).toBe(false);
  });

  it('fail one by one, and can be tried again', async () => {
    const { scene, uploads, phase } = open();
    uploads.add(choose('a', 'b'));
    await scene.finishHash('a');
    await scene.finishHash('b');
    await scene.sends('b');
    (await scene.sends('a')).refuse(new HashingError('UNREADABLE', 'gone'));
    await phase('a', 'failed');
    await phase('b', 'sending');
    uploads.resume(['a']);
    await phase('a', 'sending');
  });

  it.each(['BAD_INPUT', 'LIMIT_EXCEEDED'])(
    'are not tried again when they are refused for good: %s',
    async (code) => {
      const { scene, uploads, phase } = open();
      uploads.add(choose('a'));
      await scene.finishHash('a');
      (await scene.sends('a')).fail(code);
      await phase('a', 'failed');
      uploads.resumeAll();
      uploads.resume(['a']);
      await phase('a', 'failed');
    },
  );

  it('don’t stop the others when one is larger than all the room there is', async () => {
    const { scene, uploads, phase } = open();
    uploads.add(choose('a', 'b'));
    await scene.finishHash('a');
    await scene.finishHash('b');
    const limit = { mostBytes: 2, usedBytes: 0, bytes: 3 };
    (await scene.sends('a')).refuse(new RefusedError('QUOTA_EXCEEDED', 'full', { limit }));
    await phase('a', 'failed');
    await phase('b', 'sending');
    expect(uploads.getView().halted).toBeNull();
  });

  it('go on one by one after all were paused', async () => {
    const { scene, uploads, phase } = open();
    uploads.add(choose('a', 'b'));
    await scene.finishHash('a');
    await phase('a', 'sending');
    uploads.pauseAll();
    await phase('a', 'paused');
    uploads.resume(['a']);
    await phase('a', 'sending');
    await phase('b', 'paused');
  });

  it('pause together, and none of them begins meanwhile', async () => {
    const { scene, uploads, phase } = open();
    const frames = ['a', 'b', 'c', 'd'];
    uploads.add(choose(...frames));
    await vi.waitFor(() => expect(scene.hashing.size).toBe(2));
    uploads.pause(frames);
    for (const each of frames) await phase(each, 'paused');
    expect([...scene.hashing.keys()]).toEqual(['a', 'b']);
  });

  it('are forgotten when they are canceled, whatever comes of them after', async () => {
    const { scene, uploads, phase } = open();
    uploads.add(choose('a'));
    await scene.finishHash('a');
    const sending = await scene.sends('a');
    uploads.cancel(['a']);
    sending.end();
    await phase('a', undefined);
    expect(scene.arrivals).toBe(0);
    expect(scene.kept.size).toBe(0);
  });

  it('wait for another tab that sends the same, and leave their place to the next meanwhile', async () => {
    const { scene, uploads, phase } = open();
    uploads.add(choose('a'));
    await scene.finishHash('a');
    const { hooks } = await scene.sends('a');
    hooks.onElsewhere();
    await phase('a', 'elsewhere');
    scene.there = new Map([['a', 'sha-a']]);
    expect(await hooks.hasArrived()).toBe(true);
  });

  it('are measured by what moves, not by what had arrived before', async () => {
    const { scene, uploads } = open([keptFile({})]);
    uploads.add(choose('a'));
    await scene.finishHash('a');
    const { hooks } = await scene.sends('a');
    const speedAt = (bytes: number, ms: number) => {
      scene.clock = ms;
      hooks.onProgress(bytes);
      uploads.add([]);
      return uploads.getView().rate?.bytesPerSecond ?? null;
    };
    expect(speedAt(1, 0)).toBeNull();
    expect(speedAt(2, 1_000)).toBe(1);
  });
});

describe('small files that are ready while others are sent', () => {
  const small = ['d', 'e', 'f'];

  /** Three are on their way; the small ones come after them. */
  async function sentTogether() {
    const opened = open();
    const { scene, uploads } = opened;
    uploads.add(choose('a', 'b', 'c', ...small));
    for (const name of ['a', 'b', 'c', ...small]) await scene.finishHash(name);
    expect(scene.together).toEqual([]);
    (await scene.sends('a')).end();
    return { ...opened, request: await nextOf(scene) };
  }

  const nextOf = (scene: Scene) =>
    vi.waitFor(() => {
      const request = scene.together.pop();
      if (request === undefined) throw new Error('none are sent together yet');
      return request;
    });

  it('go together in one request, with the progress of each', async () => {
    const { scene, uploads, phase, request } = await sentTogether();
    expect(request.paths).toEqual(small);
    request.hooks.onProgress('d', 3);
    request.hooks.onProgress('e', 1);
    uploads.add([]);
    expect(small.map((path) => uploads.getView().work.get(path)?.sentBytes)).toEqual([3, 1, 0]);
    request.end();
    for (const path of small) await phase(path, 'done');
    expect([...scene.sending.keys()]).toEqual(['a', 'b', 'c']);
  });

  it('take the place of one request among those under way', async () => {
    const { scene, uploads, request } = await sentTogether();
    uploads.add(choose('g'));
    await scene.finishHash('g');
    (await scene.sends('b')).end();
    await scene.sends('g');
    request.end();
  });

  it('fail alone when they are refused alone', async () => {
    const { phase, errorOf, request } = await sentTogether();
    request.end({ e: new RefusedError('BAD_INPUT', 'e: is there already as E') });
    await phase('d', 'done');
    await phase('e', 'failed');
    await phase('f', 'done');
    expect(errorOf('e')).toMatchObject({ code: 'BAD_INPUT' });
  });

  it('go together again when the connection was lost', async () => {
    const { scene, phase, request } = await sentTogether();
    request.fail('UNREACHABLE');
    for (const path of small) await phase(path, 'offline');
    for (const wait of scene.waits) wait.end();
    (await nextOf(scene)).end();
    for (const path of small) if (path !== 'd') await phase(path, 'done');
  });

  it('go without one that is paused meanwhile, which goes later', async () => {
    const { scene, uploads, phase, request } = await sentTogether();
    uploads.pause(['e']);
    expect(request.hooks.signal.aborted).toBe(true);
    await phase('e', 'paused');
    const again = await nextOf(scene);
    expect(again.paths).toEqual(['d', 'f']);
    again.end();
    await phase('f', 'done');
    uploads.resume(['e']);
    (await scene.sends('e')).end();
    await phase('e', 'done');
  });

  it('pause together, and stop the others too when there is no room for them', async () => {
    const { uploads, phase, request } = await sentTogether();
    request.fail('STORAGE_FULL');
    await phase('d', 'failed');
    await phase('e', 'paused');
    await phase('b', 'paused');
    expect(uploads.getView().halted).toMatchObject({ code: 'STORAGE_FULL' });
  });

  it('go by themselves when they were begun before', async () => {
    const digest = { bytes: 3, sha256: 'sha-d', cid: 'bafk', xxh64: '0' };
    const { scene, uploads } = open([keptFile({ path: 'd', digest })]);
    uploads.add(choose('a', 'b', 'c', 'd', 'e'));
    for (const name of ['a', 'b', 'c', 'd', 'e']) await scene.finishHash(name);
    (await scene.sends('a')).end();
    await scene.sends('d');
    expect(scene.together).toEqual([]);
    (await scene.sends('b')).end();
    await scene.sends('e');
  });
});

describe('when sending fails', () => {
  async function sent(path = 'a') {
    const opened = open();
    opened.uploads.add(choose(path));
    await opened.scene.finishHash(path);
    return { ...opened, sending: await opened.scene.sends(path) };
  }

  it('waits for the connection, longer each time, and goes on by itself', async () => {
    const { scene, uploads, phase, sending } = await sent();
    sending.fail('UNREACHABLE');
    await phase('a', 'offline');
    expect(uploads.getView()).toMatchObject({ isOffline: true, isBusy: true });
    scene.sending.clear();
    scene.waits[0]?.end();
    (await scene.sends('a')).fail('UNREACHABLE');
    await vi.waitFor(() => expect(scene.waits.map(({ ms }) => ms)).toEqual([1_000, 2_000]));
    scene.sending.clear();
    scene.waits[1]?.end();
    (await scene.sends('a')).end();
    await phase('a', 'done');
  });

  it('sends once more what arrived with another hash, then says so', async () => {
    const { scene, phase, errorOf, sending } = await sent();
    sending.fail('CONTENT_MISMATCH');
    await phase('a', 'offline');
    scene.sending.clear();
    scene.waits[0]?.end();
    (await scene.sends('a')).fail('CONTENT_MISMATCH');
    await phase('a', 'failed');
    expect(errorOf('a')).toMatchObject({ code: 'CONTENT_MISMATCH' });
  });

  it('keeps the list while nobody is signed in, and goes on after', async () => {
    const { scene, uploads, phase, sending } = await sent();
    sending.fail('SIGN_IN_REQUIRED');
    await vi.waitFor(() => expect(uploads.getView().isSignedOut).toBe(true));
    await phase('a', 'ready');
    scene.sending.clear();
    uploads.signedIn();
    (await scene.sends('a')).end();
    await phase('a', 'done');
  });

  it('goes on when the refusal is of a session before, and comes late', async () => {
    const { scene, uploads, sending } = await sent();
    uploads.signedIn();
    scene.sending.clear();
    sending.fail('SIGN_IN_REQUIRED');
    (await scene.sends('a')).end();
    expect(uploads.getView().isSignedOut).toBe(false);
  });

  it.each(['STORAGE_FULL', 'QUOTA_EXCEEDED'])('stops the others too when it is for %s', async (code) => {
    const { scene, uploads, phase, sending } = await sent();
    uploads.add(choose('b'));
    await scene.finishHash('b');
    sending.fail(code);
    await phase('a', 'failed');
    await phase('b', 'paused');
    expect(uploads.getView().halted).toMatchObject({ code });
    uploads.resumeAll();
    await phase('b', 'sending');
    expect(uploads.getView().halted).toBeNull();
  });
});

describe('after a reload', () => {
  it('lists what is missing here, and nothing of what has arrived whole', () => {
    const scene = new Scene();
    scene.there = new Map([['b', 'sha-b']]);
    const uploads = new Uploads('draft', scene);
    expect(uploads.getView().isRestoring).toBe(true);
    const digest = { bytes: 3, sha256: 'sha-b', cid: 'bafk', xxh64: '0' };
    uploads.restore([keptFile({}), keptFile({ path: 'b', digest })]);
    const { work, digests, isRestoring, isBusy } = uploads.getView();
    expect({ isRestoring, isBusy }).toEqual({ isRestoring: false, isBusy: false });
    expect([...work.values()].map(({ path, phase }) => [path, phase])).toEqual([['a', 'missing']]);
    expect(digests.get('b')?.sha256).toBe('sha-b');
  });

  it('says how much of a file is there before the page is given it again, and after', async () => {
    const { uploads, phase } = open([keptFile({ isPaused: true })]);
    const sent = () => uploads.getView().work.get('a')?.sentBytes;
    await vi.waitFor(() => expect(sent()).toBe(2));
    uploads.add(choose('a'));
    await phase('a', 'hashing');
    expect(sent()).toBe(2);
  });

  it('goes on with the same file, from where the platform has it', async () => {
    const { scene, uploads } = open([keptFile({})]);
    uploads.add(choose('a'));
    await scene.finishHash('a');
    expect((await scene.sends('a')).toSend).toMatchObject({ uploadUrl: '/uploads/a', sha256: 'sha-a' });
  });

  it('goes on with what was paused, once a person has chosen it again', async () => {
    const { scene, uploads, phase } = open([keptFile({ isPaused: true })]);
    uploads.add(choose('a'));
    await scene.finishHash('a');
    await phase('a', 'sending');
  });

  it('keeps paused what was paused, when the page finds the file by itself', async () => {
    const root = { kind: 'directory', name: 'scans' } as never;
    const { scene, uploads, phase } = open([keptFile({ isPaused: true, source: { root, steps: ['a'] } })]);
    await uploads.reopen('page');
    await scene.finishHash('a');
    await phase('a', 'paused');
    expect(scene.sending.size).toBe(0);
    uploads.resumeAll();
    await phase('a', 'sending');
  });

  it.each([
    ['SIZE', keptFile({ bytes: 4 }), 'sha-a'],
    ['CONTENT', keptFile({}), 'sha-of-another'],
  ] as const)(
    'refuses another file of that name, by its %s, and takes the right one then',
    async (differs, kept, sha256) => {
      const { scene, uploads, phase, errorOf } = open([kept]);
      uploads.add(choose('a'));
      if (differs === 'CONTENT') await scene.finishHash('a', sha256);
      await phase('a', 'failed');
      expect(errorOf('a')).toBeInstanceOf(OtherFileError);
      expect(errorOf('a')).toMatchObject({ differs });
      expect(scene.sending.size).toBe(0);
      scene.hashing.clear();
      uploads.add([{ path: 'a', file: new File(['abcd'.slice(0, kept.bytes)], 'a'), source: null }]);
      await scene.finishHash('a');
      await phase('a', 'sending');
    },
  );

  it('opens by itself what the browser can find again; what is gone stays to be chosen', async () => {
    const root = { kind: 'directory', name: 'scans' } as never;
    const { uploads, phase } = open([
      keptFile({ source: { root, steps: ['a'] } }),
      keptFile({ path: 'b', source: { root, steps: ['gone'] } }),
      keptFile({ path: 'c' }),
    ]);
    expect(uploads.getView().reopenable).toBe(2);
    await uploads.reopen('person');
    await phase('a', 'hashing');
    await phase('b', 'missing');
    await phase('c', 'missing');
  });
});
