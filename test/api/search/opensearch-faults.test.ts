import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseAssetId, parseLogId } from '@lanran/protocol/kernel/ids';
import { OpenSearchAssetIndex } from '@lanran/api/search/adapters/opensearch/opensearch-asset-index';
import { OpenSearchClient } from '@lanran/api/search/adapters/opensearch/opensearch-client';
import type { IndexQuery } from '@lanran/api/search/ports/asset-index';
import { IndexUnavailableError } from '@lanran/api/search/ports/index-unavailable-error';

const QUESTION: IndexQuery = {
  groups: [],
  filter: {},
  audience: { organizationIds: [] },
  today: 20_000,
  sort: 'NEWEST',
  first: 20,
  after: null,
  maxTerms: null,
};
const PRODUCT = { version: { distribution: 'opensearch', number: '2.19.1' } };
const POSITION = { _index: 'one', _source: { position: { leaves: 3, mapping: '2.1' } } };
const NOTHING = {
  timed_out: false,
  _shards: { failed: 0 },
  hits: { total: { value: 0, relation: 'eq' }, hits: [] },
};

type Reply = { readonly status?: number; readonly body: unknown; readonly afterMs?: number };

/** A server that answers what it is told to, by the end of the path. */
class Server {
  readonly replies: Record<string, Reply> = {
    '/': { body: PRODUCT },
    position: { body: POSITION },
    _search: { body: NOTHING },
    _bulk: { body: { items: [] } },
  };
  readonly asked: IncomingMessage[] = [];
  readonly #server = createServer((request, response) => {
    this.#answer(request, response);
  });

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    this.asked.push(request);
    const { pathname } = new URL(request.url ?? '', 'http://server');
    const {
      status = 200,
      body,
      afterMs = 0,
    } = this.replies[pathname.split('/').at(-1) || '/'] ?? {
      status: 404,
      body: {},
    };
    setTimeout(() => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    }, afterMs);
  }
}

describe('an OpenSearch', () => {
  let server: Server;
  let url: string;
  let said: string[];
  beforeEach(async () => {
    server = new Server();
    url = await server.start();
    said = [];
  });
  afterEach(() => server.stop());

  const open = (
    options: { readonly at?: string; readonly retryAfterMs?: number; readonly withinMs?: number } = {},
  ) =>
    new OpenSearchAssetIndex({
      client: new OpenSearchClient({
        url: options.at ?? url,
        login: { user: 'lanran', password: 'a@b' },
        logger: { info: (_, message) => said.push(message), warn: (_, message) => said.push(message) },
        answerWithinMs: options.withinMs ?? 20_000,
      }),
      logId: parseLogId(`0x${'ab'.repeat(32)}`),
      retryAfterMs: options.retryAfterMs ?? 0,
    });
  const refusal = async (act: Promise<unknown>): Promise<string> => {
    const error: unknown = await act.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(IndexUnavailableError);
    return (error as Error).message;
  };
  const search = async (index = open()) => {
    await index.position();
    return index.search(QUESTION);
  };

  it('answers, and is sent user and password as it wants them', async () => {
    expect((await search()).total).toBe(0);
    const sent = server.asked.map(({ headers }) => headers.authorization);
    expect(new Set(sent)).toEqual(new Set([`Basic ${Buffer.from('lanran:a@b').toString('base64')}`]));
  });

  it('that is away is named so, and asked again only after a while', async () => {
    const away = new Server();
    const at = await away.start();
    await away.stop();
    const index = open({ at, retryAfterMs: 60_000 });
    expect(await refusal(index.position())).toBe("OpenSearch can't be reached: ECONNREFUSED.");
    expect(await refusal(index.position())).toBe("OpenSearch can't be reached: ECONNREFUSED.");
    expect(said).toHaveLength(1);
  });

  it.each([
    [{ status: 401, body: {} }, 'OpenSearch refuses the user or password in SEARCH_URL (401).'],
    [{ status: 403, body: {} }, 'OpenSearch refuses the user or password in SEARCH_URL (403).'],
    [{ status: 429, body: {} }, 'OpenSearch has too much to do (429).'],
    [
      { status: 503, body: { error: { type: 'no_shard_available_action_exception', reason: 'secret' } } },
      'OpenSearch answers 503 (no_shard_available_action_exception).',
    ],
    [{ body: '<html>' }, 'What answers at SEARCH_URL does not speak JSON, so it is not OpenSearch.'],
    [
      { body: { ...NOTHING, _shards: { failed: 1 } } },
      'OpenSearch has answered in part, or in another form.',
    ],
    [{ body: { ...NOTHING, timed_out: true } }, 'OpenSearch has answered in part, or in another form.'],
    [
      { body: { ...NOTHING, hits: { total: { value: 10_000, relation: 'gte' }, hits: [] } } },
      'OpenSearch has answered in part, or in another form.',
    ],
  ])('that answers a question with %j gives no count', async (reply, message) => {
    server.replies['_search'] = reply;
    expect(await refusal(search())).toBe(message);
  });

  const group = {
    alternatives: [{ tokens: ['heron'], weight: 1, reason: { kind: 'text' } }],
    isOptional: false,
  } as never;
  it.each([
    ['facets', { maxTerms: 20 }],
    ['a text', { groups: [group] }],
  ] satisfies [string, Partial<IndexQuery>][])(
    'that counts nothing for %s gives no count',
    async (_, asked) => {
      const index = open();
      await index.position();
      expect(await refusal(index.search({ ...QUESTION, ...asked }))).toBe(
        'OpenSearch has answered in part, or in another form.',
      );
    },
  );

  it('that is late gives no count', async () => {
    server.replies['_search'] = { body: NOTHING, afterMs: 20_000 };
    expect(await refusal(search(open({ withinMs: 1_000 })))).toBe(
      'OpenSearch does not answer within 1000 ms.',
    );
  });

  it.each([
    { name: 'x', version: { number: '8.11.0' } },
    { version: { distribution: 'opensearch', number: '1.3.0' } },
    { ok: true },
    null,
  ])('is not what says of itself %j', async (body) => {
    server.replies['/'] = { body };
    expect(await refusal(open().position())).toBe('What answers at SEARCH_URL is not OpenSearch 2 or later.');
  });

  it('is used again when it is what it should be', async () => {
    server.replies['/'] = { status: 429, body: {} };
    const index = open();
    await refusal(index.position());
    server.replies['/'] = { body: PRODUCT };
    expect(await index.position()).toEqual({ leaves: 3, mapping: '2.1' });
    expect(said).toEqual([
      expect.stringContaining('does not answer'),
      expect.stringContaining('answers again'),
    ]);
  });

  it('that has no index has no position; one of another form is not taken for none', async () => {
    server.replies['position'] = { status: 404, body: { error: { type: 'index_not_found_exception' } } };
    expect(await open().position()).toBeNull();
    server.replies['position'] = { body: { _index: 'one', _source: {} } };
    expect(await refusal(open().position())).toBe('OpenSearch has a position of another form.');
  });

  it.each([429, 400, 503])('that refuses one document with %d is not moved on', async (status) => {
    const index = open();
    await index.position();
    server.replies['_bulk'] = { body: { items: [{ index: { status: 200 } }, { index: { status } }] } };
    const drop = [parseAssetId(`0x${'01'.repeat(32)}`)];
    expect(await refusal(index.apply({ to: 4, put: [], drop }))).toBe(
      `OpenSearch refuses a document (${status}).`,
    );
    expect(server.asked.filter(({ method }) => method === 'PUT')).toEqual([]);
  });
});
