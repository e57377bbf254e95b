import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeptAnswers } from '@lanran/api/front/services/kept-answers';
import { shareAnswers, type SharedAnswer } from '@lanran/api/platform/graphql/shared-answers';

const QUERY = '{ assets(first: 20) { totalCount } }';
const LONG = 'indigo '.repeat(1_000);

describe('answers that guests share', () => {
  let server: Server;
  let url: string;
  let position: number;
  let now: number;
  /** Of the server below: null is an error. */
  let data: unknown;
  let made: number;

  beforeEach(async () => {
    [position, now, data, made] = [1, 1_000_000, { assets: { totalCount: 7 } }, 0];
    const kept = new KeptAnswers<SharedAnswer>({
      projections: { position: async () => position },
      clock: { now: () => new Date(now) },
      keptMs: 1_000,
      most: 10,
    });
    const sharing = shareAnswers({
      kept,
      fields: new Set(['assets', 'calls']),
      signedInHeaders: ['Authorization', 'Cookie'],
      answer: async () => {
        made += 1;
        return data;
      },
    });
    const app = express();
    app.use(express.json(), sharing, (_request, response) => void response.json('the GraphQL server'));
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const send = (body: object, headers: Record<string, string> = {}) =>
    fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const ask = async (body: object = { query: QUERY }, headers: Record<string, string> = {}) =>
    (await send(body, headers)).json();

  it('are made once for many who ask the same within a second', async () => {
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(Array(3).fill({ data }));
    now += 999;
    await ask();
    expect(made).toBe(1);
    now += 1;
    data = { assets: { totalCount: 8 } };
    expect(await ask()).toEqual({ data: { assets: { totalCount: 8 } } });
  });

  it('end with the next leaf', async () => {
    await ask();
    [position, data] = [2, { assets: { totalCount: 6 } }];
    expect(await ask()).toEqual({ data: { assets: { totalCount: 6 } } });
  });

  it('are of one question, with its variables', async () => {
    await ask({ query: QUERY, variables: { first: 1 } });
    await ask({ query: QUERY, variables: { first: 2 } });
    await ask({ query: '{ calls { totalCount } assets { totalCount } }' });
    expect(made).toBe(3);
  });

  it('are not for people who are signed in, and not of other fields, acts and ways to ask', async () => {
    const others: [object, Record<string, string>?][] = [
      [{ query: QUERY }, { Authorization: 'Bearer abc' }],
      [{ query: QUERY }, { Cookie: 'lanran_session=abc' }],
      [{ query: QUERY }, { Accept: 'application/graphql-response+json' }],
      [{ query: '{ assets { totalCount } demoKeys { key } }' }],
      [{ query: 'mutation { assets { totalCount } }' }],
      [{ query: 'query A { assets { totalCount } } query B { assets { totalCount } }' }],
      [{ query: '{ ...F } fragment F on Query { demoKeys { key } }' }],
      [{ query: '{ assets {' }],
      [{ query: QUERY, operationName: 'A' }],
      [{ query: QUERY, extensions: {} }],
      [{ query: QUERY, variables: [] }],
      [{ query: `# ${LONG}${LONG}\n${QUERY}` }],
      [[{ query: QUERY }]],
    ];
    for (const [body, headers] of others) expect(await ask(body, headers)).toBe('the GraphQL server');
    expect(made).toBe(0);
  });

  it('are left to the GraphQL server where they are errors or too large, and are tried again', async () => {
    data = null;
    expect(await ask()).toBe('the GraphQL server');
    data = { assets: LONG.repeat(20) };
    expect(await ask()).toBe('the GraphQL server');
    data = { assets: { totalCount: 9 } };
    expect(await ask()).toEqual({ data });
  });

  it('are compressed as the client accepts', async () => {
    data = { assets: LONG };
    for (const encoding of ['br', 'gzip', 'identity']) {
      const response = await send({ query: QUERY }, { 'Accept-Encoding': encoding });
      expect(response.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
      expect(response.headers.get('vary')).toBe('Accept-Encoding');
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(await response.json()).toEqual({ data });
    }
    expect(made).toBe(1);
  });
});
