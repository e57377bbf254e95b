import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect, list, PROFILE, startStore, TOKEN, type StoreUnderTest } from './store-under-test.ts';

interface Adopted {
  Hash: string;
  Size: string;
  Bytes: number;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

describe('locate', () => {
  let store: StoreUnderTest;
  beforeAll(async () => {
    store = await startStore();
  });
  afterAll(() => store.remove());

  const locate = (cid: string, token: string | null = TOKEN) => {
    const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
    return fetch(`${store.url}/api/v0/lanran/locate?arg=${cid}`, { method: 'POST', headers });
  };

  it('says in which file the content lies, and where, also for a part of one', async () => {
    const content = randomBytes(2_500_000);
    const { cid } = await store.ipfs.add(content, PROFILE);
    const whole = (await (await locate(cid.toString())).json()) as { Path: string };
    expect(whole).toMatchObject({ Offset: 0, Bytes: content.length });
    expect(readFileSync(whole.Path).equals(content)).toBe(true);

    const leaf = await store.ipfs.add(content.subarray(1_048_576, 2_097_152), { ...PROFILE, onlyHash: true });
    expect(await (await locate(leaf.cid.toString())).json()).toEqual({
      Path: whole.Path,
      Offset: 1_048_576,
      Bytes: 1_048_576,
    });
  });

  it('has no path for what is no file', async () => {
    const [, directory] = await list(store.ipfs.addAll([{ path: 'a/b', content: randomBytes(10) }], PROFILE));
    expect(await (await locate(directory?.cid.toString() ?? '')).json()).toEqual({ Path: null });
  });

  it('tells nobody but the platform, and only of what is there', async () => {
    const { cid } = await store.ipfs.add(randomBytes(10), PROFILE);
    expect((await locate(cid.toString(), null)).status).toBe(401);
    const absent = await store.ipfs.add(randomBytes(10), { ...PROFILE, onlyHash: true });
    expect((await locate(absent.cid.toString())).status).toBe(500);
  });
});

describe('adopt', () => {
  let store: StoreUnderTest;
  beforeAll(async () => {
    store = await startStore();
  });
  afterAll(async () => {
    expect(store.faults).toEqual([]);
    await store.remove();
  });

  const ask = (path: string | null, options: Record<string, string> = {}, token: string | null = TOKEN) => {
    const query = new URLSearchParams({ ...(path === null ? {} : { path }), ...options });
    const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
    return fetch(`${store.url}/api/v0/lanran/adopt?${query.toString()}`, { method: 'POST', headers });
  };
  const adopt = async (path: string, options: Record<string, string> = {}): Promise<Adopted> => {
    const answer = await ask(path, options);
    expect(answer.status).toBe(200);
    return (await answer.json()) as Adopted;
  };
  const stage = (content: Uint8Array, name = randomBytes(8).toString('hex')): string => {
    const path = join(store.sharedDirectory, name);
    writeFileSync(path, content);
    return path;
  };
  const messageOf = async (answer: Response): Promise<string> =>
    ((await answer.json()) as { Message: string }).Message;

  it('takes a file over without copying it, under the CID that add gives', async () => {
    const content = randomBytes(3_000_000);
    const path = stage(content);
    const { ino } = statSync(path);
    const adopted = await adopt(path);
    expect(existsSync(path)).toBe(false);
    const stored = join(store.directory, 'files', adopted.Hash.slice(-3, -1), adopted.Hash);
    expect(statSync(stored).ino).toBe(ino);
    expect(adopted.Bytes).toBe(content.length);
    const expected = await store.ipfs.add(content, { ...PROFILE, onlyHash: true });
    expect(adopted).toMatchObject({ Hash: expected.cid.toString(), Size: String(expected.size) });
    expect((await collect(store.ipfs.cat(adopted.Hash))).equals(content)).toBe(true);
  });

  describe('a file beside which the hashes of its leaves were kept', () => {
    const content = randomBytes(2_500_000);
    const leaves = Buffer.concat(
      [0, 1, 2].map((leaf) => sha256(content.subarray(leaf * 1_048_576, (leaf + 1) * 1_048_576))),
    );
    let expected = '';
    beforeAll(async () => {
      const { cid } = await store.ipfs.add(content, { ...PROFILE, onlyHash: true });
      expected = cid.toString();
    });

    /** Adopts a file of these bytes, last written before or after its leaves. */
    const adoptWith = async (bytes: Uint8Array, kept: Uint8Array, isOlder = true): Promise<string> => {
      const path = stage(bytes);
      writeFileSync(`${path}.leaves`, kept);
      const seconds = statSync(`${path}.leaves`).mtimeMs / 1_000;
      utimesSync(path, seconds, seconds + (isOlder ? -1 : 1));
      const query = new URLSearchParams({ path, pin: 'false' });
      const headers = { authorization: `Bearer ${TOKEN}`, 'lanran-pin': expected };
      const answer = await fetch(`${store.url}/api/v0/lanran/adopt?${query.toString()}`, {
        method: 'POST',
        headers,
      });
      return ((await answer.json()) as Adopted).Hash;
    };
    const otherBytes = Buffer.concat([content.subarray(0, -1), Buffer.of(~(content.at(-1) ?? 0) & 0xff)]);

    it('is not read again, unless its content is here already', async () => {
      // Only who does not read takes the one for the other.
      expect(await adoptWith(otherBytes, leaves)).toBe(expected);
      expect(await adoptWith(otherBytes, leaves)).not.toBe(expected);
    });

    it('is read when it was written to since', async () => {
      expect(await adoptWith(otherBytes, leaves, false)).not.toBe(expected);
    });

    it.each([
      ['are of other bytes', Buffer.alloc(leaves.length)],
      ['are too few', leaves.subarray(32)],
      ['are torn', leaves.subarray(0, -1)],
      ['are none', Buffer.alloc(0)],
    ])('is read when they %s', async (_, kept) => {
      expect(await adoptWith(content, kept)).toBe(expected);
    });
  });

  it.each([8 * 1_048_576, 40 * 1_048_576 + 1])(
    'arrives at the CID that add gives for %d bytes, whose leaves are hashed by threads',
    async (bytes) => {
      const content = randomBytes(bytes);
      const { Hash } = await adopt(stage(content));
      const { cid } = await store.ipfs.add(content, { ...PROFILE, onlyHash: true });
      expect(Hash).toBe(cid.toString());
      expect((await collect(store.ipfs.cat(Hash))).equals(content)).toBe(true);
    },
  );

  it('pins it unless told not to', async () => {
    const pinned = await adopt(stage(randomBytes(10)));
    const loose = await adopt(stage(randomBytes(10)), { pin: 'false' });
    const pins = (await list(store.ipfs.pin.ls({ type: 'recursive' }))).map(({ cid }) => cid.toString());
    expect(pins).toContain(pinned.Hash);
    expect(pins).not.toContain(loose.Hash);
  });

  it('keeps it private when asked', async () => {
    const { Hash } = await adopt(stage(randomBytes(10)), { 'lanran-private': 'true' });
    await expect(collect(store.stranger.cat(Hash))).rejects.toThrow('could not find');
    expect(await collect(store.ipfs.cat(Hash))).toHaveLength(10);
  });

  it('takes over the same content twice, and an empty file', async () => {
    const content = randomBytes(1_000);
    expect((await adopt(stage(content))).Hash).toBe((await adopt(stage(content))).Hash);
    expect((await adopt(stage(Buffer.alloc(0)))).Bytes).toBe(0);
    expect(readdirSync(join(store.directory, 'incoming'))).toEqual([]);
  });

  it('follows a link inside the folder, and takes the file it leads to', async () => {
    const path = stage(Buffer.from('inside'));
    symlinkSync(path, join(store.sharedDirectory, 'link'));
    expect((await adopt(join(store.sharedDirectory, 'link'))).Bytes).toBe(6);
    rmSync(join(store.sharedDirectory, 'link'));
  });

  it.each([
    ['outside the folder', () => '/etc/hostname'],
    ['that climbs out of it', () => join(store.sharedDirectory, '..', 'data', 'lock')],
    [
      'that a link leads out of it',
      () => {
        const link = join(store.sharedDirectory, randomBytes(4).toString('hex'));
        symlinkSync('/etc/hostname', link);
        return link;
      },
    ],
    ['that is absent', () => join(store.sharedDirectory, 'absent')],
    ['that is relative', () => 'absent'],
    ['of the folder itself', () => store.sharedDirectory],
  ])('refuses a path %s, always in the same words', async (_, path) => {
    const asked = path();
    const answer = await ask(asked);
    expect(answer.status).toBe(400);
    expect(await messageOf(answer)).toBe(`"${asked}" is not a file inside IPFS_SHARED_DIR.`);
  });

  it('refuses a pipe', async () => {
    execFileSync('mkfifo', [join(store.sharedDirectory, 'pipe')]);
    const answer = await ask(join(store.sharedDirectory, 'pipe'));
    expect(answer.status).toBe(400);
    expect(await messageOf(answer)).toContain('neither a regular file nor a directory');
  });

  describe('of many files', () => {
    const stageTree = (files: Record<string, Uint8Array>): string => {
      const folder = join(store.sharedDirectory, randomBytes(8).toString('hex'));
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
      return folder;
    };
    const linesOf = async (answer: Response): Promise<(Adopted & { Name: string; Files?: number })[]> => {
      expect(answer.status).toBe(200);
      const lines = (await answer.text()).trim().split('\n');
      return lines.map((line) => JSON.parse(line) as Adopted & { Name: string });
    };
    const askAll = (paths: string[], options: Record<string, string> = {}): Promise<Response> => {
      const query = new URLSearchParams(options);
      for (const path of paths) query.append('path', path);
      const headers = { authorization: `Bearer ${TOKEN}` };
      return fetch(`${store.url}/api/v0/lanran/adopt?${query.toString()}`, { method: 'POST', headers });
    };

    it('takes over a directory with all below it, under the CID that add gives, without copying', async () => {
      const files = {
        'plate.0001.exr': randomBytes(1_200_000),
        'plate.0002.exr': randomBytes(200),
        'notes/布.txt': Buffer.from('indigo'),
      };
      const folder = stageTree(files);
      mkdirSync(join(folder, 'empty'));
      const { ino } = statSync(join(folder, 'plate.0001.exr'));
      const lines = await linesOf(await askAll([folder]));
      const root = lines.at(-1);
      expect(root).toMatchObject({ Name: basename(folder), Files: 3, Bytes: 1_200_206 });
      expect(existsSync(folder)).toBe(false);
      const sent = Object.entries(files).map(([path, content]) => ({ path: `d/${path}`, content }));
      const candidates = [...sent, { path: 'd/empty', mode: 0o755 }];
      const added = await list(store.ipfs.addAll(candidates, { ...PROFILE, onlyHash: true }));
      expect(root?.Hash).toBe(added.at(-1)?.cid.toString());
      const first = lines.find(({ Name }) => Name.endsWith('0001.exr'))?.Hash ?? '';
      expect(statSync(join(store.directory, 'files', first.slice(-3, -1), first)).ino).toBe(ino);
      const pins = await list(store.ipfs.pin.ls({ type: 'recursive' }));
      expect(pins.map(({ cid }) => cid.toString())).toContain(root?.Hash);
    });

    it('takes over several paths as one directory', async () => {
      const paths = [
        stage(Buffer.from('a'), 'frame a'),
        stage(Buffer.from('b'), 'frame b'),
        stageTree({ c: Buffer.from('c') }),
      ];
      const root = (await linesOf(await askAll(paths))).at(-1);
      expect(root).toMatchObject({ Name: '', Files: 3, Bytes: 3 });
      expect((await collect(store.ipfs.cat(`${root?.Hash ?? ''}/frame b`))).toString()).toBe('b');
      expect(
        (await collect(store.ipfs.cat(`${root?.Hash ?? ''}/${basename(paths[2] ?? '')}/c`))).toString(),
      ).toBe('c');
      expect(paths.filter((path) => existsSync(path))).toEqual([]);
    });

    it('leaves all of it when a part is refused', async () => {
      const before = await store.ipfs.repo.stat();
      const folder = stageTree({ 'a/b': randomBytes(10), c: randomBytes(10) });
      symlinkSync('/etc/hostname', join(folder, 'a', 'link'));
      expect((await askAll([folder])).status).toBe(400);
      rmSync(join(folder, 'a', 'link'));
      expect((await askAll([folder, '/etc/hostname'])).status).toBe(400);
      expect((await askAll([join(folder, 'c'), join(folder, 'c')])).status).toBe(400);
      expect(readdirSync(folder, { recursive: true })).toHaveLength(3);
      expect((await store.ipfs.repo.stat()).numObjects).toBe(before.numObjects);
      expect(readdirSync(join(store.directory, 'incoming'))).toEqual([]);
    });

    it('refuses names that are not UTF-8, such as those of a GBK system', async () => {
      const folder = stageTree({ a: randomBytes(10) });
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xb2, 0xbc])]), 'x');
      const answer = await askAll([folder]);
      expect(answer.status).toBe(400);
      expect(await messageOf(answer)).toContain('not UTF-8');
      rmSync(folder, { recursive: true });
    });
  });

  describe('several files, each by itself', () => {
    const askEach = (paths: readonly string[], cids: readonly string[]): Promise<Response> => {
      const query = new URLSearchParams({ each: 'true', pin: 'false' });
      for (const path of paths) query.append('path', path);
      const headers = { authorization: `Bearer ${TOKEN}`, 'lanran-pin': cids.join(',') };
      return fetch(`${store.url}/api/v0/lanran/adopt?${query.toString()}`, { method: 'POST', headers });
    };
    const cidOf = async (content: Uint8Array) =>
      (await store.ipfs.add(content, { ...PROFILE, onlyHash: true })).cid.toString();

    it('takes them over and pins those that are what was expected', async () => {
      const contents = [randomBytes(2_500_000), randomBytes(100), randomBytes(3_000_000)];
      const paths = contents.map((content) => stage(content));
      const cids = await Promise.all(contents.map(cidOf));
      const altered = await cidOf(Buffer.from('another'));
      const answer = await askEach(paths, [cids[0] ?? '', cids[1] ?? '', altered]);
      expect(answer.status).toBe(200);
      const hashes = (await answer.text())
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as Adopted).Hash);
      expect(hashes.sort()).toEqual(cids.toSorted());
      expect(paths.filter((path) => existsSync(path))).toEqual([]);
      const pins = (await list(store.ipfs.pin.ls({ type: 'recursive' }))).map(({ cid }) => cid.toString());
      expect(cids.map((cid) => pins.includes(cid))).toEqual([true, true, false]);
      expect((await collect(store.ipfs.cat(cids[0] ?? ''))).equals(contents[0] ?? Buffer.of())).toBe(true);
    });

    it('leaves all of them when one is refused, or the CID of one is not said', async () => {
      const path = stage(randomBytes(10));
      const cid = await cidOf(Buffer.from('any'));
      expect((await askEach([path, '/etc/hostname'], [cid, cid])).status).toBe(400);
      expect((await askEach([path], [cid, cid])).status).toBe(400);
      expect(existsSync(path)).toBe(true);
      expect(readdirSync(join(store.directory, 'incoming'))).toEqual([]);
    });
  });

  it('refuses who does not show the token, and leaves the file', async () => {
    const path = stage(randomBytes(10));
    expect((await ask(path, {}, null)).status).toBe(401);
    expect((await ask(path, {}, 'wrong')).status).toBe(401);
    expect(existsSync(path)).toBe(true);
  });

  it('asks for the path', async () => {
    const answer = await ask(null);
    expect(answer.status).toBe(400);
    expect(await messageOf(answer)).toContain('"path" is required');
  });

  it('leaves other names of the file as they are', async () => {
    const path = stage(Buffer.from('two names'));
    const other = join(store.sharedDirectory, 'other-name');
    linkSync(path, other);
    await adopt(path);
    expect(existsSync(other)).toBe(true);
  });
});
