import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Installation } from '../support/installation.ts';
import { findOpenSearch, OpenSearchServer } from './opensearch.ts';

const program = findOpenSearch();
/** Twice what the client waits for OpenSearch: to know what it is, and to ask. */
const ANSWER_WITHIN_MS = 5_000;
const Answer = z.object({
  data: z.object({ assets: z.object({ totalCount: z.number() }) }).nullish(),
  errors: z.array(z.object({ extensions: z.object({ code: z.string() }) })).optional(),
});

/** The acts follow each other. */
describe.skipIf(program === null)('the whole platform on an OpenSearch in place of its search file', () => {
  const here = Installation.forSuite();
  let server: OpenSearchServer | null = null;
  beforeAll(async () => {
    server = await OpenSearchServer.start(program ?? '');
  });
  afterAll(() => server?.stop());

  const ask = async (filter: object) => {
    const response = await fetch(`${here.platform.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: 'query ($filter: AssetFilter) { assets(filter: $filter) { totalCount } }',
        variables: { filter },
      }),
    });
    return Answer.parse(await response.json());
  };
  const search = async (text: string) => (await ask({ text })).data?.assets.totalCount;

  it('finds what the demo has, in any language', async () => {
    await here.start({ SEARCH_URL: server?.url ?? '' });
    // The index is made meanwhile.
    await vi.waitFor(async () => expect(await search('butterfly')).toBeGreaterThan(0), { timeout: 30_000 });
    expect(await search('蝴蝶')).toBe(await search('hudie'));
    const [index] = Object.keys(
      (await (await fetch(`${server?.url ?? ''}/lanran-assets-*`)).json()) as object,
    );
    expect(index).toMatch(/^lanran-assets-[0-9a-f]{8}-/);
  });

  it('finds what is published at once', async () => {
    await writeFile(here.path('heronry.bin'), 'a picture');
    const args = ['--kind', 'pattern', '--title', 'Heronry', '--access', 'open', '--community', 'none'];
    expect((await here.hereAs('institution', 'publish', here.path('heronry.bin'), ...args)).exitCode).toBe(0);
    expect(await search('heronries')).toBe(1);
  });

  it('is not waited for while it stands still, and used again when it goes on', async () => {
    const answerWithin = async <T>(asked: Promise<T>): Promise<T> => {
      const from = performance.now();
      const answer = await asked;
      expect(performance.now() - from).toBeLessThan(ANSWER_WITHIN_MS);
      return answer;
    };
    server?.freeze();
    // Also of those that are asked at once, and of those that follow; with a word whose answer is not kept from before.
    for (let round = 0; round < 2; round += 1) {
      const asked = Array.from({ length: 8 }, () => answerWithin(ask({ text: 'wings of a heron' })));
      for (const { data, errors } of await Promise.all(asked)) {
        expect(data ?? null).toBeNull();
        expect(errors?.[0]?.extensions.code).toBe('SEARCH_NOT_READY');
      }
      expect((await answerWithin(ask({}))).data?.assets.totalCount).toBeGreaterThan(0);
      for (const page of ['/', '/catalog', '/catalog?q=heronries'])
        expect((await answerWithin(fetch(`${here.platform.url}${page}`))).status).toBeLessThan(500);
    }
    server?.goOn();
    await vi.waitFor(async () => expect(await search('heronries')).toBe(1), { timeout: 30_000 });
  });

  it('lists without it, and says that texts can’t be searched', async () => {
    await server?.stop();
    server = null;
    expect((await ask({})).data?.assets.totalCount).toBeGreaterThan(0);
    expect((await ask({ text: 'butterfly' })).errors?.[0]?.extensions.code).toBe('SEARCH_NOT_READY');
  });
});
