import { execFileSync } from 'node:child_process';
import { ALL_RIGHTS } from '@lanran/protocol/licensing/rights';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { termsToJson } from '@lanran/protocol/licensing/terms-json';
import { formatBundle, parseBundle } from '@lanran/protocol/proofs/bundle';
import { statementHash } from '@lanran/protocol/log/statement';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import type { Platform } from '@lanran/sdk/kernel/session';
import { keySigner } from '@lanran/sdk/kernel/signer';
import { downloadPackage } from '../../../../sdk/node/packages/package-download.ts';
import type { PackageOrder } from '../../../../sdk/node/packages/package-parts.ts';
import { verifyPackage } from '../../../../sdk/node/packages/verify-package.ts';
import { filled } from '../../../protocol/builders.ts';
import { buildPackage, PAYLOAD } from '../../../protocol/packages/sample.ts';
import { mountSmallDisk } from '../../../support/small-disk.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const SLOW = 'media/front.tif';

describe('downloading a package', () => {
  let server: Server;
  let order: Omit<PackageOrder, 'out'>;
  let out: string;
  /** Cuts the second file off after so many bytes. */
  let cutAt: number | null = null;
  let requests: string[] = [];
  beforeAll(async () => {
    const { parts, sample, text } = await buildPackage();
    const bundle = parseBundle(text);
    const party = (slug: string) => ({ id: organizationIdOf(slug), slug, name: { en: slug } });
    const files = parts.files.map(({ sha256 }, at) => ({
      sha256,
      digests: at === 0 ? { md5: '5289df737df57326fcdd22597afb1fac', c4: `c4${'1'.repeat(88)}` } : null,
    }));
    const license = {
      terms: JSON.stringify(termsToJson(parts.facts.terms)),
      holder: party('museum'),
      licensee: party('studio'),
      soldAt: '2026-11-28T00:00:00Z',
      transaction: `0x${'ab'.repeat(32)}`,
      asset: { holder: party('heir') },
      versions: [
        { version: { version: 1, title: { en: 'Pleated skirt', zh: '百褶裙' }, creditLine: null, files } },
      ],
    };
    server = createServer((request, response) => {
      void answer(request, response, { license });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const apiUrl = `http://127.0.0.1:${port}`;
    const { trust } = sample.known;
    const platform: Platform = {
      apiUrl,
      api: new GraphqlClient(apiUrl),
      deployment: {
        logId: trust.logId,
        origin: trust.origin,
        checkpointKey: trust.checkpointKey,
        chainId: BigInt(trust.chainId),
        contracts: new Map([
          ...Object.entries(trust.contracts),
          ['LicenseToken', parseAddress(`0x${'a3'.repeat(20)}`)],
        ]),
        canBatch: true,
        rights: ALL_RIGHTS,
        currencies: [{ symbol: 'TCNY', decimals: 2, kind: 'TEST', address: parts.facts.terms.token }],
      },
      signer: keySigner(filled(0x11)),
      safe: null,
      token: 'session',
    };
    order = {
      platform,
      licenseId: parts.facts.licenseId,
      version: 1,
      isSold: true,
      proof: { text, bundle },
      licenseProof: null,
      labels: 'Labels\n',
      attachments: [],
      agreement: null,
      jobs: 2,
      onBegin: () => undefined,
    };
    expect(statementHash(bundle.statement)).toBe(parts.facts.version.statementHash);
  });
  afterAll(() => void server.close());
  beforeEach(async () => {
    out = join(await temporaryFolder(), 'package');
    cutAt = null;
    requests = [];
  });

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    { license }: { readonly license: unknown },
  ): Promise<void> {
    const index = /^\/files\/0x[0-9a-f]+\.1\.(\d)$/.exec(request.url ?? '')?.[1];
    if (index === undefined) {
      await textOf(request);
      response.end(JSON.stringify({ data: { license } }));
      return;
    }
    const [path = '', bytes = new Uint8Array(0)] = [...PAYLOAD][Number(index)] ?? [];
    const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    requests.push(`${path} ${start}`);
    const rest = bytes.subarray(start);
    response.writeHead(start > 0 ? 206 : 200, { 'content-length': rest.length });
    if (path !== SLOW || cutAt === null) return void response.end(rest);
    response.write(rest.subarray(0, cutAt), () => response.destroy());
  }

  const download = async (folder = out) => downloadPackage({ ...order, out: folder });
  const contents = async () => {
    const entries = await readdir(out, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    return new Map(
      await Promise.all(files.sort().map(async (path) => [path, await readFile(path, 'hex')] as const)),
    );
  };

  it('writes payload, documents, tag files and history, and nothing of its own stays', async () => {
    expect(await download()).toMatchObject({ wasWhole: false, proof: { isEarlier: false } });
    expect(
      [...(await contents()).keys()]
        .map((path) => path.slice(out.length + 1))
        .filter((path) => !path.endsWith('.mhl')),
    ).toEqual([
      'ascmhl/ascmhl_chain.xml',
      'bag-info.txt',
      'bagit.txt',
      'data/media/back.tif',
      'data/media/front.tif',
      'license/odrl.json',
      'license/receipt.json',
      'manifest-sha256.txt',
      'provenance/LABELS-AND-CREDIT.txt',
      `provenance/license-${order.licenseId}.lanran.json`,
      'provenance/trust.json',
      'tagmanifest-sha256.txt',
    ]);
  });

  it('names who sold the license as paid, not who holds the asset now', async () => {
    await download();
    const receipt: unknown = JSON.parse(await readFile(join(out, 'license/receipt.json'), 'utf8'));
    expect(receipt).toMatchObject({ paidTo: [{ payee: 'HOLDER', slug: 'museum' }, {}, {}] });
    expect(await readFile(join(out, 'bag-info.txt'), 'utf8')).toContain('Source-Organization: museum\n');
  });

  it('has no file in its proof that was taken down before it came', async () => {
    const { bundle, text } = order.proof;
    const later = { ...bundle, files: bundle.files.slice(1) };
    const proofPath = join(out, 'provenance', `license-${order.licenseId}.lanran.json`);
    await mkdir(join(out, 'provenance'), { recursive: true });
    await writeFile(proofPath, text);
    await writeFile(
      join(out, '.lanran-download.json'),
      JSON.stringify({ licenseId: order.licenseId, version: order.version }),
    );
    await downloadPackage({ ...order, out, proof: { text: formatBundle(later), bundle: later } });
    expect(existsSync(join(out, 'data/media/back.tif'))).toBe(false);
    const listed = parseBundle(await readFile(proofPath, 'utf8')).files.map(({ entry }) => entry.path);
    expect(listed).toEqual(['media/front.tif']);
  });

  it('is no bag while a file is missing, and goes on where it was cut off', async () => {
    cutAt = 1_000_000;
    const broken = download().catch((error: unknown) => error);
    await expect
      .poll(() => requests.filter((each) => each.startsWith(SLOW)).length, { timeout: 20_000 })
      .toBeGreaterThan(1);
    expect(existsSync(join(out, 'bagit.txt'))).toBe(false);
    cutAt = null;
    expect(await broken).toMatchObject({ wasWhole: false });
    expect(requests.filter((each) => each.startsWith(SLOW)).at(-1)).toMatch(/ [1-9]\d+$/);
  });

  it('goes on after it was killed anywhere, whatever that left', async () => {
    await download();
    const whole = await contents();
    await rm(join(out, 'bagit.txt'));
    await writeFile(
      join(out, '.lanran-download.json'),
      JSON.stringify({ licenseId: order.licenseId, version: 1 }),
    );
    await writeFile(join(out, '.lanran-download.json.1.part'), '{');
    await writeFile(join(out, 'bagit.txt.1.part'), 'Bag');
    await writeFile(join(out, 'license/receipt.json.1.part'), '{');
    await mkdir(join(out, '.lanran-download.parts'));
    await writeFile(join(out, '.lanran-download.parts/0'), Buffer.from([1]));
    await rm(join(out, 'data/media/back.tif'));
    expect(await download()).toMatchObject({ wasWhole: false });
    const again = await contents();
    const lasting = (files: ReadonlyMap<string, string>) =>
      [...files].filter(([path]) => !/ascmhl|bag-info|tagmanifest/.test(path));
    expect(lasting(again)).toEqual(lasting(whole));
    expect(again.size).toBe(whole.size);
  });

  it('leaves a whole package as it is, and fetches what is missing of it', async () => {
    await download();
    const whole = await contents();
    await rm(join(out, 'data/media/back.tif'));
    expect(await download()).toMatchObject({ wasWhole: true, fetched: 1, rewritten: [] });
    expect(await contents()).toEqual(whole);
  });

  const isHistory = (name: string) => name.startsWith('0001_');
  const verified = async () => {
    const use = { on: 20_790, today: 20_790, territories: null, media: null };
    const question = { folder: out, known: {}, use, isFull: false, proof: null, onFile: () => undefined };
    const { checks } = await verifyPackage(question);
    return checks.filter(({ status }) => status === 'fail');
  };

  it.each([
    ['the history', 'ascmhl'],
    ['a generation', 'ascmhl/GENERATION'],
    ['a paper', 'license/certificate.pdf'],
    ['a file of the bag', 'bag-info.txt'],
    ['the declaration of the bag', 'bagit.txt'],
    ['the tag manifest', 'tagmanifest-sha256.txt'],
    ['the manifest', 'manifest-sha256.txt'],
    ['the sheet of labels', 'provenance/LABELS-AND-CREDIT.txt'],
  ])('writes %s of a whole package again where it is gone', async (_, name) => {
    const attachments = [{ name: 'certificate.pdf', content: Buffer.from('%PDF-1.7 first') }];
    await downloadPackage({ ...order, attachments, out });
    const [generation = ''] = (await readdir(join(out, 'ascmhl'))).filter(isHistory);
    await rm(join(out, name.replace('GENERATION', generation)), { recursive: true });
    expect(await verified()).not.toEqual([]);
    // Printed anew, a paper has other bytes.
    const again = [{ name: 'certificate.pdf', content: Buffer.from('%PDF-1.7 second') }];
    const done = await downloadPackage({ ...order, attachments: again, out });
    expect(done).toMatchObject({ wasWhole: true, fetched: 0 });
    expect(done.rewritten.join(' ')).toContain(name.replace('/GENERATION', ''));
    expect(await verified()).toEqual([]);
    expect(await downloadPackage({ ...order, attachments: again, out })).toMatchObject({ rewritten: [] });
  });

  it('writes nothing that contradicts a later generation, and says what is missing', async () => {
    const attachments = [{ name: 'certificate.pdf', content: Buffer.from('%PDF-1.7 first') }];
    await downloadPackage({ ...order, attachments, out });
    await writeFile(join(out, 'ascmhl/0002_farm_2026-12-01_000000Z.mhl'), '<hashlist/>');
    await rm(join(out, 'license/receipt.json'));
    await rm(join(out, 'license/certificate.pdf'));
    const before = await contents();
    const again = [{ name: 'certificate.pdf', content: Buffer.from('%PDF-1.7 second') }];
    await expect(downloadPackage({ ...order, attachments: again, out })).rejects.toMatchObject({
      code: 'PACKAGE_CHANGED',
      message: expect.stringContaining('license/certificate.pdf'),
    });
    expect(await contents()).toEqual(before);
  });

  it.each(['data/media/back.tif', 'data/media', 'license'])(
    'refuses a symbolic link in the place of %s',
    async (name) => {
      await download();
      await rename(join(out, name), `${out}-elsewhere`);
      await symlink(`${out}-elsewhere`, join(out, name));
      await expect(download()).rejects.toMatchObject({
        code: 'SYMBOLIC_LINK',
        message: expect.stringContaining(name),
      });
    },
  );

  it('tells of a file that it fetches, and of none that lies there', async () => {
    await download();
    await rm(join(out, 'data/media/back.tif'));
    const begun: string[] = [];
    await downloadPackage({ ...order, out, onBegin: ({ entry }) => void begun.push(entry.path) });
    expect(begun).toEqual(['media/back.tif']);
  });

  it('refuses a folder in which another download writes', async () => {
    const outcomes = await Promise.allSettled([download(), download()]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'FOLDER_IN_USE' },
    });
  });

  it.each([
    ['files of an earlier version', 'license-0x1.lanran.json', 'PLAIN_DOWNLOAD'],
    ['other files', 'holiday.jpg', 'FOLDER_NOT_EMPTY'],
    ['another bag', 'bagit.txt', 'OTHER_PACKAGE'],
  ])('refuses a folder with %s, and leaves it as it is', async (_, name, code) => {
    await mkdir(out);
    await writeFile(join(out, name), 'x');
    await expect(download()).rejects.toMatchObject({ code });
    expect(await readdir(out)).toEqual([name]);
  });

  it('says that the disk is full, names nothing that is not whole, and goes on', async (context) => {
    const disk = mountSmallDisk(1_500_000);
    if (disk === null) return context.skip('no right to mount a small disk');
    try {
      out = join(disk.path, 'package');
      await expect(download()).rejects.toMatchObject({
        code: 'DISK_FULL',
        message: expect.stringContaining(out),
      });
      const found = await readdir(out, { recursive: true });
      expect(found).not.toContain('bagit.txt');
      expect(found).not.toContain('data/media/front.tif');
      execFileSync('mount', ['-o', 'remount,size=8000000', disk.path]);
      expect(await download()).toMatchObject({ wasWhole: false });
      expect(requests.filter((each) => each.startsWith(SLOW)).at(-1)).toMatch(/ [1-9]\d*$/);
    } finally {
      disk.unmount();
    }
  });

  it('says that a file is no folder', async () => {
    await writeFile(out, 'PK');
    await expect(download()).rejects.toMatchObject({ advice: expect.stringContaining('is a file') });
  });

  it('refuses the package of another version', async () => {
    await download();
    await expect(downloadPackage({ ...order, version: 2, out })).rejects.toMatchObject({
      code: 'OTHER_PACKAGE',
      message: expect.stringContaining('version 1'),
    });
  });

  it('refuses other files in data/, which no bag may have', async () => {
    await download();
    await rm(join(out, 'bagit.txt'));
    await writeFile(
      join(out, '.lanran-download.json'),
      JSON.stringify({ licenseId: order.licenseId, version: 1 }),
    );
    await writeFile(join(out, 'data/stray.tif'), 'x');
    await expect(download()).rejects.toMatchObject({ message: expect.stringContaining('data/stray.tif') });
    expect(existsSync(join(out, 'bagit.txt'))).toBe(false);
  });
});
