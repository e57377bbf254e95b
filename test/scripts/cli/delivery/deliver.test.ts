import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  access,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { digestFile } from '@lanran/protocol/files/digest';
import {
  type AssetId,
  assetIdOf,
  type LicenseId,
  licenseIdFrom,
  parseStatementHash,
  randomBytes32,
} from '@lanran/protocol/kernel/ids';
import { DeliveryFolder } from '@lanran/sdk/node/downloads/delivery-folder';
import { FolderLock } from '@lanran/sdk/node/packages/folder-lock';
import { runCommandLine } from '@lanran/scripts/cli/program';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AssetFile } from '../../../../api/assets/domain/asset.ts';
import type { Actor } from '../../../../api/platform/kernel/actor.ts';
import { mountSmallDisk } from '../../../support/small-disk.ts';
import { FilesPlatform, MUSEUM, SESSIONS, STUDIO } from '../../../api/http/platform.ts';

const studio = SESSIONS['studio'] as Actor;
const FRAMES = [1001, 1002, 1003, 1004];
const PLATE = (frame: number) => `sh010/plate.${frame}.exr`;

describe('deliver', () => {
  let platform: FilesPlatform;
  let folder: string;
  let out: string;
  let serial = 500n;

  beforeAll(async () => {
    platform = await FilesPlatform.start();
  });
  afterAll(() => platform.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lanran-deliver-'));
    out = join(folder, 'out');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  interface Licensed {
    readonly assetId: AssetId;
    readonly licenseId: LicenseId;
    readonly contents: ReadonlyMap<string, Buffer>;
  }

  /** An asset of the museum that the studio has a license of. */
  async function license(paths: readonly string[], bytes = 3_000): Promise<Licensed> {
    const files: AssetFile[] = [];
    const contents = new Map<string, Buffer>();
    for (const path of paths) {
      const content = randomBytes(bytes);
      const digest = await digestFile([content]);
      const filePath = platform.staging.pathOf(createHash('md5').update(randomBytes(8)).digest('hex'));
      await writeFile(filePath, content);
      await platform.content.pinFile({ filePath, expectedCid: digest.cid, isPrivate: true });
      files.push({ path, salt: randomBytes32(), ...digest });
      contents.set(path, content);
    }
    const assetId = assetIdOf(MUSEUM, randomBytes32());
    const filesField = { count: files.length, bytes: files.length * bytes, root: randomBytes32() };
    platform.manifests.set(filesField.root, files);
    platform.assets.set(assetId, {
      id: assetId,
      holder: MUSEUM,
      formerHolders: [],
      custodyOffer: null,
      community: null,
      version: 1,
      metadata: { kind: 'FILM', access: 'LICENSED', title: { en: 'Plates' }, terms: [], synthetic: true },
      filesField,
      head: parseStatementHash(randomBytes32()),
      publishedIndex: 1,
      publishedAt: new Date(0),
      isWithdrawn: false,
      isTakenDown: false,
      projectedIndex: 1,
    });
    const licenseId = licenseIdFrom(serial++);
    platform.licenses.push({ id: licenseId, licensee: STUDIO, assetId });
    platform.liveLicenses.add(licenseId);
    return { assetId, licenseId, contents };
  }

  async function tokenOf(...licenses: readonly Licensed[]): Promise<void> {
    const licenseIds = licenses.map(({ licenseId }) => licenseId);
    const { text } = await platform.deliveries.issue(studio, { licenseIds, label: 'farm', lastDay: null });
    await writeFile(join(folder, 'token'), `${text}\n`, { mode: 0o600 });
  }

  async function deliver(args: readonly string[] = [], apiUrl = platform.url) {
    let [stdout, stderr] = ['', ''];
    const exitCode = await runCommandLine({
      args: [
        'deliver',
        '--api',
        apiUrl,
        '--token-file',
        join(folder, 'token'),
        '--out',
        out,
        '--json',
        ...args,
      ],
      env: { LANRAN_STATE_DIR: join(folder, 'state') },
      streams: { stdout: (text) => (stdout += text), stderr: (text) => (stderr += text) },
    });
    return { exitCode, stderr, ...(JSON.parse(stdout) as Answer) };
  }

  interface Answer {
    readonly files?: readonly { readonly path: string }[];
    readonly closed?: readonly { readonly message: string }[];
    readonly purged?: readonly { readonly path: string }[];
    readonly changed?: readonly { readonly path: string }[];
    readonly error?: { readonly code: string; readonly message: string; readonly field?: string };
  }

  const delivered = async () => {
    const found = (await readdir(out, { recursive: true, withFileTypes: true }).catch(() => [])).filter(
      (entry) => entry.isFile() && !entry.name.startsWith('.lanran-'),
    );
    return found.map(({ parentPath, name }) => join(parentPath, name).slice(out.length + 1)).sort();
  };

  it.each(['1', '8'])('brings every file as it was published, with %s jobs', async (jobs) => {
    const asset = await license([...FRAMES.map(PLATE), '苗绣/说明.txt', 'empty folder/x.bin']);
    await tokenOf(asset);
    expect(await deliver(['--jobs', jobs])).toMatchObject({ exitCode: 0 });
    expect(await delivered()).toEqual([...asset.contents.keys()].sort());
    for (const [path, content] of asset.contents)
      expect((await readFile(join(out, path))).equals(content)).toBe(true);
    // Again it has nothing to do.
    expect(await deliver(['--jobs', jobs])).toMatchObject({ exitCode: 0 });
  });

  it('brings only what is asked for', async () => {
    const asset = await license([
      ...FRAMES.map(PLATE),
      'sh010/mask.1001.png',
      'sh010/mask.1002.png',
      'a.txt',
    ]);
    await tokenOf(asset);
    await deliver(['--only', '*.exr', '--frames', '1002-1003']);
    expect(await delivered()).toEqual([PLATE(1002), PLATE(1003)]);
    await deliver(['--frames', '1001-1004x3']);
    expect(await delivered()).toEqual(
      ['sh010/mask.1001.png', PLATE(1001), PLATE(1002), PLATE(1003), PLATE(1004)].sort(),
    );
    await deliver(['--only', '*.txt', '--only', 'sh010/mask*']);
    expect(await delivered()).toHaveLength(7);
    expect(await deliver(['--only', 'nothing/**'])).toMatchObject({
      exitCode: 1,
      error: { code: 'NOTHING_SELECTED' },
    });
  });

  it.each([
    [['--jobs', '0'], '--jobs'],
    [['--jobs', 'many'], '--jobs'],
    [['--frames', '9-1'], '--frames'],
    [['--only', ' '], '--only'],
  ])('refuses %j as bad usage', async (args, field) => {
    await tokenOf(await license(['a.txt']));
    expect(await deliver(args)).toMatchObject({ exitCode: 2, error: { field } });
  });

  it.each(['1', '8'])('goes on where connections were cut, at whatever byte, with %s jobs', async (jobs) => {
    const asset = await license(['big.bin', 'second.bin', ...FRAMES.map(PLATE)], 700_000);
    await tokenOf(asset);
    // Less than one file: of two that follow each other, one is cut.
    const cutting = await cuttingProxy(platform.url, () => Math.floor(Math.random() * 600_000));
    try {
      expect(await deliver(['--jobs', jobs], cutting.url)).toMatchObject({ exitCode: 0 });
      expect(cutting.cuts()).toBeGreaterThan(0);
    } finally {
      cutting.server.close();
      cutting.server.closeAllConnections();
    }
    for (const [path, content] of asset.contents)
      expect((await readFile(join(out, path))).equals(content)).toBe(true);
  });

  it.each(['sh010', 'sh010/plate.1001.exr', '.lanran-delivery.parts', '.lanran-delivery.json'])(
    'writes nothing through a symbolic link at %s',
    async (name) => {
      await tokenOf(await license(FRAMES.map(PLATE)));
      const elsewhere = join(folder, 'elsewhere');
      await mkdir(elsewhere);
      await mkdir(dirname(join(out, name)), { recursive: true });
      await symlink(name.endsWith('.json') ? join(elsewhere, 'absent') : elsewhere, join(out, name));
      const answer = await deliver();
      expect(answer).toMatchObject({ exitCode: 1, error: { code: 'SYMBOLIC_LINK' } });
      expect(answer.error?.message).toContain(name);
      expect(await readdir(elsewhere)).toEqual([]);
    },
  );

  it('says that the disk is full, and goes on when there is room', async (context) => {
    const disk = mountSmallDisk(1_000_000);
    if (disk === null) return context.skip('no right to mount a small disk');
    try {
      out = join(disk.path, 'plates');
      await tokenOf(await license(['a.bin', 'b.bin', 'c.bin'], 600_000));
      const full = await deliver(['--jobs', '1']);
      expect(full).toMatchObject({ exitCode: 1, error: { code: 'DISK_FULL' } });
      expect(full.error?.message).toMatch(/is full: \d+ bytes are needed, \d+ are free\. Free some/);
      execFileSync('mount', ['-o', 'remount,size=8000000', disk.path]);
      expect(await deliver()).toMatchObject({ exitCode: 0 });
    } finally {
      disk.unmount();
    }
  });

  it('goes on with the part that a killed delivery left, of any length', async () => {
    const asset = await license(['big.bin'], 500_000);
    await tokenOf(asset);
    const content = asset.contents.get('big.bin') ?? Buffer.alloc(0);
    const sha256 = createHash('sha256').update(content).digest('hex');
    for (const length of [0, 1, 250_000, 499_999, 500_000, 600_000]) {
      await rm(out, { recursive: true, force: true });
      await deliver(['--only', '*.bin']);
      await rm(join(out, 'big.bin'));
      const part = (await DeliveryFolder.open(out)).partOf({ path: 'big.bin', sha256 });
      await mkdir(join(out, '.lanran-delivery.parts'));
      await writeFile(part, Buffer.concat([content, content]).subarray(0, length));
      expect(await deliver()).toMatchObject({ exitCode: 0 });
      expect((await readFile(join(out, 'big.bin'))).equals(content)).toBe(true);
    }
  });

  it.each(['1', '8'])('brings files whose names end as parts do, with %s jobs', async (jobs) => {
    const asset = await license(['a.exr', 'a.exr.part', 'b/c', 'b/c.part', 'b/c.part.part']);
    await tokenOf(asset);
    for (let times = 0; times < 2; times += 1) {
      expect(await deliver(['--jobs', jobs])).toMatchObject({ exitCode: 0 });
      for (const [path, content] of asset.contents)
        expect((await readFile(join(out, path))).equals(content)).toBe(true);
      // What is whole already is no part of what is not.
      await rm(join(out, 'a.exr'));
    }
    expect(await readdir(out)).not.toContain('.lanran-delivery.parts');
  });

  it('removes the part of a file that has other content since', async () => {
    const asset = await license(['a.txt']);
    await tokenOf(asset);
    const parts = join(out, '.lanran-delivery.parts');
    await mkdir(parts, { recursive: true });
    await writeFile(join(parts, 'f'.repeat(64)), 'of an earlier version');
    expect(await deliver()).toMatchObject({ exitCode: 0 });
    await expect(access(parts)).rejects.toThrow();
  });

  it('never writes over what lies there and is something else', async () => {
    const asset = await license(['a.txt', 'b.txt']);
    await tokenOf(asset);
    await deliver(['--only', 'b.txt']);
    await writeFile(join(out, 'a.txt'), 'mine');
    expect(await deliver()).toMatchObject({ exitCode: 1, error: { code: 'FILE_EXISTS' } });
    expect(await readFile(join(out, 'a.txt'), 'utf8')).toBe('mine');
  });

  it('writes no file at the place of its own record, nor into what is no folder', async () => {
    for (const path of ['.lanran-delivery.parts/a', '.lanran-delivery.json']) {
      await tokenOf(await license([path, 'b.txt']));
      expect(await deliver()).toMatchObject({ exitCode: 1, error: { code: 'PATH_RESERVED' } });
    }
    expect(await deliver(['--only', 'b.txt'])).toMatchObject({ exitCode: 0 });
    await rm(out, { recursive: true });
    await writeFile(out, 'a file');
    expect(await deliver()).toMatchObject({ exitCode: 2, error: { field: '--out' } });
  });

  it('refuses a second delivery into a folder while one writes there', async () => {
    await tokenOf(await license(['a.txt']));
    await mkdir(out);
    const lock = await FolderLock.acquire(out);
    try {
      expect(await deliver()).toMatchObject({ exitCode: 1, error: { code: 'FOLDER_IN_USE' } });
    } finally {
      await lock.release();
    }
    expect(await deliver()).toMatchObject({ exitCode: 0 });
  });

  it('waits for a platform that starts again where it is told to, and goes on', async () => {
    const asset = await license(['plate.exr']);
    await tokenOf(asset);
    const proxy = await restartingProxy(platform.url, 3);
    try {
      expect(await deliver([], proxy.url)).toMatchObject({ exitCode: 1, error: { code: 'UNREACHABLE' } });
      const waited = await deliver(['--wait', '30'], proxy.url);
      expect(waited).toMatchObject({ exitCode: 0, files: [{ path: 'plate.exr' }] });
      expect(waited.stderr).toContain('Waiting for it, at most 30 s.');
    } finally {
      await proxy.close();
    }
    const wrong = await deliver(['--wait', 'long']);
    expect(wrong).toMatchObject({ exitCode: 2, error: { field: '--wait' } });
  });

  it('has a message for a file that holds no token', async () => {
    await tokenOf(await license(['a.txt']));
    await writeFile(join(folder, 'token'), 'two\nlines');
    expect(await deliver()).toMatchObject({ exitCode: 2, error: { field: '--token-file' } });
    await writeFile(join(folder, 'token'), 'nonsense');
    expect(await deliver()).toMatchObject({ exitCode: 1, error: { code: 'DELIVERY_TOKEN_REFUSED' } });
  });

  describe('when a license has ended', () => {
    it('says so, and leaves what lies there unless it is told to purge', async () => {
      const asset = await license(['a.txt', 'deep/er/b.txt']);
      await tokenOf(asset);
      await deliver();
      await writeFile(join(out, 'own.txt'), 'mine');
      platform.liveLicenses.delete(asset.licenseId);
      platform.downloads.forgetKept();
      expect(await deliver()).toMatchObject({ exitCode: 1, error: { code: 'FORBIDDEN' } });
      expect(await delivered()).toHaveLength(3);
      const answer = await deliver(['--purge']);
      expect(answer.exitCode).toBe(1);
      expect(answer.purged?.map(({ path }) => path)).toEqual(['a.txt', 'deep/er/b.txt']);
      expect(await delivered()).toEqual(['own.txt']);
      await expect(access(join(out, 'deep'))).rejects.toThrow();
      expect((await deliver(['--purge'])).purged).toEqual([]);
    });

    it('purges neither what was changed since nor what it did not write, and reports the former', async () => {
      const asset = await license(['a.txt', 'b.txt', 'c.txt']);
      await tokenOf(asset);
      // Somebody brought the same file by other ways.
      await deliver(['--only', 'a.txt']);
      await rm(join(out, '.lanran-delivery.json'));
      await deliver();
      await truncate(join(out, 'b.txt'), 10);
      platform.liveLicenses.delete(asset.licenseId);
      const answer = await deliver(['--purge']);
      expect(answer.purged?.map(({ path }) => path)).toEqual(['c.txt']);
      expect(answer.changed?.map(({ path }) => path)).toEqual(['b.txt']);
      expect(await delivered()).toEqual(['a.txt', 'b.txt']);
    });

    it('purges nothing while the platform projects licenses or assets anew, and goes on after that', async () => {
      const asset = await license(['a.txt']);
      await tokenOf(asset);
      await deliver();
      const projected = platform.licenses.splice(0);
      platform.downloads.forgetKept();
      expect(await deliver(['--purge'])).toMatchObject({ exitCode: 1, error: { code: 'UNAVAILABLE' } });
      platform.licenses.push(...projected);
      const stored = platform.assets.get(asset.assetId);
      platform.assets.delete(asset.assetId);
      expect(await deliver(['--purge'])).toMatchObject({ exitCode: 1, error: { code: 'UNAVAILABLE' } });
      if (stored !== undefined) platform.assets.set(asset.assetId, stored);
      expect(await deliver(['--purge'])).toMatchObject({ exitCode: 0, purged: [] });
      expect(await delivered()).toEqual(['a.txt']);
    });

    it('purges where the chain says that the license is another’s', async () => {
      const asset = await license(['a.txt']);
      await tokenOf(asset);
      await deliver();
      platform.licenses.splice(0);
      platform.movedLicenses.set(asset.licenseId, MUSEUM);
      expect((await deliver(['--purge'])).purged).toHaveLength(1);
    });

    it('purges nothing of an asset that is restricted now', async () => {
      const asset = await license(['a.txt']);
      await tokenOf(asset);
      await deliver();
      const stored = platform.assets.get(asset.assetId);
      if (stored === undefined) throw new Error('it is not stored');
      platform.assets.set(asset.assetId, {
        ...stored,
        metadata: { ...stored.metadata, access: 'RESTRICTED' },
      });
      expect(await deliver()).toMatchObject({ exitCode: 1, error: { code: 'ASSET_RESTRICTED' } });
      expect((await deliver(['--purge'])).purged).toEqual([]);
      expect(await delivered()).toEqual(['a.txt']);
    });

    it('purges no file that another brought and that has the name of a part', async () => {
      const asset = await license(['a.txt']);
      await tokenOf(asset);
      await deliver();
      await writeFile(join(out, 'a.txt.part'), 'mine');
      const sha256 = createHash('sha256')
        .update(asset.contents.get('a.txt') ?? '')
        .digest('hex');
      const part = (await DeliveryFolder.open(out)).partOf({ path: 'a.txt', sha256 });
      await mkdir(join(out, '.lanran-delivery.parts'));
      await writeFile(part, 'half');
      platform.liveLicenses.delete(asset.licenseId);
      expect((await deliver(['--purge'])).purged).toHaveLength(1);
      expect(await delivered()).toEqual(['a.txt.part']);
      await expect(access(part)).rejects.toThrow();
    });

    it('goes on with the other licenses of the token', async () => {
      const [ended, other] = [await license(['plate.exr']), await license(['plate.exr'])];
      await tokenOf(ended, other);
      await deliver();
      expect(await delivered()).toHaveLength(2);
      platform.liveLicenses.delete(ended.licenseId);
      expect(await deliver()).toMatchObject({ exitCode: 0 });
      expect(await delivered()).toHaveLength(2);
      const answer = await deliver(['--purge']);
      expect(answer.exitCode).toBe(0);
      expect(answer.purged?.map(({ path }) => path)).toEqual([`${ended.assetId.slice(2, 18)}/plate.exr`]);
      expect(await delivered()).toEqual([`${other.assetId.slice(2, 18)}/plate.exr`]);
    });

    it('names it first, whether files of others are asked for or none fits', async () => {
      const [ended, other] = [await license(['plate.dat']), await license(['plate.exr'])];
      await tokenOf(ended, other);
      platform.liveLicenses.delete(ended.licenseId);
      const some = await deliver();
      expect(some.exitCode).toBe(0);
      const [closed] = some.closed ?? [];
      expect(some.stderr.split('\n')[0]).toBe(closed?.message);
      const { error } = await deliver(['--only', '*.dat']);
      expect(error?.code).toBe('NOTHING_SELECTED');
      expect(error?.message.startsWith(`${closed?.message} None of the 1 files fits`)).toBe(true);
    });

    it('keeps the files that another license of the token opens', async () => {
      const asset = await license(['plate.exr']);
      const again = licenseIdFrom(serial++);
      platform.licenses.push({ id: again, licensee: STUDIO, assetId: asset.assetId });
      platform.liveLicenses.add(again);
      await tokenOf(asset, { ...asset, licenseId: again });
      await deliver();
      platform.liveLicenses.delete(asset.licenseId);
      expect(await deliver(['--purge'])).toMatchObject({ exitCode: 0, purged: [] });
      expect(await delivered()).toEqual(['plate.exr']);
      platform.liveLicenses.delete(again);
      expect((await deliver(['--purge'])).purged).toHaveLength(1);
    });
  });
});

/** Passes requests on once it has broken off so many, for each address, as while the platform is not there. */
async function restartingProxy(target: string, times: number) {
  const refused = new Map<string, number>();
  const server: Server = createServer((incoming, outgoing) => {
    const { method, headers, url = '/' } = incoming;
    const before = refused.get(url) ?? 0;
    if (before < times) {
      refused.set(url, before + 1);
      return void incoming.socket.destroy();
    }
    const passed = request(new URL(url, target), { method, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 500, response.headers);
      response.pipe(outgoing);
    });
    incoming.pipe(passed);
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Passes requests on, and cuts each answer after so many bytes, every second time not at all. */
async function cuttingProxy(target: string, bytesBeforeCut: () => number) {
  let requests = 0;
  let cuts = 0;
  const server: Server = createServer((incoming, outgoing) => {
    requests += 1;
    const isWhole = requests % 2 === 0 || incoming.url?.startsWith('/delivery?') === true;
    let left = isWhole ? Infinity : bytesBeforeCut();
    const { method, headers, url } = incoming;
    const passed = request(new URL(url ?? '/', target), { method, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 500, response.headers);
      response.on('data', (piece: Buffer) => {
        if (left <= 0) return;
        outgoing.write(piece.subarray(0, left));
        left -= piece.length;
        if (left > 0) return;
        cuts += 1;
        outgoing.socket?.end(() => outgoing.destroy());
      });
      response.on('end', () => outgoing.end());
    });
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    server,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cuts: () => cuts,
  };
}
