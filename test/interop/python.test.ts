import { randomBytes } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Installation } from '../support/installation.ts';
import { findPython, PYTHON_PACKAGE } from './python.ts';

const TESTS = join(import.meta.dirname, 'python');
const WISH = ['--media', 'streaming', '--territory', 'FR', '--from', '2027-01-01', '--to', '2027-12-31'];
const Published = z.object({ assetId: z.string() });

const python = findPython();
afterAll(() => python?.remove());

describe.skipIf(python === null)('the Python package', () => {
  it('passes its own tests', async () => {
    const { exitCode, stderr } = await findRunner().run(['-m', 'unittest', 'discover', '-s', TESTS]);
    for (const line of stderr.match(/^.*SKIPPED.*$/gm) ?? []) process.stderr.write(`${line}\n`);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringMatching(/Ran \d{2,} tests/) });
  });

  it('is a manager by OpenAssetIO’s own suite', async (context) => {
    if (!(await hasModule('openassetio'))) context.skip('OpenAssetIO is not installed');
    const args = ['-m', 'openassetio.test.manager', '-f', join(TESTS, 'compliance.py')];
    const folder = here.path('compliance');
    await mkdir(folder);
    const suite = await findRunner().run(args, { COMPLIANCE_ROOT: folder, PYTHONPATH: TESTS });
    expect(suite).toEqual({
      exitCode: 0,
      stdout: expect.any(String),
      stderr: expect.stringMatching(/\bOK\b/),
    });
  });

  it('has types that hold', async (context) => {
    if (!(await hasModule('mypy'))) context.skip('mypy is not installed');
    const config = [
      '--config-file',
      join(PYTHON_PACKAGE, 'pyproject.toml'),
      '--cache-dir',
      here.path('mypy'),
    ];
    const checked = await findRunner().run(['-m', 'mypy', ...config, join(PYTHON_PACKAGE, 'lanran')]);
    expect(checked).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('no issues') });
  });

  const here = Installation.forSuite();
  const files = new Map([
    ['plates/plate.1001.exr', randomBytes(300_000)],
    ['plates/plate.1002.exr', randomBytes(200_000)],
    ['贵州/苗绣 100%.bin', randomBytes(60_000_000)],
  ]);
  let assetId = '';
  let licenseId = '';
  let tokenFile = '';
  let tokenId = '';

  function findRunner() {
    if (python === null) throw new Error('There is no Python.');
    return python;
  }

  async function hasModule(name: string): Promise<boolean> {
    return (await findRunner().run(['-c', `import ${name}`])).exitCode === 0;
  }

  async function lanran(...args: readonly string[]) {
    return findRunner().run(['-m', 'lanran', ...args, '--json'], here.commandEnvironment());
  }

  async function lanranDocument(...args: readonly string[]): Promise<unknown> {
    const { exitCode, stdout, stderr } = await lanran(...args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr });
    return JSON.parse(stdout);
  }

  async function requireDelivered(folder: string) {
    for (const [path, content] of files)
      expect((await readFile(join(folder, path))).equals(content), path).toBe(true);
  }

  /** The acts follow each other. */
  describe('beside a platform', () => {
    beforeAll(async () => {
      await here.start();
      const folder = here.path('shot');
      for (const [path, content] of files) {
        await mkdir(join(folder, path, '..'), { recursive: true });
        await writeFile(join(folder, path), content);
      }
      const title = ['--kind', 'film', '--title', 'Pythonic whirlpool'];
      const published = await here.hereAs('institution', 'publish', folder, ...title);
      expect(published).toMatchObject({ exitCode: 0 });
      ({ assetId } = Published.parse(published.document));
    }, 120_000);

    it('finds an asset by its words', async () => {
      const found = await lanranDocument('find', 'Pythonic whirlpool', '--kind', 'film');
      expect(found).toMatchObject({
        assets: [{ id: assetId, titleEn: 'Pythonic whirlpool', onSale: false }],
      });
    });

    it('says every reason for which a use is refused', async () => {
      const { exitCode, stdout } = await lanran(
        'quote',
        assetId,
        ...WISH,
        '--key-file',
        here.keyFile('studio'),
      );
      expect(exitCode).toBe(1);
      const answer: unknown = JSON.parse(stdout);
      expect(answer).toMatchObject({ ok: false, price: null, reasons: [{ code: expect.any(String) }, {}] });
    });

    it('asks for the use as a member, once however often it is repeated', async () => {
      const price = ['--price', '1200 TCNY', '--share-bps', '2000', '--message', 'A film about batik.'];
      const ask = ['request', assetId, ...WISH, ...price, '--key-file', here.keyFile('studio')];
      const first = await lanranDocument(...ask);
      const item = { assetId, state: 'ASKED', price: '1200 TCNY' };
      expect(first).toMatchObject({ requests: [{ kind: 'USE', items: [item] }] });
      expect(await lanranDocument(...ask)).toEqual(first);
    });

    it('refuses to ask as a guest', async () => {
      const { exitCode, stdout } = await lanran('request', assetId, '--message', 'Hello?');
      expect([exitCode, JSON.parse(stdout)]).toMatchObject([1, { error: { code: 'SIGN_IN_REQUIRED' } }]);
    });

    it('quotes the price of what is on offer', async () => {
      const use = ['--media', 'streaming', '--territory', 'WORLD'];
      const consent = ['consent', assetId, ...use, '--until', '2028-12-31', '--share-bps', '2000'];
      expect((await here.hereAs('council', ...consent)).exitCode).toBe(0);
      const today = new Date().toISOString().slice(0, 10);
      const offer = ['offer', assetId, ...use, '--from', today, '--to', '2028-12-31', '--price', '1200 TCNY'];
      expect((await here.hereAs('institution', ...offer)).exitCode).toBe(0);
      const quote = await lanranDocument('quote', assetId, ...WISH, '--key-file', here.keyFile('studio'));
      expect(quote).toMatchObject({ ok: true, price: '1200 TCNY', version: 1, reasons: [] });
    });

    it('delivers what a token opens, chosen by frames', async () => {
      const license = await here.hereAs('studio', 'license', assetId, ...WISH);
      ({ licenseId } = z.object({ licenseId: z.string() }).parse(license.document));
      const made = await here.hereAs('studio', 'token', 'create', licenseId, '--label', 'farm');
      const token = z.object({ id: z.string(), token: z.string() }).parse(made.document);
      tokenId = token.id;
      tokenFile = here.path('token');
      await writeFile(tokenFile, `${token.token}\n`, { mode: 0o600 });
      const chosen = ['--frames', '1002-1100', '--only', 'plates/**'];
      const some = await lanranDocument(
        'deliver',
        '--token-file',
        tokenFile,
        '--out',
        here.path('some'),
        ...chosen,
      );
      expect(some).toMatchObject({ fetched: 1, files: [{ path: 'plates/plate.1002.exr', frame: 1002 }] });
    });

    it('goes on after a kill in the middle', async () => {
      const out = here.path('out');
      const deliver = ['deliver', '--token-file', tokenFile, '--out', out];
      const killed = findRunner().begin(['-m', 'lanran', ...deliver], here.commandEnvironment());
      const part = join(out, '贵州/苗绣 100%.bin.part');
      await vi.waitFor(async () => expect((await stat(part)).size).toBeGreaterThan(0), {
        interval: 5,
        timeout: 20_000,
      });
      killed.interrupt();
      await killed.ended;
      expect(await lanranDocument(...deliver)).toMatchObject({ files: { length: files.size } });
      await requireDelivered(out);
      expect(await lanranDocument(...deliver)).toMatchObject({ fetched: 0 });
    });

    it('reads the package that the command line downloads', async () => {
      const out = here.path('package');
      expect(await here.hereAs('studio', 'download', licenseId, '--out', out)).toMatchObject({ exitCode: 0 });
      const day = ['--on', '2027-06-30'];
      const verified = await lanranDocument('verify', out, ...day, '--strict');
      expect(verified).toMatchObject({ ok: true });
      expect((await lanran('verify', out, '--on', '2028-01-01')).exitCode).toBe(1);
      const reference = `lanran://${assetId}@1/plates/plate.1001.exr`;
      const place = join(out, 'data/plates/plate.1001.exr');
      expect(await lanranDocument('resolve', reference, '--root', out)).toEqual({ path: place });
      await writeFile(place, (await readFile(place)).fill(0, 0, 1));
      expect((await lanran('verify', out, ...day)).exitCode).toBe(1);
    });

    it('resolves and checks what was delivered with the platform stopped', async () => {
      await here.platform.end('SIGTERM');
      const out = here.path('out');
      const reference = `lanran://${assetId}@1/${encodeURI('贵州/苗绣 100%.bin')}`;
      const place = join(out, '贵州/苗绣 100%.bin');
      expect(await lanranDocument('resolve', reference, '--root', out)).toEqual({ path: place });
      const day = ['--on', '2027-06-30'];
      expect(await lanranDocument('verify', out, ...day)).toMatchObject({ ok: true });
      await writeFile(place, Buffer.from(files.get('贵州/苗绣 100%.bin') ?? []).fill(0, 0, 1));
      const { exitCode, stdout } = await lanran('verify', out, ...day);
      expect([exitCode, JSON.parse(stdout)]).toMatchObject([
        1,
        { ok: false, checks: [{ status: 'fail' }, {}] },
      ]);
      await here.start();
    });

    it('is refused once the token is revoked', async () => {
      expect((await here.hereAs('studio', 'token', 'revoke', tokenId)).exitCode).toBe(0);
      const { exitCode, stdout } = await lanran(
        'deliver',
        '--token-file',
        tokenFile,
        '--out',
        here.path('late'),
      );
      expect([exitCode, JSON.parse(stdout)]).toMatchObject([
        1,
        { error: { code: 'DELIVERY_TOKEN_REFUSED' } },
      ]);
    });
  });
});
