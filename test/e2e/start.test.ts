import { readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { parse } from 'graphql';
import { beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { z } from 'zod';
import { type CommandOutcome, Installation } from '../support/installation.ts';
import { readMetric } from '../support/metrics.ts';
import { occupyDirectory, occupyPort } from '../support/occupied-port.ts';
import { NotStartedError, startPlatform } from '../support/platform-process.ts';
import { isRunning } from '../support/processes.ts';
import { writeScan } from '../support/scans.ts';

const State = z.object({ ok: z.boolean(), reason: z.string().optional() });
const Readiness = z.object({
  status: z.string(),
  services: z.object({ documents: State, files: State, chain: State }),
  vault: State,
});

describe('npm start', () => {
  const here = Installation.forSuite();
  beforeAll(async () => {
    await writeScan(here.path('scan.tif'), { width: 400, height: 300 });
  });

  async function readiness() {
    const response = await here.get('/readyz');
    return { code: response.status, ...Readiness.parse(await response.json()) };
  }

  const metric = (name: string) => readMetric(here.platform.url, name);

  /** How a start ends that is refused. */
  async function refusal(dataDir: string, env: Record<string, string> = {}) {
    const start = startPlatform({ distDir: inject('distDir'), dataDir, env, readyWithinMs: 20_000 });
    const error = await start.then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof NotStartedError)) throw new Error('The start was not refused.', { cause: error });
    return error.ending;
  }

  it('is ready again when it was started before, with its three services below it', async () => {
    const platform = await here.start();

    expect([...platform.services().keys()].sort()).toEqual(['chain', 'content-store', 'document-store']);
    expect(await readiness()).toMatchObject({ code: 200, status: 'ready' });
  });

  it('gives metrics of its stores and of the memory of all of its processes', async () => {
    await vi.waitUntil(async () => (await metric('lanran_process_memory_bytes')).size === 4, {
      timeout: 20_000,
      interval: 200,
    });
    const memory = await metric('lanran_process_memory_bytes');
    const labels = ['platform', 'chain', 'content-store', 'document-store'].map(
      (name) => `process="${name}"`,
    );
    expect([...memory.keys()].sort()).toEqual(labels.sort());
    for (const bytes of memory.values()) expect(bytes).toBeGreaterThan(2 ** 20);
    const [limit = 0] = (await metric('lanran_memory_limit_bytes')).values();
    expect(limit).toBeGreaterThan([...memory.values()].reduce((sum, bytes) => sum + bytes));
    expect([...(await metric('lanran_store_up')).values()]).toEqual([1, 1, 1]);
    expect([...(await metric('lanran_scrape_failed')).values()].filter((failed) => failed !== 0)).toEqual([]);
    expect([...(await metric('lanran_checkpoint_refused')).values()]).toEqual([0]);
  });

  it.each([
    ['documents', 'document-store'],
    ['files', 'content-store'],
    ['chain', 'chain'],
  ])('tells in its metrics, soon, that the store of %s is frozen', async (store, name) => {
    const frozen = here.platform.serviceId(name);
    process.kill(frozen, 'SIGSTOP');
    try {
      const askedAt = performance.now();
      const up = await metric('lanran_store_up');
      expect(performance.now() - askedAt).toBeLessThan(5_000);
      for (const [label, value] of up)
        expect([label, value]).toEqual([label, label === `store="${store}"` ? 0 : 1]);
      expect(up.size).toBe(3);
    } finally {
      process.kill(frozen, 'SIGCONT');
    }
    await vi.waitUntil(async () => (await readiness()).code === 200, { timeout: 30_000, interval: 100 });
    expect(here.platform.serviceId(name)).toBe(frozen);
  });

  it('serves the types of api/schema.graphql, which the build gives no other names', async () => {
    const { definitions } = parse(
      await readFile(join(import.meta.dirname, '../../api/schema.graphql'), 'utf8'),
    );
    const written = definitions.flatMap((node) => ('name' in node ? [node.name.value] : []));
    const { __schema: told } = z
      .object({ __schema: z.object({ types: z.array(z.object({ name: z.string() })) }) })
      .parse(await here.ask('{ __schema { types { name } } }'));

    expect(told.types.map(({ name }) => name)).toEqual(expect.arrayContaining(written));
  });

  it('gives the demo accounts’ keys but the operator’s to this machine, and no link for the two offices, which are held', async () => {
    const { demoAccounts, deployment } = z
      .object({
        demoAccounts: z.array(
          z.object({ name: z.string(), organization: z.object({ slug: z.string() }).nullable() }),
        ),
        deployment: z.object({ accreditor: z.string(), operator: z.string() }),
      })
      .parse(
        await here.ask('{ demoAccounts { name organization { slug } } deployment { accreditor operator } }'),
      );
    expect(demoAccounts).toContainEqual({
      name: 'institution',
      organization: { slug: 'demo-qingshui-museum' },
    });
    expect(demoAccounts.map(({ name }) => name)).not.toContain('operator');
    expect(deployment.accreditor).toMatch(/^0x/);
    expect(deployment.operator).toMatch(/^0x/);
    expect(await here.as('operator', 'fixity', 'status')).toMatchObject({ exitCode: 0 });
    expect(here.platform.said).not.toContain('first-start');
  });

  it('refuses a second start on the same data directory, naming who has it and what to do', async () => {
    const { code, stderr } = await refusal(here.dataDir);

    expect(code).toBe(1);
    expect(stderr).toContain(`${here.dataDir} is in use by process ${here.platform.pid}`);
    expect(stderr).toContain('LANRAN_DATA_DIR');
    expect(await readiness()).toMatchObject({ status: 'ready' });
  });

  it('refuses a port in use, naming it and what to do, and leaves nothing behind', async () => {
    const { port } = new URL(here.platform.url);
    const { code, stderr } = await refusal(here.path('other'), { PORT: port });

    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^Port ${port} is in use .*PORT=`));
    expect(await readdir(here.path('other'))).toEqual([]);
  });

  it.each([
    ['PORT', 'eighty'],
    ['LANRAN_DEMO', 'maybe'],
    ['LANRAN_ACCREDITOR', '0x12'],
    ['LANRAN_OPERATOR', '0x12'],
    ['LOG_LEVEL', 'loud'],
    ['LANRAN_ANCHOR_SECONDS', '-1'],
  ])('refuses an environment where %s is %s, by name and at once', async (name, value) => {
    const { code, stdout, stderr } = await refusal(here.path('other'), { [name]: value });

    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^ *${name} `, 'm'));
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
  });

  describe('when a backing service is killed and stays away', () => {
    let asset = '';
    const publish = (title: string) =>
      here.as('institution', 'publish', here.path('scan.tif'), '--kind', 'pattern', '--title', title);
    const consent = () => {
      const terms = [
        '--media',
        'game',
        '--territory',
        'WORLD',
        '--until',
        '2030-12-31',
        '--share-bps',
        '900',
      ];
      return here.as('council', 'consent', asset, ...terms);
    };

    it.each<['documents' | 'files' | 'chain', string, () => Promise<CommandOutcome>]>([
      ['documents', 'document-store', () => publish('Fern')],
      ['files', 'content-store', () => publish('Bird')],
      ['chain', 'chain', consent],
    ])(
      'names the %s, refuses acts that need them and changes nothing, and starts the service again',
      async (service, name, act) => {
        const { mongoUri, ipfsApiUrl, chainRpcUrl } = await here.services();
        const address = { documents: mongoUri, files: ipfsApiUrl, chain: chainRpcUrl }[service];
        const leaves = await here.leafCount();
        const killed = here.platform.serviceId(name);
        process.kill(killed, 'SIGKILL');
        const release = await (service === 'documents'
          ? occupyDirectory(join(here.dataDir, 'document-store'))
          : occupyPort(Number(new URL(address).port)));
        try {
          // An answer may be a second old, and the next one waits up to 5 s for the documents.
          await vi.waitUntil(async () => (await readiness()).code === 503, {
            timeout: 15_000,
            interval: 100,
          });
          const { services } = await readiness();
          expect(services[service]).toEqual({ ok: false, reason: expect.stringMatching(/./) });
          expect((await metric('lanran_store_up')).get(`store="${service}"`)).toBe(0);
          expect(Object.values(services).filter(({ ok }) => ok)).toHaveLength(2);

          const refused = await act();
          expect(refused).toMatchObject({ exitCode: 1, document: { error: { code: 'UNAVAILABLE' } } });
          expect(refused.document['error']).toMatchObject({
            message: expect.stringContaining(`The ${service} service does not answer`),
          });
        } finally {
          await release();
        }
        await vi.waitUntil(async () => (await readiness()).code === 200, { timeout: 30_000, interval: 100 });
        expect(here.platform.serviceId(name)).not.toBe(killed);
        expect(await here.leafCount()).toBe(leaves);

        const repeated = await act();
        expect(repeated.exitCode).toBe(0);
        expect(await here.leafCount()).toBe(leaves + 1);
        asset = z.string().catch(asset).parse(repeated.document['assetId']);
      },
    );
  });

  it('leaves no service behind when it is killed, and can be started again at once', async () => {
    const left = [...here.platform.services().values()];
    const leaves = await here.leafCount();
    await here.platform.end('SIGKILL');

    await here.start();

    expect(await here.leafCount()).toBe(leaves);
    await vi.waitUntil(() => !left.some(isRunning), { timeout: 5_000, interval: 50 });
  });

  it('ends within 5 s of SIGTERM with all its services, though a request is under way', async () => {
    const services = [...here.platform.services().values()];
    const socket = connect(Number(new URL(here.platform.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n');
    socket.write('content-length: 1000\r\n\r\n{');
    await here.get('/healthz');

    const asked = performance.now();
    const { code, signal } = await here.platform.end('SIGTERM');

    expect(performance.now() - asked).toBeLessThan(5_000);
    expect({ code, signal }).toEqual({ code: 0, signal: null });
    expect(services).toHaveLength(3);
    expect(services.filter(isRunning)).toEqual([]);
    socket.destroy();
  });

  it('ends with all its services also when one of them can not end by itself', async () => {
    await here.start();
    const services = here.platform.services();
    // Everything that wants its documents waits for it.
    process.kill(here.platform.serviceId('document-store'), 'SIGSTOP');

    const asked = performance.now();
    await here.platform.end('SIGTERM');

    expect(performance.now() - asked).toBeLessThan(7_000);
    await vi.waitUntil(() => ![...services.values()].some(isRunning), { timeout: 2_000, interval: 20 });
  });

  it('ends in order by Ctrl-C, which a terminal sends to all processes of the group', async () => {
    await here.start({}, { ownGroup: true });
    const services = [...here.platform.services().values()];

    process.kill(-here.platform.pid, 'SIGINT');
    const { code, stderr } = await here.platform.ended();

    expect(code).toBe(0);
    expect(stderr).not.toContain('the backing service ended');
    expect(services.filter(isRunning)).toEqual([]);
  });
});
