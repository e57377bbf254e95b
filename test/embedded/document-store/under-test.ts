import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDocumentStore } from '@lanran/embedded/document-store/server';

/** A server of MongoDB's protocol that a behavior suite may fill. */
export interface StoreUnderTest {
  readonly uri: string;
  readonly stop: () => Promise<void>;
}

export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'lanran-document-store-'));
}

/** The embedded store, in this process, over a new directory. */
export async function startEmbedded(): Promise<StoreUnderTest> {
  const dataDir = temporaryDirectory();
  const faults: unknown[] = [];
  const store = await startDocumentStore({ dataDir, onFault: (error) => faults.push(error) });
  return {
    uri: store.uri,
    stop: async () => {
      await store.close();
      rmSync(dataDir, { recursive: true });
      if (faults.length > 0) throw new AggregateError(faults, 'the store met faults of its own');
    },
  };
}

/** The server that MONGODB_URI names, else the embedded store. */
export function startDefault(): Promise<StoreUnderTest> {
  const uri = process.env['MONGODB_URI'];
  return uri === undefined ? startEmbedded() : Promise.resolve({ uri, stop: () => Promise.resolve() });
}
