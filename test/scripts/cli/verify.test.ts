import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, mkdtemp, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { utf8 } from '@lanran/protocol/kernel/bytes';
import { checkAgreementText } from '@lanran/protocol/licensing/agreement-check';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { parseHeader } from '@lanran/protocol/chain/contract-state';
import { formatBundle } from '@lanran/protocol/proofs/bundle';
import { buildTrust, formatTrustFile } from '@lanran/protocol/log/trust';
import { generateNoteKey } from '@lanran/protocol/log/note';
import { originOf } from '@lanran/protocol/log/checkpoint';
import { parseLogId } from '@lanran/protocol/kernel/ids';
import { parseStatement } from '@lanran/protocol/log/statement';
import { buildCase, type Case } from '../../protocol/bundles.ts';
import { lanran, lanranJson } from '../command-line.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const BACK = new Uint8Array([1, 2, 3]);
const FRONT = new Uint8Array(2_000_000).fill(7);

interface Checked {
  readonly name: string;
  readonly status: string;
  readonly reason: string;
}

describe('lanran verify', () => {
  let root: string;
  let sample: Case;
  let text: string;
  let folder: string;
  let bundle: string;
  let trust: string;
  beforeAll(async () => {
    root = await temporaryFolder();
    sample = await buildCase();
    const { format: _, ...parts } = sample.bundle;
    text = formatBundle(parts);
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(root, 'license-'));
    bundle = join(folder, 'license-5.lanran.json');
    trust = join(root, 'trust.json');
    await mkdir(join(folder, 'media'));
    await writeFile(join(folder, 'media/back.tif'), BACK);
    await writeFile(join(folder, 'media/front.tif'), FRONT);
    await writeFile(bundle, text);
    await writeFile(trust, formatTrustFile(sample.known.trust));
  });

  const check = async (...args: string[]) => {
    const { exitCode, document } = await lanranJson(['verify', ...args]);
    const checks = document['checks'] as Checked[];
    const named = (status: string) => checks.filter((one) => one.status === status).map(({ name }) => name);
    return { exitCode, ok: document['ok'], failed: named('fail'), unknown: named('unknown'), checks };
  };

  it('accepts a folder whose files are the published ones', async () => {
    expect(await check(folder, '--trust', trust)).toMatchObject({
      exitCode: 0,
      ok: true,
      failed: [],
      unknown: ['membership', 'anchor', 'block', 'witness', 'license', 'consent', 'undisputed'],
    });
  });

  it('prints each check and what is unknown for people', async () => {
    const { exitCode, stdout } = await lanran(['verify', folder, '--trust', trust]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/✓ pass {4}inclusion: .+/);
    expect(stdout).toContain(
      'nothing is wrong; unknown: membership, anchor, block, witness, license, consent, undisputed',
    );
  });

  describe('with a license agreement in the package', () => {
    const agreement: LicenseAgreement = {
      ...checkAgreementText(utf8('Film license'), 'license.txt'),
      name: { en: 'Film license', zh: '影视许可协议' },
    };
    const write = async (content: string, name = 'agreement.txt') => {
      await mkdir(join(folder, 'license'));
      await writeFile(join(folder, 'license', name), content);
    };
    const statusIn = (checks: readonly Checked[]) => checks.find(({ name }) => name === 'agreement')?.status;

    it('names it, and compares the text with the one that was signed', async () => {
      const { bundle: signed } = await buildCase({ agreement });
      await writeFile(bundle, formatBundle(signed));
      const { stdout } = await lanran(['verify', bundle, '--api', 'https://lanran.example/']);
      expect(stdout).toContain(`read it at https://lanran.example/agreements/${agreement.sha256}\n`);
      expect(stdout).toContain(
        `Film license · 影视许可协议 (text/plain, 12 bytes, sha256 ${agreement.sha256})`,
      );
      expect(statusIn((await check(folder)).checks)).toBeUndefined();
      await write('Film license');
      const whole = await check(folder);
      expect([whole.exitCode, statusIn(whole.checks)]).toEqual([0, 'pass']);
      await writeFile(join(folder, 'license/agreement.txt'), 'Film License');
      expect(await check(folder)).toMatchObject({ exitCode: 1, failed: ['agreement'] });
    });

    it('refuses a text where none was signed', async () => {
      await write('Film license');
      expect(await check(folder)).toMatchObject({ exitCode: 1, failed: ['agreement'] });
    });

    it('takes it for no published file, and any other file beside it for one', async () => {
      await write('Film license', 'other.txt');
      expect(await check(folder)).toMatchObject({ exitCode: 1, failed: ['files'] });
    });
  });

  it('finds the bundle beside or around a single file, even when the file was renamed', async () => {
    await rename(join(folder, 'media/back.tif'), join(folder, 'renamed.tif'));
    const { exitCode, checks } = await check(join(folder, 'renamed.tif'));
    expect(exitCode).toBe(0);
    expect(checks.find(({ name }) => name === 'files')?.reason).toContain('1 of 2');
  });

  it('takes the bundle it is given', async () => {
    const elsewhere = join(root, 'elsewhere.bin');
    await writeFile(elsewhere, BACK);
    expect(await check(elsewhere, '--bundle', bundle)).toMatchObject({ exitCode: 0, failed: [] });
  });

  it('fails the check `files` for any changed byte of a file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(FRONT.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Uint8Array.from(FRONT);
        damaged[at] = (damaged[at] ?? 0) ^ change;
        await writeFile(join(folder, 'media/front.tif'), damaged);
        expect(await check(folder, '--trust', trust)).toMatchObject({
          exitCode: 1,
          ok: false,
          failed: ['files'],
        });
      }),
      { numRuns: 8 },
    );
  });

  it('fails the check `files` for a changed single file beside its bundle', async () => {
    const file = join(folder, 'back.tif');
    await writeFile(file, new Uint8Array([1, 2, 4]));
    const { exitCode, failed, checks } = await check(file);
    expect({ exitCode, failed }).toEqual({ exitCode: 1, failed: ['files'] });
    expect(checks.find(({ name }) => name === 'files')?.reason).toContain(
      'media/back.tif differs: its sha256',
    );
  });

  it('fails for a file that was not published', async () => {
    await writeFile(join(folder, 'extra.tif'), 'extra');
    expect(await check(folder)).toMatchObject({ exitCode: 1, failed: ['files'] });
  });

  it('fails a named check for any changed byte of the bundle', async () => {
    // Without the witness's line: of a witness whose key the verifier was not given, it knows nothing, wrong or right.
    const { format: _, checkpoint, ...parts } = sample.bundle;
    const own = `${checkpoint.split('\n').slice(0, -2).join('\n')}\n`;
    const bytes = Buffer.from(formatBundle({ ...parts, checkpoint: own }));
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Buffer.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ change;
        await writeFile(bundle, damaged);
        const { exitCode, failed } = await check(folder, '--trust', trust);
        expect(exitCode).toBe(1);
        expect(failed.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  it("fails the check `log identity` with another installation's trust file", async () => {
    const logId = parseLogId(`0x${'77'.repeat(32)}`);
    const { chainId, contracts } = sample.known.trust;
    const other = buildTrust({
      logId,
      checkpointKey: generateNoteKey(originOf(logId)).vkey,
      chainId,
      contracts,
    });
    await writeFile(trust, formatTrustFile(other));
    expect(await check(folder, '--trust', trust)).toMatchObject({ exitCode: 1, failed: ['log identity'] });
  });

  it('accepts nothing unknown when strict, and all of it once chain and witness are known', async () => {
    const [witness = ''] = sample.known.witnesses;
    expect(await check(folder, '--trust', trust, '--strict')).toMatchObject({
      exitCode: 1,
      failed: [],
      unknown: ['membership', 'anchor', 'block', 'witness', 'license', 'consent', 'undisputed'],
    });
    const node = await startNode(sample);
    try {
      const all = ['--trust', trust, '--rpc', node.url, '--witness', witness];
      expect(await check(folder, ...all, '--strict')).toMatchObject({
        exitCode: 0,
        ok: true,
        failed: [],
        unknown: [],
      });
      await node.revoke();
      expect(await check(bundle, ...all)).toMatchObject({ exitCode: 1, failed: ['license'] });
      await node.forget();
      expect(await check(folder, ...all)).toMatchObject({
        exitCode: 1,
        failed: ['block', 'license', 'consent', 'undisputed'],
      });
    } finally {
      await node.close();
    }
  });

  it('fails where the node has another block of that number', async () => {
    const node = await startNode(sample);
    try {
      const all = ['--trust', trust, '--rpc', node.url];
      await node.forget();
      expect(await check(folder, ...all)).toMatchObject({
        exitCode: 1,
        failed: ['block', 'consent', 'undisputed'],
      });
    } finally {
      await node.close();
    }
  });

  it('says so when the node of the chain does not answer', async () => {
    const { exitCode, document } = await lanranJson(['verify', folder, '--rpc', 'http://127.0.0.1:9']);
    expect({ exitCode, document }).toMatchObject({
      exitCode: 1,
      document: { error: { code: 'RPC_UNREACHABLE' } },
    });
  });

  it('asks for a bundle where there is none, and for the right one where there are two', async () => {
    const alone = join(await mkdtemp(join(root, 'alone-')), 'file.tif');
    await writeFile(alone, BACK);
    expect(await lanranJson(['verify', alone])).toMatchObject({
      exitCode: 1,
      document: { error: { code: 'NO_BUNDLE' } },
    });
    expect(await lanranJson(['verify', dirname(alone)])).toMatchObject({
      exitCode: 1,
      document: { error: { code: 'NO_BUNDLE' } },
    });
    await writeFile(join(folder, 'second.lanran.json'), await readFile(bundle));
    expect(await lanranJson(['verify', folder])).toMatchObject({
      exitCode: 2,
      document: { error: { field: '--bundle' } },
    });
  });

  it('leaves unknown what a statement of a later version’s kind proves, and does not take it when strict', async () => {
    const { kind } = parseStatement({ ...sample.bundle.statement, kind: 'lent' });
    const { format: _, ...later } = (await buildCase({ statement: { kind } })).bundle;
    await writeFile(bundle, formatBundle(later));
    const judged = ['files', 'signature', 'membership', 'license'];
    expect(await check(folder, '--trust', trust)).toMatchObject({
      exitCode: 0,
      failed: [],
      unknown: expect.arrayContaining(judged),
    });
    expect(await check(folder, '--trust', trust, '--strict')).toMatchObject({ exitCode: 1 });
    const { stdout } = await lanran(['verify', folder, '--trust', trust]);
    expect(stdout).toContain('a statement of the kind “lent”, which this version doesn’t know');
    expect(stdout).not.toMatch(/^license /m);
  });

  it('fails the check `format` for a bundle that is none', async () => {
    await writeFile(bundle, '{}');
    expect(await check(bundle)).toMatchObject({ exitCode: 1, failed: ['format'] });
  });
});

/** A node of the chain that knows the bundle's blocks and one license; after `forget` it names others in their place. */
async function startNode({ bundle: { anchor, license, sale } }: Case) {
  let record: string = license?.storageProof[0]?.value ?? ZERO;
  const headers = [anchor?.header, sale?.header, sale?.consent?.header].flatMap((header) => header ?? []);
  let hashes = new Map<bigint, string>(
    headers.map((header) => parseHeader(header)).map(({ number, hash }) => [number, hash]),
  );
  const server: Server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const part of request) body += String(part);
      const { id, method, params } = JSON.parse(body) as { id: number; method: string; params: unknown[] };
      const results: Readonly<Record<string, unknown>> = {
        eth_chainId: `0x${BigInt(anchor?.chainId ?? 0).toString(16)}`,
        eth_getStorageAt: record,
      };
      const number = /^0x/.test(String(params[0])) ? BigInt(String(params[0])) : 17n;
      const hash = hashes.get(number) ?? `0x${'ff'.repeat(32)}`;
      const result = results[method] ?? { ...BLOCK, number: `0x${number.toString(16)}`, hash };
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ jsonrpc: '2.0', id, result }));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    revoke: async () => void (record = `0x${(BigInt(record) | (1n << 80n)).toString(16).padStart(64, '0')}`),
    forget: async () => void (hashes = new Map()),
    close: async () => {
      server.closeAllConnections();
      await close();
    },
  };
}

const ZERO = `0x${'00'.repeat(32)}`;
const BLOCK = {
  number: '0x11',
  parentHash: ZERO,
  timestamp: '0x1',
  nonce: '0x0000000000000000',
  difficulty: '0x0',
  gasLimit: '0x1',
  gasUsed: '0x0',
  miner: `0x${'00'.repeat(20)}`,
  extraData: '0x',
  transactions: [],
  baseFeePerGas: '0x0',
};
