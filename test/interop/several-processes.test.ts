import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from '@lanran/sdk/accounts/connect';
import { createDraft, findDraft } from '@lanran/sdk/publishing/publishing';
import { Wallet } from 'ethers';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { readDemoAccount } from '../../scripts/seed/accounts.ts';
import { lanranJson } from '../scripts/command-line.ts';
import type { OpenedStore } from '../embedded/content-store/behavior.ts';
import type { StoreUnderTest } from '../embedded/document-store/under-test.ts';
import { type Account, type CommandOutcome, Installation } from '../support/installation.ts';
import { environment, type PlatformProcess, startPlatform } from '../support/platform-process.ts';
import { findFerretDb, startFerretDb } from './ferretdb.ts';
import { findKubo, startKubo } from './kubo.ts';
import { startNginx } from './nginx.ts';
import { findProgram } from './programs.ts';

const MINUTES = 60_000;
const KILLS = 10;
const LONGER_THAN_A_LEASE_MS = 12_000;
const PERMITTED = ['--media', 'streaming', '--territory', 'WORLD'];
const WISH = ['--media', 'streaming', '--territory', 'FR', '--from', '2027-01-01', '--to', '2027-12-31'];

const ferretDb = findFerretDb();
const kubo = findKubo();
const nginx = findProgram('nginx', 'nginx-light');
if (ferretDb === null) process.stderr.write('SKIPPED: several processes on FerretDB; none was found.\n');

const Leaves = z.array(z.object({ statement: z.object({ kind: z.string() }) }));
const Secrets = z.object({ chainSecret: z.string(), deployerKey: z.string() });
const Sold = z.object({
  assetId: z.string(),
  licenseId: z.string(),
  name: z.string(),
  content: z.instanceof(Buffer),
});

/** Three processes of one platform behind nginx, whose stores are servers of their own. The acts follow each other. */
describe.skipIf(ferretDb === null || kubo === null || nginx === null)(
  'three processes of a platform behind nginx',
  () => {
    const here = Installation.forSuite();
    const sold: z.infer<typeof Sold>[] = [];
    const processes: PlatformProcess[] = [];
    /** By the size of each checkpoint that was seen. */
    const roots = new Map<string, string>();
    let database: StoreUnderTest;
    let node: OpenedStore;
    let chain: { readonly url: string; stop(): Promise<void> };
    let balancer: { stop(): Promise<void> };
    let ports: number[] = [];
    let publicUrl = '';
    let secret = '';

    beforeAll(async () => {
      database = await startFerretDb(ferretDb ?? '');
      node = await startKubo(kubo ?? '');
      await here.start();
      const target = ['--documents', new URL('lanran', database.uri).href, '--files', node.url];
      const moved = await here.lanran('move', ...target);
      if (moved.exitCode !== 0) throw new Error(JSON.stringify(moved));
      await here.platform.end('SIGTERM');
      await rename(join(here.dataDir, 'chain'), here.path('chain'));
      const text = await readFile(join(here.dataDir, 'secrets.json'), 'utf8');
      const { chainSecret, deployerKey } = Secrets.parse(JSON.parse(text));
      secret = chainSecret;
      chain = await startOwnChain(here.path('chain'), secret, new Wallet(deployerKey).address);
      const [front = 0, ...rest] = await freePorts(4);
      ports = rest;
      publicUrl = `http://127.0.0.1:${front}`;
      balancer = await startNginx(nginx ?? '', { folder: here.path('nginx'), port: front, processes: ports });
      // The first start on the other servers ends the move.
      processes[0] = await start(0, 4 * MINUTES);
      await Promise.all([1, 2].map(async (at) => (processes[at] = await start(at))));
    }, 8 * MINUTES);
    afterAll(async () => {
      await Promise.all(processes.map((each) => each.end('SIGTERM')));
      await balancer.stop();
      await chain.stop();
      await database.stop();
      await node.stop();
    });

    /** The first holds the data directory; the others join. */
    async function start(at: number, readyWithinMs = 60_000): Promise<PlatformProcess> {
      const servers = {
        MONGODB_URI: new URL('lanran', database.uri).href,
        IPFS_API_URL: node.url,
        CHAIN_RPC_URL: chain.url,
        CHAIN_RPC_SECRET: secret,
      };
      return startPlatform({
        distDir: inject('distDir'),
        dataDir: here.dataDir,
        readyWithinMs,
        env: {
          PORT: String(ports[at]),
          LANRAN_PUBLIC_URL: publicUrl,
          LANRAN_TRUST_PROXY: 'loopback',
          ...(at === 0 ? servers : { LANRAN_JOIN: '1' }),
        },
      });
    }

    async function as(account: Account, ...args: readonly string[]): Promise<CommandOutcome> {
      const env = { ...here.commandEnvironment(), LANRAN_API: publicUrl };
      return lanranJson([...args, '--key-file', here.keyFile(account)], env);
    }

    /** As a person does who sees that it failed. */
    async function untilDone(account: Account, ...args: readonly string[]): Promise<Record<string, unknown>> {
      let last: unknown = null;
      for (let attempt = 0; attempt < 20; attempt++) {
        const outcome = await as(account, ...args).catch((error: unknown) => ({ exitCode: 1, error }));
        if ('document' in outcome && outcome.exitCode === 0) return outcome.document;
        last = outcome;
        await delay(500);
      }
      throw new Error(`${args.join(' ')}: ${JSON.stringify(last)}`);
    }

    /** Publishes, permits, offers, buys and fetches one asset. */
    async function sell(name: string): Promise<void> {
      const content = randomBytes(1_500_000);
      await writeFile(here.path(name), content);
      const words = ['--kind', 'pattern', '--title', name, '--access', 'licensed'];
      const published = await untilDone('institution', 'publish', here.path(name), ...words);
      const assetId = z.string().parse(published['assetId']);
      const terms = [...PERMITTED, '--until', '2028-12-31', '--share-bps', '2000'];
      await untilDone('council', 'consent', assetId, ...terms);
      const dates = ['--from', new Date().toISOString().slice(0, 10), '--to', '2028-12-31'];
      await untilDone('institution', 'offer', assetId, ...PERMITTED, ...dates, '--price', '12 TCNY');
      const bought = await untilDone('studio', 'license', assetId, ...WISH);
      const licenseId = z.string().parse(bought['licenseId']);
      sold.push({ assetId, licenseId, name, content });
      await fetchFile(licenseId, name, content);
    }

    async function fetchFile(licenseId: string, name: string, content: Buffer): Promise<void> {
      const out = here.path(`package-${licenseId.slice(0, 12)}`);
      await rm(out, { recursive: true, force: true });
      await untilDone('studio', 'download', licenseId, '--out', out);
      expect((await readFile(join(out, 'data', name))).equals(content)).toBe(true);
    }

    const checkpoint = async (at: number) =>
      (
        await (
          await fetch(`${processes[at]?.url ?? ''}/log/checkpoint`, { signal: AbortSignal.timeout(5_000) })
        ).text()
      ).split('\n\n')[0] ?? '';

    it('publishes, sells and delivers through all', { timeout: 5 * MINUTES }, async () => {
      await Promise.all(['one.bin', 'two.bin', 'three.bin'].map((name) => sell(name)));
    });

    it('goes on with an upload at another process', { timeout: 2 * MINUTES }, async () => {
      const content = randomBytes(3_000_000);
      const { api, token } = await connect(publicUrl, readDemoAccount(here.dataDir, 'institution'));
      const { me } = await api.request({
        query: '{ me { memberships { organization { id } } } }',
        answer: z.object({
          me: z.object({ memberships: z.array(z.object({ organization: z.object({ id: z.string() }) })) }),
        }),
      });
      const draftId = await createDraft(api, {
        organizationId: me.memberships[0]?.organization.id ?? '',
        kind: 'PATTERN',
        access: 'LICENSED',
        title: { en: 'In parts' },
      } as never);
      const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
      const words = { draft: draftId, path: 'parted.bin' };
      const announced = await fetch(`${processes[0]?.url ?? ''}/uploads`, {
        method: 'POST',
        headers: {
          ...headers,
          'upload-length': String(content.length),
          'upload-metadata': metadataOf(words),
        },
      });
      expect(announced.status).toBe(201);
      const id = announced.headers.get('location')?.split('/').at(-1) ?? '';
      const parts = [
        content.subarray(0, 1_200_000),
        content.subarray(1_200_000, 2_500_000),
        content.subarray(2_500_000),
      ];
      let offset = 0;
      for (const [at, part] of parts.entries()) {
        const url = `${processes[(at + 1) % 3]?.url ?? ''}/uploads/${id}`;
        const asked = await fetch(url, { method: 'HEAD', headers });
        expect(asked.headers.get('upload-offset')).toBe(String(offset));
        const type = 'application/offset+octet-stream';
        const sent = await fetch(url, {
          method: 'PATCH',
          headers: { ...headers, 'upload-offset': String(offset), 'content-type': type },
          body: part,
        });
        expect(sent.status, await sent.text()).toBe(204);
        offset += part.length;
      }
      const draft = await findDraft(api, draftId);
      const sha256 = createHash('sha256').update(content).digest('hex');
      expect(draft).toMatchObject({ files: [{ path: 'parted.bin', sha256 }] });
    });

    it(
      `loses, doubles and forks nothing, though one is killed ${KILLS} times`,
      { timeout: 20 * MINUTES },
      async () => {
        let [rounds, kills] = [0, 0];
        const lane = async () => {
          while (kills < KILLS) await sell(`round-${rounds++}.bin`);
        };
        const selling = Promise.all([lane(), lane()]);
        const watching = watchCheckpoints(() => kills < KILLS);
        for (; kills < KILLS; kills++) {
          await delay(1_000 + Math.random() * 3_000);
          const at = Math.floor(Math.random() * 3);
          await processes[at]?.end('SIGKILL');
          processes[at] = await start(at);
        }
        await Promise.all([selling, watching]);
        expect(rounds).toBeGreaterThan(1);
        await expectWhole();
      },
    );

    it('goes on while one stands still, which then takes part again', { timeout: 5 * MINUTES }, async () => {
      for (const { pid } of [...processes]) {
        let isFrozen = true;
        const selling = sell(`frozen-${pid}.bin`);
        const watching = watchCheckpoints(() => isFrozen);
        await delay(500);
        process.kill(pid, 'SIGSTOP');
        await delay(LONGER_THAN_A_LEASE_MS);
        process.kill(pid, 'SIGCONT');
        await selling;
        isFrozen = false;
        await watching;
      }
      await expectWhole();
    });

    /** No two checkpoints of a size have different roots, whichever process signed them. */
    async function watchCheckpoints(goesOn: () => boolean): Promise<void> {
      while (goesOn()) {
        for (const at of [0, 1, 2]) {
          const note = await checkpoint(at).catch(() => '');
          const [, size, root] = note.split('\n');
          if (size !== undefined && root !== undefined) expect(roots.get(size) ?? root).toBe(root);
          if (size !== undefined && root !== undefined) roots.set(size, root);
        }
        await delay(100);
      }
    }

    /** Kinds of the statements about an asset, in the order of the log. */
    async function kindsOf(assetId: string): Promise<string[]> {
      const client = await MongoClient.connect(database.uri);
      try {
        const leaves = client.db('lanran').collection('leaves').find({ assetId }).sort({ _id: 1 });
        return Leaves.parse(await leaves.toArray()).map(({ statement }) => statement.kind);
      } finally {
        await client.close();
      }
    }

    /** What was sold is in the log once, proven, held once and delivered; all processes sign one log. */
    async function expectWhole(): Promise<void> {
      const trust = here.path('trust.json');
      await writeFile(trust, await (await fetch(`${publicUrl}/log/trust.json`)).text());
      for (const { assetId } of sold) {
        const bundle = here.path('proof.lanran.json');
        await rm(bundle, { force: true });
        await untilDone('auditor', 'proof', assetId, '--out', bundle);
        expect(await here.lanranHere('verify', bundle, '--trust', trust)).toMatchObject({ exitCode: 0 });
        // An offer may be made twice by who did not hear that it was made.
        const once = (await kindsOf(assetId)).filter((kind) => kind !== 'offered');
        expect(once).toEqual(['published', 'consented', 'licensed']);
      }
      for (const { licenseId, name, content } of sold) await fetchFile(licenseId, name, content);
      const licenses = sold.map(({ licenseId }) => licenseId);
      expect(new Set(licenses).size).toBe(licenses.length);
      const notes = await Promise.all([0, 1, 2].map(checkpoint));
      expect(new Set(notes).size).toBe(1);
    }
  },
);

function metadataOf(words: Readonly<Record<string, string>>): string {
  return Object.entries(words)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',');
}

/** The embedded chain as a server of its own. */
async function startOwnChain(dataDir: string, secret: string, deployer: string) {
  const child: ChildProcess = spawn(process.execPath, [join(inject('distDir'), 'chain.js')], {
    env: environment({ DATA_DIR: dataDir, PORT: '0', SECRET: secret, DEPLOYER: deployer }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const port = await new Promise<number>((resolve, reject) => {
    let said = '';
    void exited.then(() => reject(new Error('The chain ended.')));
    child.stdout?.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const found = /"port":(\d+)/.exec(said)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
