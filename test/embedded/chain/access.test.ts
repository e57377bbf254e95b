import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChain, type Chain } from '@lanran/embedded/chain/start-chain';
import { temporaryDirectory } from './chain-process.ts';

const SECRET = 'a secret for tests only, long enough';
const JSON_TYPE = { 'content-type': 'application/json' };
const BEARER = { authorization: `Bearer ${SECRET}` };
const BODY = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_blockNumber', params: [] });

describe('who may ask the port of the chain', () => {
  let closed: Chain;
  let open: Chain;

  beforeAll(async () => {
    closed = await startChain({ dataDir: await temporaryDirectory(), secret: SECRET });
    open = await startChain({ dataDir: await temporaryDirectory() });
  });

  afterAll(async () => {
    await closed.stop();
    await open.stop();
  });

  const ask = async (chain: Chain, headers: Record<string, string>) => {
    const response = await fetch(chain.url, { method: 'POST', headers, body: BODY });
    return { status: response.status, json: await response.json() };
  };

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])(
    'refuses the content type "%s", and says what to send',
    async (type) => {
      const headers = { ...BEARER, 'content-type': type };

      expect(await ask(closed, headers)).toMatchObject({
        status: 415,
        json: { id: null, error: { message: expect.stringContaining('application/json') as string } },
      });
    },
  );

  it('takes JSON with a character set', async () => {
    const headers = { ...BEARER, 'content-type': 'Application/JSON; charset=utf-8' };

    expect(await ask(closed, headers)).toMatchObject({ status: 200, json: { result: '0x0' } });
  });

  it.each<[string, Record<string, string>]>([
    ['of another site', { 'sec-fetch-site': 'cross-site' }],
    ['of the same site', { 'sec-fetch-site': 'same-site', origin: 'chrome-extension://abc' }],
    ['over plain HTTP', { origin: 'http://evil.example' }],
    ['of its own address', { origin: 'http://127.0.0.1:4000' }],
    ['over HTTPS', { origin: 'HTTPS://evil.example' }],
  ])('refuses a page %s', async (_, headers) => {
    expect(await ask(open, { ...JSON_TYPE, ...headers })).toMatchObject({
      status: 403,
      json: { error: { message: expect.stringContaining('/rpc') as string } },
    });
  });

  it.each<[string, Record<string, string>]>([
    ['a program', {}],
    ['a wallet’s extension', { origin: 'chrome-extension://abc', 'sec-fetch-site': 'none' }],
    ['an extension of a browser that names no site', { origin: 'moz-extension://abc' }],
  ])('serves %s', async (_, headers) => {
    expect(await ask(open, { ...JSON_TYPE, ...headers })).toMatchObject({ status: 200 });
  });

  it.each<[string, Record<string, string>]>([
    ['no secret', {}],
    ['a wrong secret', { authorization: 'Bearer wrong' }],
    ['a part of the secret', { authorization: `Bearer ${SECRET.slice(0, -1)}` }],
    ['the secret without its scheme', { authorization: SECRET }],
    ['no secret as a guest', { 'x-lanran-lane': 'guest' }],
  ])('refuses %s with 401 and names the platform’s /rpc', async (_, headers) => {
    expect(await ask(closed, { ...JSON_TYPE, ...headers })).toMatchObject({
      status: 401,
      json: { error: { message: expect.stringContaining('/rpc') as string } },
    });
  });

  it('serves whoever has the secret', async () => {
    expect(await ask(closed, { ...JSON_TYPE, ...BEARER })).toMatchObject({
      status: 200,
      json: { result: '0x0' },
    });
  });

  describe('in the lane of guests', () => {
    const call = { jsonrpc: '2.0', id: 1, method: 'eth_call', params: [{ data: '0x5a60005260206000f3' }] };
    const gasLeft = async (chain: Chain, headers: Record<string, string>) => {
      const response = await fetch(chain.url, {
        method: 'POST',
        headers: { ...JSON_TYPE, ...headers },
        body: JSON.stringify(call),
      });
      return Number(((await response.json()) as { result: string }).result);
    };

    it('is everybody where no secret is asked for, and who says so where one is', async () => {
      expect(await gasLeft(open, {})).toBeLessThan(3_000_000);
      expect(await gasLeft(closed, { ...BEARER, 'x-lanran-lane': 'guest' })).toBeLessThan(3_000_000);
      expect(await gasLeft(closed, BEARER)).toBeGreaterThan(3_000_000);
    });
  });
});
