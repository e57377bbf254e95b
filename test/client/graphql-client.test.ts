import { afterEach, describe, expect, it, vi } from 'vitest';
import { ALL_RIGHTS } from '@lanran/protocol/licensing/rights';
import { z } from 'zod';
import { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import { platformOf, type Deployment } from '@lanran/sdk/kernel/session';
import { keySigner } from '@lanran/sdk/kernel/signer';
import { parseLogId } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';

const PAGE = 'https://archive.example';
const QUESTION = { query: 'query { ok }', answer: z.object({ ok: z.boolean() }) };

/** A page of a browser whose server answers yes; gives what was sent last. */
function openPage(): () => { readonly url: string; readonly init: RequestInit } {
  let sent: { url: string; init: RequestInit } | null = null;
  vi.stubGlobal('location', { origin: PAGE });
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    sent = { url, init };
    return new Response('{"data":{"ok":true}}');
  });
  return () => {
    if (sent === null) throw new Error('nothing was sent');
    return sent;
  };
}

afterEach(() => vi.unstubAllGlobals());

describe('GraphqlClient', () => {
  it.each(['', PAGE, `${PAGE}/`])('asks the page’s own origin when made with %j', async (apiUrl) => {
    const sent = openPage();
    await new GraphqlClient(apiUrl).request(QUESTION);
    expect(sent().url).toBe(`${PAGE}/graphql`);
  });

  it('without a token lets the browser send the session cookie to its own origin only', async () => {
    const sent = openPage();
    await new GraphqlClient('').request(QUESTION);
    expect(sent().init.credentials).toBe('same-origin');
    expect(new Headers(sent().init.headers).has('authorization')).toBe(false);
  });

  it('with a token names the session by it and sends no cookie', async () => {
    const sent = openPage();
    await new GraphqlClient(PAGE, 'secret').request(QUESTION);
    expect(sent().init.credentials).toBe('omit');
    expect(new Headers(sent().init.headers).get('authorization')).toBe('Bearer secret');
  });

  describe('whose question takes longer than anybody waits', () => {
    const REPEATABLE = { ...QUESTION, isRepeatable: true };

    /** Answers the `answered`th question, and lets those before time out. */
    function openSlowPage({ answered, isAlive }: { answered: number; isAlive: boolean }): () => number {
      let asked = 0;
      vi.stubGlobal('fetch', async (url: string, { signal }: RequestInit) => {
        if (url.endsWith('/healthz')) return new Response('', { status: isAlive ? 200 : 503 });
        asked++;
        if (asked >= answered) return new Response('{"data":{"ok":true}}');
        return new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason as Error));
        });
      });
      return () => asked;
    }
    const client = () => new GraphqlClient(PAGE, null, null, 5);

    it('asks again while the platform is alive, if that does nothing twice', async () => {
      const asked = openSlowPage({ answered: 3, isAlive: true });
      expect(await client().request(REPEATABLE)).toEqual({ ok: true });
      expect(asked()).toBe(3);
    });

    it.each([
      ['the platform is not well', { isAlive: false, question: REPEATABLE }],
      ['it might be done twice', { isAlive: true, question: QUESTION }],
    ])('asks once when %s', async (_, { isAlive, question }) => {
      const asked = openSlowPage({ answered: 3, isAlive });
      await expect(client().request(question)).rejects.toMatchObject({ code: 'UNREACHABLE' });
      expect(asked()).toBe(1);
    });
  });

  describe('whose connection is lost', () => {
    const lost = (code: string) =>
      new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
    const MUTATION = { ...QUESTION, query: 'mutation { ok }' };

    /** Fails as each code says, one a question, and then answers yes. */
    function openLosingPage(...codes: readonly (string | null)[]): () => number {
      let asked = 0;
      vi.stubGlobal('fetch', async () => {
        const code = codes[asked++] ?? null;
        if (code !== null) throw lost(code);
        return new Response('{"data":{"ok":true}}');
      });
      return () => asked;
    }

    it.each([
      ['a query', QUESTION],
      ['a mutation that is done once however often it is asked for', { ...MUTATION, isRepeatable: true }],
    ])('asks %s again', async (_, question) => {
      const asked = openLosingPage('ECONNRESET', 'UND_ERR_SOCKET');
      expect(await new GraphqlClient(PAGE).request(question)).toEqual({ ok: true });
      expect(asked()).toBe(3);
    });

    it('asks any other mutation once, which may have been done', async () => {
      const asked = openLosingPage('ECONNRESET');
      await expect(new GraphqlClient(PAGE).request(MUTATION)).rejects.toMatchObject({ code: 'UNREACHABLE' });
      expect(asked()).toBe(1);
    });

    it('waits for a platform that is started again, and not for one that never answered', async () => {
      const asked = openLosingPage('ECONNREFUSED', null, 'ECONNREFUSED', null);
      const client = new GraphqlClient(PAGE);
      await expect(client.request(QUESTION)).rejects.toMatchObject({ code: 'UNREACHABLE' });
      expect(asked()).toBe(1);
      await client.request(QUESTION);
      expect(await client.request(QUESTION)).toEqual({ ok: true });
      expect(asked()).toBe(4);
    });
  });

  describe('before which another server answers', () => {
    const MUTATION = { ...QUESTION, query: 'mutation { ok }' };
    const PAGE_OF_NGINX = '<html>\r\n<head>\u001b[31m</head>';

    /** Gives each status with a page of that server, and then answers yes. */
    function openGateway(...statuses: readonly number[]): () => number {
      let asked = 0;
      vi.stubGlobal('fetch', async () => {
        const status = statuses[asked++];
        if (status !== undefined) return new Response(PAGE_OF_NGINX, { status });
        return new Response('{"data":{"ok":true}}');
      });
      return () => asked;
    }

    it.each([QUESTION, { ...MUTATION, isRepeatable: true }])(
      'asks again what may be asked twice',
      async (question) => {
        const asked = openGateway(502, 503, 504);
        expect(await new GraphqlClient(PAGE).request(question)).toEqual({ ok: true });
        expect(asked()).toBe(4);
      },
    );

    it.each([502, 503, 504])('asks any other mutation once, and says who answered %d', async (status) => {
      const asked = openGateway(status);
      await expect(new GraphqlClient(PAGE).request(MUTATION)).rejects.toMatchObject({
        code: 'UNREACHABLE',
        message: `The server before the platform at ${PAGE} answered ${status}: the platform does not answer it. Try again in a moment; if it stays, tell the operator.`,
      });
      expect(asked()).toBe(1);
    });

    it.each([200, 500])(
      'quotes nothing that a terminal obeys when it answers %d with a page',
      async (status) => {
        openGateway(status);
        await expect(new GraphqlClient(PAGE).request(QUESTION)).rejects.toMatchObject({
          message: expect.not.stringMatching(/\p{Cc}/u),
        });
      },
    );
  });

  it('outside a browser wants an address', () => {
    expect(() => new GraphqlClient('')).toThrow('name the address of the platform');
  });
});

describe('platformOf', () => {
  it('is the platform for a browser that is signed in by its cookie', () => {
    openPage();
    const deployment: Deployment = {
      logId: parseLogId(`0x${'11'.repeat(32)}`),
      origin: 'archive.example',
      checkpointKey: 'key',
      chainId: 7n,
      contracts: new Map(),
      canBatch: true,
      rights: ALL_RIGHTS,
      currencies: [
        { symbol: 'TCNY', decimals: 2, kind: 'TEST', address: parseAddress(`0x${'22'.repeat(20)}`) },
      ],
    };
    const parts = {
      api: new GraphqlClient(''),
      deployment,
      signer: keySigner(`0x${'5a'.repeat(32)}`),
      safe: null,
    };
    expect(platformOf(parts)).toEqual({ ...parts, apiUrl: PAGE, token: null });
  });
});
