import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStores, type Stores } from '@lanran/api/stores';
import type { Page, PageRequest } from '@lanran/api/platform/kernel/page';
import { startDocumentStore } from '@lanran/embedded/document-store/server';
import { randomBytes32 } from '@lanran/protocol/kernel/ids';

export interface StoresUnderTest {
  readonly stores: Stores;
  readonly uri: string;
  stop(): Promise<void>;
}

/** The stores over an embedded document store, or a database of their own at MONGODB_URI. */
export async function startStores(): Promise<StoresUnderTest> {
  const outside = process.env['MONGODB_URI'];
  if (outside !== undefined) return startStoresAt(outside);
  const dataDir = await mkdtemp(join(tmpdir(), 'lanran-stores-'));
  const documents = await startDocumentStore({ dataDir });
  const uri = `${documents.uri}/lanran`;
  const stores = await openStores({ uri, answerWithinMs: 5_000 });
  const stop = async () => {
    await stores.close();
    await documents.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { stores, uri, stop };
}

/** The stores over a database of their own at a server. */
export async function startStoresAt(server: string): Promise<StoresUnderTest> {
  const url = new URL(server);
  url.pathname = `/lanran-test-${randomBytes32().slice(2, 14)}`;
  const stores = await openStores({ uri: url.href, answerWithinMs: 5_000 });
  return { stores, uri: url.href, stop: () => stores.close() };
}

/** Reads a list to its end, page by page; fails when a page says something about the others that is not so. */
export async function readAll<T>(list: (page: PageRequest) => Promise<Page<T>>, first: number): Promise<T[]> {
  const items: T[] = [];
  let after: string | null = null;
  for (;;) {
    const page: Page<T> = await list({ first, after });
    items.push(...page.items.map(({ item }) => item));
    const hasMore = items.length < page.totalCount;
    if (page.hasNextPage !== hasMore)
      throw new Error(`hasNextPage is ${page.hasNextPage} after ${items.length}`);
    after = page.items.at(-1)?.cursor ?? null;
    if (!hasMore || after === null) return items;
  }
}
