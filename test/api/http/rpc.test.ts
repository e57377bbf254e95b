import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { FilesPlatform } from './platform.ts';

const MEMBER = parseAddress(`0x${'11'.repeat(20)}`);
const SECRET = 'the secret of a chain, for tests only';

interface Arrived {
  readonly body: unknown;
  readonly headers: IncomingHttpHeaders;
  readonly isClosed: () => boolean;
}

describe('/rpc', () => {
  const arrived: Arrived[] = [];
  let isSilent = false;
  /** A chain that answers each call that has an id with its method. */
  const chain = createServer((request, response) => {
    void json(request).then((body) => {
      arrived.push({ body, headers: request.headers, isClosed: () => response.closed });
      if (isSilent) return;
      const calls = (Array.isArray(body) ? body : [body]) as { id?: number; method: string }[];
      const answers = calls
        .filter((call) => 'id' in call)
        .map(({ id, method }) => ({ jsonrpc: '2.0', id, result: method }));
      if (answers.length === 0) response.writeHead(204).end();
      else response.end(JSON.stringify(Array.isArray(body) ? answers : answers[0]));
    });
  });
  let platform: FilesPlatform;

  beforeAll(async () => {
    await new Promise<void>((resolve) => chain.listen(0, '127.0.0.1', resolve));
    platform = await FilesPlatform.start({
      app: {
        chainRpcUrl: `http://127.0.0.1:${(chain.address() as AddressInfo).port}`,
        chainSecret: SECRET,
        chainSenders: {
          findMember: async (raw) => (raw === '0xmember' ? MEMBER : null),
          findRefusal: async (raw) => (raw === '0xstranger' ? 'You take no part here.' : null),
        },
      },
    });
  });
  afterAll(async () => {
    chain.closeAllConnections();
    chain.close();
    await platform.close();
  });
  beforeEach(() => {
    arrived.length = 0;
    isSilent = false;
  });

  const post = async (body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${platform.url}/rpc`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? null : (JSON.parse(text) as unknown) };
  };
  const call = (id: number, method: string, ...params: readonly unknown[]) => ({
    jsonrpc: '2.0',
    id,
    method,
    params,
  });
  const notification = (method: string) => ({ jsonrpc: '2.0', method, params: [] });

  it('asks the chain with the secret, in the lane of guests', async () => {
    await post(call(1, 'eth_chainId'), { authorization: 'Bearer mine', 'x-lanran-lane': 'platform' });

    expect(arrived[0]?.headers).toMatchObject({
      authorization: `Bearer ${SECRET}`,
      'x-lanran-lane': 'guest',
    });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'refuses %s, and says what to send',
    async (type) => {
      expect(await post(call(1, 'eth_chainId'), { 'content-type': type })).toMatchObject({
        status: 415,
        json: { id: null, error: { message: expect.stringContaining('application/json') as string } },
      });
      expect(arrived).toEqual([]);
    },
  );

  it.each<[string, Record<string, string>]>([
    ['of another site', { 'sec-fetch-site': 'cross-site' }],
    ['of another subdomain', { 'sec-fetch-site': 'same-site' }],
    ['of another origin over plain HTTP', { origin: 'http://evil.example' }],
    ['of another port', { origin: 'http://127.0.0.1:1' }],
  ])('refuses a page %s', async (_, headers) => {
    expect(await post(call(1, 'eth_chainId'), headers)).toMatchObject({
      status: 403,
      json: { error: { message: expect.stringContaining('other sites') as string } },
    });
    expect(arrived).toEqual([]);
  });

  it('serves its own pages, wallets’ extensions and programs', async () => {
    const own = new URL(platform.url).origin;
    const passing: Record<string, string>[] = [
      {},
      { origin: own },
      { origin: own, 'sec-fetch-site': 'same-origin' },
      { origin: 'chrome-extension://abc', 'sec-fetch-site': 'none' },
      { origin: 'moz-extension://abc' },
    ];
    for (const headers of passing)
      expect(await post(call(1, 'eth_chainId'), headers)).toMatchObject({ status: 200 });
  });

  it('says nothing to notifications, refused or not', async () => {
    expect(await post(notification('eth_chainId'))).toEqual({ status: 204, json: null });
    expect(await post(notification('evm_mine'))).toEqual({ status: 204, json: null });
    expect(await post([notification('eth_chainId'), notification('evm_mine')])).toEqual({
      status: 204,
      json: null,
    });
  });

  it('answers only those of a batch that have an id', async () => {
    const batch = [notification('eth_chainId'), call(7, 'eth_chainId'), notification('evm_mine'), {}];

    expect(await post(batch)).toMatchObject({
      status: 200,
      json: [
        { id: 7, result: 'eth_chainId' },
        { id: null, error: { code: -32600 } },
      ],
    });
  });

  it('refuses the transactions of who takes no part, and sends on the others', async () => {
    const sends = ['0xstranger', '0xmember', null].map((raw, id) => call(id, 'eth_sendRawTransaction', raw));

    expect(await post(sends)).toMatchObject({
      json: [{ id: 1 }, { id: 2 }, { id: 0, error: { code: -32000, message: 'You take no part here.' } }],
    });
    expect(arrived[0]?.body).toMatchObject([{ id: 1 }, { id: 2 }]);
  });

  it('leaves the chain when its caller leaves', async () => {
    isSilent = true;
    const caller = new AbortController();
    const asked = fetch(`${platform.url}/rpc`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(call(1, 'eth_call')),
      signal: caller.signal,
    });
    await expect.poll(() => arrived.length).toBe(1);

    caller.abort();

    await expect(asked).rejects.toThrow();
    await expect.poll(() => arrived[0]?.isClosed(), { timeout: 5_000 }).toBe(true);
  });

  it('refuses what nests too deeply to be sent on', async () => {
    const deep = `{"jsonrpc":"2.0","id":1,"method":"eth_call","params":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;

    expect(await post(deep)).toMatchObject({ status: 400, json: { error: { code: 'BAD_INPUT' } } });
  });

  // Uses up what the network of these tests may send.
  it('takes the transactions of a member when others of its network have used up theirs', async () => {
    const send = (raw: string) => post(call(1, 'eth_sendRawTransaction', raw));
    for (let count = 0; count < 21; count++) await send('0x00');

    expect(await send('0x00')).toMatchObject({ json: { error: { code: -32005 } } });
    expect(await send('0xmember')).toMatchObject({ json: { result: 'eth_sendRawTransaction' } });
  });
});
