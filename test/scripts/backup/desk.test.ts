import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity } from '@lanran/api/age/identity';
import { VaultKeys } from '@lanran/api/age/vault-keys';
import { DiskRequestFiles } from '@lanran/api/desk/adapters/disk-request-files';
import { favoritesOf } from '@lanran/api/desk/domain/asset-list';
import { openStores, type Stores } from '@lanran/api/stores';
import { startDocumentStore } from '@lanran/embedded/document-store/server';
import mongoose from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp } from '../../../scripts/backup/backup.ts';
import { restore } from '../../../scripts/backup/restore.ts';
import { takeSnapshot } from '../../../scripts/backup/snapshot.ts';
import { ASSET, buildEntry, buildRequest } from '../../api/desk/build-request.ts';

const AT = new Date('2026-11-25T08:00:00Z');
const WORDS = 'The contract that the council reads.';

async function* source() {
  yield Buffer.from(WORDS);
}

describe('the desk in a backup', () => {
  const vault = new VaultKeys([generateIdentity()]);
  let dir: string;
  let dataDir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'lanran-desk-backup-'));
    dataDir = join(dir, 'data');
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  async function running<T>(
    directory: string,
    work: (stores: Stores, uri: string) => Promise<T>,
  ): Promise<T> {
    const documents = await startDocumentStore({ dataDir: join(directory, 'document-store') });
    const uri = `${documents.uri}/lanran`;
    const stores = await openStores({ uri, answerWithinMs: 5_000 });
    try {
      return await work(stores, uri);
    } finally {
      await stores.close();
      await documents.close();
    }
  }

  const diskOf = (directory: string) =>
    new DiskRequestFiles({ directory: join(directory, 'request-files'), vault, reservedBytes: 0 });

  /** A thread with a file, a list and a saved search. */
  async function fill(stores: Stores) {
    const disk = diskOf(dataDir);
    const incoming = await disk.receive(source(), 1_000);
    await disk.keep(incoming);
    const { id, bytes, sha256 } = incoming;
    const file = { id, bytes, sha256, name: 'contract.txt', mediaType: 'text/plain' };
    await stores.requestFiles.insert({
      ...incoming,
      ...file,
      thread: 'request/r1',
      account: '0x50',
      receivedAt: AT,
      expiresAt: null,
    });
    const request = buildRequest({ handledBy: { ASKER: '0x01' } });
    await stores.requests.insert(request);
    const entry = { ...buildEntry(2, 'MESSAGE', 'HOLDER', { files: [file] }), text: 'Read it, 请看。' };
    await stores.requests.append('r1', entry);
    const list = { ...favoritesOf('0x01', AT), items: [{ assetId: ASSET, note: 'for the credits' }] };
    await stores.assetLists.insert(list);
    const search = { id: 's1', owner: '0x01', name: 'Batik', filter: { text: '蜡染' }, savedAt: AT } as const;
    await stores.savedSearches.insert(search);
    return { request: { ...request, changedAt: entry.at }, entry, list, search };
  }

  async function documentsOf(uri: string): Promise<Record<string, unknown[]>> {
    const connection = await mongoose.createConnection(uri).asPromise();
    try {
      const collections = await connection.db?.listCollections().toArray();
      const found: Record<string, unknown[]> = {};
      for (const { name } of collections ?? [])
        found[name] = await connection.collection(name).find().sort({ _id: 1 }).toArray();
      return found;
    } finally {
      await connection.close();
    }
  }

  it('comes back whole, with the files of its threads', async () => {
    const out = join(dir, 'backup.tar');
    const made = await running(dataDir, async (stores, uri) => {
      const kept = await fill(stores);
      writeFileSync(join(dataDir, 'secrets.json'), '{}');
      await backUp({ dataDir, out, recipient: null });
      return { kept, documents: await documentsOf(uri) };
    });
    rmSync(dataDir, { recursive: true });
    const target = join(dir, 'restored');
    await restore(out, target);

    await running(target, async (stores, uri) => {
      const { request, entry, list, search } = made.kept;
      expect(await stores.requests.find('r1')).toStrictEqual(request);
      expect(await stores.requests.listWritten('r1', 1, 10)).toStrictEqual([entry]);
      expect(await stores.assetLists.find(list.id)).toStrictEqual(list);
      expect(await stores.savedSearches.find('0x01', 's1')).toStrictEqual(search);
      const file = await stores.requestFiles.find(entry.files[0]?.id ?? '');
      if (file === null) throw new Error('The file is not in the documents.');
      const portions: Uint8Array[] = [];
      for await (const portion of await diskOf(target).read(file)) portions.push(portion);
      expect(Buffer.concat(portions).toString()).toBe(WORDS);
      expect(await documentsOf(uri)).toEqual(made.documents);
    });
  });

  it('has a file of a thread that is removed, or half received, while it is made', async () => {
    const disk = diskOf(dataDir);
    const [kept, half] = [await disk.receive(source(), 1_000), await disk.receive(source(), 1_000)];
    await disk.keep(kept);
    const spool = join(dataDir, 'backups', 'spool');
    mkdirSync(spool, { recursive: true });
    const { files } = await takeSnapshot(dataDir, spool);
    await disk.remove(kept.id);
    await disk.drop(half);
    const held = files.filter(({ path }) => path.startsWith('request-files/'));
    expect(held.map(({ path }) => path)).toContain(`request-files/${kept.id}`);
    expect(held.map(({ source: path }) => existsSync(path))).not.toContain(false);
  });
});
