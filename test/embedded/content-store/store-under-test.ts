import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create, type IPFSHTTPClient } from 'ipfs-http-client';
import { startContentStore, type RunningContentStore } from '../../../embedded/content-store/server.ts';

export const TOKEN = 'a shared secret for tests';
export const AUTHORIZED = { authorization: `Bearer ${TOKEN}` };

/** Kubo's profile `unixfs-v1-2025`, as a client that relies on it sends it. */
export const PROFILE = { cidVersion: 1, rawLeaves: true, chunker: 'size-1048576' } as const;

export interface StoreUnderTest {
  url: string;
  directory: string;
  sharedDirectory: string;
  /** The platform's client: it shows the token. */
  ipfs: IPFSHTTPClient;
  stranger: IPFSHTTPClient;
  faults: unknown[];
  /** Opens the store again on the same directory, with another token if told. */
  restart(options?: { token: string | null }): Promise<void>;
  /** Closes the store and removes its directory. */
  remove(): Promise<void>;
}

export function createDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'lanran-content-'));
}

export async function startStore(directory = createDirectory()): Promise<StoreUnderTest> {
  const sharedDirectory = join(directory, 'shared');
  const faults: unknown[] = [];
  const open = (token: string | null = TOKEN): Promise<RunningContentStore> =>
    startContentStore({
      dataDirectory: join(directory, 'data'),
      sharedDirectory,
      token,
      onFault: (error) => faults.push(error),
    });
  let store = await open();
  const underTest: StoreUnderTest = {
    ...clients(store.url),
    directory: join(directory, 'data'),
    sharedDirectory,
    faults,
    restart: async (options) => {
      await store.close();
      store = await open(options?.token);
      Object.assign(underTest, clients(store.url));
    },
    remove: async () => {
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return underTest;
}

export function clients(url: string): Pick<StoreUnderTest, 'url' | 'ipfs' | 'stranger'> {
  return { url, ipfs: create({ url, headers: AUTHORIZED }), stranger: create({ url }) };
}

export async function collect(portions: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const collected: Uint8Array[] = [];
  for await (const portion of portions) collected.push(portion);
  return Buffer.concat(collected);
}

export async function list<T>(values: AsyncIterable<T>): Promise<T[]> {
  const listed: T[] = [];
  for await (const value of values) listed.push(value);
  return listed;
}
