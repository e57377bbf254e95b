import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Installation } from '../support/installation.ts';
import { findOpenSearch, type OpenSearchServer, startOpenSearch } from './opensearch.ts';

const program = findOpenSearch();
const Answer = z.object({
  data: z.object({ assets: z.object({ totalCount: z.number() }) }).nullish(),
  errors: z.array(z.object({ extensions: z.object({ code: z.string() }) })).optional(),
});

/** The acts follow each other. */
describe.skipIf(program === null)('the whole platform on an OpenSearch in place of its search file', () => {
  const here = Installation.forSuite();
  let server: OpenSearchServer | null = null;
  beforeAll(async () => {
    server = await startOpenSearch(program ?? '');
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

  it('lists without it, and says that texts can’t be searched', async () => {
    await server?.stop();
    server = null;
    expect((await ask({})).data?.assets.totalCount).toBeGreaterThan(0);
    expect((await ask({ text: 'butterfly' })).errors?.[0]?.extensions.code).toBe('SEARCH_NOT_READY');
  });
});
