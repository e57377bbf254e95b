import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { parseTrust } from '@lanran/protocol/log/trust';
import { MemoryTree } from '@lanran/protocol/log/memory-tree';
import { leafHash, rootOfHashes } from '@lanran/protocol/log/merkle';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PublicLog } from '../../../api/log/http/log-router.ts';
import { MissingVaultKeyError, StorageFullError } from '@lanran/api/platform/kernel/errors';
import { sendRaw } from '../../support/raw-request.ts';
import { FilesPlatform } from './platform.ts';

const never = () => Promise.reject(new Error('not asked for here'));
const JSON_TYPE = { 'content-type': 'application/json' };
const LEAVES = Array.from({ length: 600 }, () => randomBytes(224));

/** A log of 600 leaves. */
const log: PublicLog = {
  checkpoint: async () => `lanran/test\n${LEAVES.length}\nroot\n`,
  tile: async (level, index, width) => {
    const span = 256 ** level;
    const first = index * 256;
    if ((first + width) * span > LEAVES.length) return null;
    const nodes = Array.from({ length: width }, (_, at) =>
      LEAVES.slice((first + at) * span, (first + at + 1) * span),
    );
    return Buffer.concat(nodes.map((leaves) => rootOfHashes(leaves.map(leafHash))));
  },
  leaves: async (first, count) => (first + count > LEAVES.length ? null : LEAVES.slice(first, first + count)),
};

/** Answers each call with its own method, and a batch in reverse, as JSON-RPC allows. */
const chain = createServer((request, response) => {
  void json(request).then((body) => {
    const answer = ({ id, method }: { id: number; method: string }) => ({
      jsonrpc: '2.0',
      id,
      result: method,
    });
    response.end(JSON.stringify(Array.isArray(body) ? body.map(answer).reverse() : answer(body as never)));
  });
});

let platform: FilesPlatform;
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => chain.listen(0, '127.0.0.1', resolve));
  platform = await FilesPlatform.start({
    app: {
      log,
      chainRpcUrl: `http://127.0.0.1:${(chain.address() as AddressInfo).port}`,
      mountGraphql: (app) => {
        app.get('/broken', () => {
          throw new TypeError('the password is hunter2');
        });
      },
    },
  });
  url = platform.url;
});
afterAll(async () => {
  chain.closeAllConnections();
  chain.close();
  await platform.close();
});

describe('/log', () => {
  it('serves the checkpoint as text that is asked for anew each time', async () => {
    const response = await fetch(`${url}/log/checkpoint`);
    expect(await response.text()).toBe(await log.checkpoint());
    expect(response.headers.get('Content-Type')).toContain('text/plain');
    expect(response.headers.get('Cache-Control')).toBe('no-cache');
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
  });

  it('serves tiles from which a client arrives at the root', async () => {
    const tile = async (path: string) => {
      const response = await fetch(`${url}/log/tile/${path}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('Cache-Control')).toContain('immutable');
      const bytes = Buffer.from(await response.arrayBuffer());
      return Array.from({ length: bytes.length / 32 }, (_, at) => bytes.subarray(at * 32, at * 32 + 32));
    };
    const hashes = [...(await tile('0/000')), ...(await tile('0/001')), ...(await tile('0/002.p/88'))];
    expect(Buffer.from(rootOfHashes(hashes))).toEqual(Buffer.from(new MemoryTree(LEAVES).root()));
    expect(await tile('1/000.p/2')).toEqual(
      [hashes.slice(0, 256), hashes.slice(256, 512)].map((half) => Buffer.from(rootOfHashes(half))),
    );
  });

  it('serves the leaves, each with its length before it', async () => {
    const bytes = Buffer.from(await (await fetch(`${url}/log/tile/entries/002.p/88`)).arrayBuffer());
    expect(bytes.length).toBe(88 * 226);
    expect(bytes.readUInt16BE(226)).toBe(224);
    expect(bytes.subarray(228, 452).equals(LEAVES[513] ?? Buffer.alloc(0))).toBe(true);
  });

  it.each(['0/002', '0/003', '1/000', '0/002.p/89', 'entries/002', '0/1', '0/..%2f..', '9999999/000'])(
    'knows no tile %s',
    async (path) => {
      expect((await fetch(`${url}/log/tile/${path}`)).status).toBe(404);
    },
  );

  it('serves a trust file that parses', async () => {
    const trust = parseTrust(await (await fetch(`${url}/log/trust.json`)).json());
    expect(trust.chainId).toBe('31337');
  });
});

describe('/rpc', () => {
  const call = (body: unknown) =>
    fetch(`${url}/rpc`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify(body),
    });
  const request = (id: number, method: string) => ({ jsonrpc: '2.0', id, method, params: [] });

  it('passes reads and raw transactions on', async () => {
    for (const method of ['eth_chainId', 'eth_getProof', 'eth_sendRawTransaction']) {
      expect(await (await call(request(7, method))).json()).toEqual({
        jsonrpc: '2.0',
        id: 7,
        result: method,
      });
    }
  });

  it.each([
    'hardhat_setBalance',
    'evm_mine',
    'eth_sendTransaction',
    'eth_accounts',
    'personal_sign',
    'debug_traceCall',
  ])('refuses %s by name', async (method) => {
    expect(await (await call(request(1, method))).json()).toMatchObject({
      id: 1,
      error: { code: -32601, message: expect.stringContaining(method) },
    });
  });

  it('answers each call of a batch by its id, refused or not', async () => {
    const body = [request(1, 'eth_chainId'), request(2, 'evm_mine'), request(3, 'eth_call'), 'nonsense'];
    const answers = (await (await call(body)).json()) as {
      id: number | null;
      result?: string;
      error?: { code: number };
    }[];
    expect(answers).toHaveLength(4);
    expect(answers.find(({ id }) => id === 1)?.result).toBe('eth_chainId');
    expect(answers.find(({ id }) => id === 2)?.error?.code).toBe(-32601);
    expect(answers.find(({ id }) => id === 3)?.result).toBe('eth_call');
    expect(answers.find(({ id }) => id === null)?.error?.code).toBe(-32600);
  });

  it('refuses what is no JSON, too long, or too many', async () => {
    const raw = (body: string) => fetch(`${url}/rpc`, { method: 'POST', body, headers: JSON_TYPE });
    expect((await raw('{')).status).toBe(400);
    expect((await raw(`"${'x'.repeat(1_100_000)}"`)).status).toBe(413);
    expect((await call([])).status).toBe(400);
    expect((await call(Array.from({ length: 101 }, (_, id) => request(id, 'eth_chainId')))).status).toBe(400);
    expect((await fetch(`${url}/rpc`)).status).toBe(404);
  });

  it('says that the chain is dead', async () => {
    const other = await FilesPlatform.start();
    const response = await fetch(`${other.url}/rpc`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify(request(1, 'eth_chainId')),
    });
    expect(response.status).toBe(503);
    expect(response.headers.get('Retry-After')).toBe('5');
    expect(await response.json()).toMatchObject({
      error: { code: 'UNAVAILABLE', message: expect.stringContaining('chain') },
    });
    await other.close();
  });
});

describe('an address under which only copies are', () => {
  it.each(['/copies', '/copies/', '/copies/7K3M/', '/copies/7K3M/a/b'])(
    'is not found at %s, as JSON',
    async (path) => {
      const response = await fetch(`${url}${path}`);
      expect([response.status, response.headers.get('Content-Type')]).toEqual([
        404,
        expect.stringContaining('application/json'),
      ]);
      expect(await response.json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
    },
  );
});

describe('health', () => {
  it('is well when every service answers', async () => {
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({
      status: 'ready',
      services: { documents: { ok: true }, files: { ok: true }, chain: { ok: true } },
      vault: { ok: true },
      disk: { ok: true },
    });
  });

  it('is not ready where the disk has no room, and says so', async () => {
    platform.disk = { check: () => Promise.reject(new StorageFullError('The disk of /data is full.')) };
    const ready = await fetch(`${url}/readyz`);
    platform.disk = { check: async () => undefined };
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({
      status: 'unavailable',
      services: { documents: { ok: true }, files: { ok: true }, chain: { ok: true } },
      disk: { ok: false, reason: 'The disk of /data is full.' },
    });
  });

  it('warns of a missing vault key, and serves what needs none', async () => {
    platform.vault = { check: () => Promise.reject(new MissingVaultKeyError(['age1former'])) };
    const ready = await fetch(`${url}/readyz`);
    platform.vault = { check: async () => undefined };
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({
      status: 'ready',
      vault: { ok: false, reason: expect.stringContaining('age1former') },
    });
  });
});

describe('every answer', () => {
  it('has a request id, the caller’s when it is a plain one', async () => {
    const idFor = async (id: string) =>
      (await fetch(`${url}/healthz`, { headers: { 'X-Request-Id': id } })).headers.get('X-Request-Id');
    expect(await idFor('abc-123')).toBe('abc-123');
    expect(await idFor('a b"} evil')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('tells browsers to guess and frame nothing, and not what serves it', async () => {
    const { headers } = await fetch(`${url}/healthz`);
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('X-Frame-Options')).toBe('DENY');
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
    expect(headers.get('X-Powered-By')).toBeNull();
  });

  it('keeps browsers on HTTPS where people reach the platform by it, and only there', async () => {
    const header = async (at: string) =>
      (await fetch(`${at}/nothing`)).headers.get('Strict-Transport-Security');
    const secure = await FilesPlatform.start({
      app: { session: { signIn: { signIn: never, signOut: never }, isSecure: true } },
    });
    try {
      expect(await header(secure.url)).toBe('max-age=31536000');
      expect(await header(url)).toBeNull();
    } finally {
      await secure.close();
    }
  });

  it.each([
    ['GET // HTTP/1.1', 404, '//'],
    ['GET //// HTTP/1.1', 404, '////'],
    ['GET //x?y HTTP/1.1', 404, '//x'],
    ['GET ///[ HTTP/1.1', 404, '///['],
    ['GET /%zz HTTP/1.1', 404, '/%zz'],
    ['GET /files/%zz HTTP/1.1', 400, '/files/%zz'],
    ['GET http://[/ HTTP/1.1', 400, '*'],
    ['GET http:// HTTP/1.1', 400, '*'],
    ['GET http://lanran.example.org/healthz HTTP/1.1', 200, '/healthz'],
    ['OPTIONS * HTTP/1.1', 400, '*'],
  ])('to “%s” is %i, with its headers, and one line in the log', async (line, status, path) => {
    platform.logLines.length = 0;
    const answer = await sendRaw(url, line);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    for (const header of ['X-Request-Id: ', 'X-Content-Type-Options: nosniff', 'X-Frame-Options: DENY'])
      expect(answer).toContain(header);
    await expect.poll(() => platform.logLines).toMatchObject([{ level: 30, path, status }]);
  });

  it('is one line in the log, without query or session', async () => {
    platform.logLines.length = 0;
    await fetch(`${url}/healthz?secret=1`, {
      headers: { Authorization: 'Bearer editor', 'X-Request-Id': 'logged' },
    });
    await expect
      .poll(() => platform.logLines)
      .toMatchObject([
        { level: 30, requestId: 'logged', method: 'GET', path: '/healthz', status: 200, isComplete: true },
      ]);
    expect(JSON.stringify(platform.logLines)).not.toMatch(/secret|editor/);
  });

  it('masks a fault of our own and logs it under the id that it tells', async () => {
    platform.logLines.length = 0;
    const response = await fetch(`${url}/broken`);
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toContain('hunter2');
    const { error } = JSON.parse(text) as { error: { code: string; requestId: string } };
    expect(error.code).toBe('INTERNAL');
    await expect.poll(() => JSON.stringify(platform.logLines)).toContain('hunter2');
    expect(platform.logLines.find(({ level }) => level === 50)?.['requestId']).toBe(error.requestId);
  });

  it('is a JSON error for what is not served', async () => {
    for (const path of ['/', '/nothing', '/%ff', '/files', '/uploads/a/b']) {
      const response = await fetch(`${url}${path}`);
      expect([400, 404]).toContain(response.status);
      expect(await response.json()).toMatchObject({
        error: { code: expect.stringMatching(/NOT_FOUND|BAD_INPUT/) },
      });
    }
  });
});
