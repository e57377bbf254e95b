import { createHash } from 'node:crypto';
import { copyFile, cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { buildTrust, formatTrustFile } from '@lanran/protocol/log/trust';
import { generateNoteKey } from '@lanran/protocol/log/note';
import { originOf } from '@lanran/protocol/log/checkpoint';
import { parseLogId, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { addVaultKey } from '../../scripts/start/secrets.ts';
import { type CommandOutcome, Installation } from '../support/installation.ts';
import { readKeys } from '../support/vault-secrets.ts';
import { writeScan } from '../support/scans.ts';

const WISH = ['--media', 'streaming', '--territory', 'FR,CN', '--from', '2027-01-01', '--to', '2027-12-31'];
const PERMITTED = ['--media', 'streaming', '--territory', 'WORLD'];
const MEBIBYTE = 1_048_576;

const Reasons = z.object({ reasons: z.array(z.object({ code: z.string() })) });
const Checks = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ name: z.string(), status: z.string() })),
});

function reasonsOf({ document }: CommandOutcome): string[] {
  return Reasons.parse(document).reasons.map(({ code }) => code);
}

function failedChecks({ document }: CommandOutcome): string[] {
  return Checks.parse(document)
    .checks.filter(({ status }) => status === 'fail')
    .map(({ name }) => name);
}

/** The acts follow each other, each on what the earlier ones left. */
describe('from a file to a verified license, by the command line alone', () => {
  const here = Installation.forSuite();
  let scan: string;
  let asset: string;
  let license: string;
  beforeAll(async () => {
    scan = here.path('scan.tif');
    await writeScan(scan, { width: 2800, height: 2500 });
    // What was encrypted before is rotated to it.
    addVaultKey(here.dataDir);
    await here.start({ LOG_LEVEL: 'trace' });
  });

  it('lets the institution publish a scan of 20 MB', async () => {
    expect((await stat(scan)).size).toBeGreaterThan(20 * MEBIBYTE);

    const outcome = await here.as(
      'institution',
      ...['publish', scan, '--kind', 'pattern', '--title', 'Whirlpool batik', '--title-zh', '蜡染涡纹'],
    );

    expect(outcome).toMatchObject({ exitCode: 0, document: { version: 1 } });
    expect(outcome.document['files']).toEqual([
      {
        path: 'scan.tif',
        bytes: (await stat(scan)).size,
        sha256: createHash('sha256')
          .update(await readFile(scan))
          .digest('hex'),
        cid: expect.stringMatching(/^baf/),
      },
    ]);
    asset = z.string().parse(outcome.document['assetId']);
  });

  it('refuses the studio while nobody consented and nothing is offered', async () => {
    const outcome = await here.as('studio', 'license', asset, ...WISH);

    expect(outcome).toMatchObject({ exitCode: 1, document: { error: { code: 'LICENSE_REFUSED' } } });
    expect(reasonsOf(outcome)).toEqual(expect.arrayContaining(['NO_CONSENT', 'NO_OFFER']));
  });

  it('refuses the studio by the contract once the council consented and nothing is offered', async () => {
    const terms = [...PERMITTED, '--until', '2028-12-31', '--share-bps', '2000'];
    expect(await here.as('council', 'consent', asset, ...terms)).toMatchObject({ exitCode: 0 });

    const outcome = await here.as('studio', 'license', asset, ...WISH);

    expect(outcome.exitCode).toBe(1);
    expect(reasonsOf(outcome)).toEqual(['NO_OFFER']);
  });

  it('sells the license that is offered and consented to', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const terms = [...PERMITTED, '--from', today, '--to', '2028-12-31', '--price', '1200 TCNY'];
    expect(await here.as('institution', 'offer', asset, ...terms)).toMatchObject({ exitCode: 0 });
    expect(await here.as('studio', 'quote', asset, ...WISH)).toMatchObject({
      exitCode: 0,
      document: { ok: true, price: '1200 TCNY' },
    });

    const outcome = await here.as('studio', 'license', asset, ...WISH);

    expect(outcome.exitCode).toBe(0);
    expect(outcome.document['transaction']).toMatch(/^0x[0-9a-f]{64}$/);
    license = z.string().parse(outcome.document['licenseId']);
  });

  it('gives the licensee the file byte for byte, and nobody else', async () => {
    const outcome = await here.as('studio', 'download', license, '--out', here.path('package'));
    const refused = await here.as('auditor', 'download', license, '--out', here.path('stolen'));

    expect(outcome.exitCode).toBe(0);
    const [published, downloaded] = await Promise.all(
      [scan, here.path('package/data/scan.tif')].map((path) => readFile(path)),
    );
    expect(downloaded?.equals(published ?? Buffer.alloc(0))).toBe(true);
    expect(refused.exitCode).toBe(1);
    await expect(stat(here.path('stolen/data/scan.tif'))).rejects.toThrow('ENOENT');
  });

  it('gives a machine the same by a token, until the studio ends it', async () => {
    const made = await here.as('studio', 'token', 'create', license, '--label', 'render farm');
    const { token, id } = z.object({ token: z.string(), id: z.string() }).parse(made.document);
    await writeFile(here.path('token'), token, { mode: 0o600 });
    const fetchAll = (out: string) =>
      here.lanran('deliver', '--token-file', here.path('token'), '--out', here.path(out));
    expect(await fetchAll('farm')).toMatchObject({
      exitCode: 0,
      document: { files: [{ path: 'scan.tif' }] },
    });
    const [published, delivered] = await Promise.all(
      [scan, here.path('farm/scan.tif')].map((path) => readFile(path)),
    );
    expect(delivered?.equals(published ?? Buffer.alloc(0))).toBe(true);
    expect(await here.as('studio', 'token', 'revoke', id)).toMatchObject({ exitCode: 0 });
    expect(await fetchAll('late')).toMatchObject({
      exitCode: 1,
      document: { error: { code: 'DELIVERY_TOKEN_REFUSED' } },
    });
  });

  it('writes no key of the vault or of a file into its log or metrics, also while keys are rotated', async () => {
    const rotated = await here.hereAs('accreditor', 'vault', 'rotate');
    expect(rotated).toMatchObject({ exitCode: 0 });
    expect(rotated.document['files']).toBeGreaterThan(0);
    const metrics = async () => (await here.get('/metrics')).text();
    const isDone = async () => /^lanran_job_behind\{job="vault"\} 0$/m.test(await metrics());
    await vi.waitUntil(isDone, { timeout: 30_000, interval: 200 });

    const secrets = await readKeys(here.dataDir);

    expect(secrets.length).toBeGreaterThan(10);
    const told = [here.platform.log, here.platform.said, await metrics()].join('\n');
    expect(here.platform.log).toMatch(/uploads/);
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  });

  describe('with the platform stopped', () => {
    const bundle = 'scan.lanran.json';
    let trust: string;
    let proof: string;
    beforeAll(async () => {
      proof = here.path(`proof/${bundle}`);
      trust = here.path('trust.json');
      await mkdir(here.path('proof'));
      await copyFile(here.path('package/data/scan.tif'), here.path('proof/scan.tif'));
      expect(await here.as('auditor', 'proof', asset, '--out', proof)).toMatchObject({ exitCode: 0 });
      await writeFile(trust, await (await here.get('/log/trust.json')).text());
      await here.platform.end('SIGTERM');
    });

    /** A copy of the auditor's folder with one byte of one file changed. */
    async function withByteChanged(file: string, position: (size: number) => number): Promise<string> {
      const folder = here.path('tampered');
      await cp(here.path('proof'), folder, { recursive: true, force: true });
      const bytes = await readFile(join(folder, file));
      const at = position(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ 0x01;
      await writeFile(join(folder, file), bytes);
      return folder;
    }

    it.each(['package', 'proof'])('verifies the %s', async (folder) => {
      const outcome = await here.lanran('verify', here.path(folder), '--trust', trust);

      expect(outcome).toMatchObject({ exitCode: 0, document: { ok: true } });
      const named = Checks.parse(outcome.document).checks.map(({ name, status }) => `${name}: ${status}`);
      expect(named).toEqual(
        expect.arrayContaining([
          'files: pass',
          'signature: pass',
          'inclusion: pass',
          'checkpoint: pass',
          'log identity: pass',
          // Nobody is left to say that the block is the chain's.
          'anchor: unknown',
          'block: unknown',
        ]),
      );
    });

    it.each<[string, (size: number) => number]>([
      ['first', () => 0],
      ['middle', (size) => Math.floor(size / 2)],
      ['last', (size) => size - 1],
    ])('names the check `files` when the %s byte of the file was changed', async (_, position) => {
      const folder = await withByteChanged('scan.tif', position);

      const outcome = await here.lanran('verify', folder, '--trust', trust);

      expect(outcome.exitCode).toBe(1);
      expect(failedChecks(outcome)).toEqual(['files']);
    });

    it.each([0, 0.1, 0.23, 0.37, 0.5, 0.62, 0.78, 0.9, 1])(
      'names the check when the byte %d of the way through the bundle was changed',
      async (share) => {
        const folder = await withByteChanged(bundle, (size) => Math.floor((size - 1) * share));

        const outcome = await here.lanran('verify', join(folder, bundle), '--trust', trust);

        expect(outcome.exitCode).toBe(1);
        expect(failedChecks(outcome)).not.toEqual([]);
      },
    );

    it('names the check `log identity` with the trust file of another installation', async () => {
      const logId = parseLogId(randomBytes32());
      const other = here.path('other-trust.json');
      const { vkey } = generateNoteKey(originOf(logId));
      const contracts = { ProvenanceLog: parseAddress(`0x${'11'.repeat(20)}`) };
      await writeFile(
        other,
        formatTrustFile(buildTrust({ logId, checkpointKey: vkey, chainId: '7', contracts })),
      );

      const outcome = await here.lanran('verify', here.path('proof'), '--trust', other);

      expect(outcome.exitCode).toBe(1);
      expect(failedChecks(outcome)).toContain('log identity');
    });
  });
});
