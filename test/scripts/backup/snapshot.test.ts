import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOCUMENT_DATABASES, EnvironmentSnapshot } from '@lanran/embedded/environment-copy';
import { startDocumentStore } from '@lanran/embedded/document-store/server';
import { auditIndexes } from '@lanran/embedded/document-store/storage/audit';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

describe('a snapshot of the documents', () => {
  let dir = '';
  beforeEach(async () => void (dir = await mkdtemp(join(tmpdir(), 'lanran-snapshot-'))));
  afterEach(() => rm(dir, { recursive: true }));

  it('holds what was acknowledged before it and nothing of after, with indexes that fit', async () => {
    const [live, copied] = [join(dir, 'live'), join(dir, 'copied')];
    const store = await startDocumentStore({ dataDir: live });
    const client = await MongoClient.connect(store.uri);
    const cloths = client.db('museum').collection<{ _id: number; name: string }>('cloths');
    await cloths.createIndex({ name: 1 });
    await cloths.insertMany(Array.from({ length: 5_000 }, (_, at) => ({ _id: at, name: `cloth ${at}` })));
    const snapshot = EnvironmentSnapshot.take(live, DOCUMENT_DATABASES);
    await cloths.insertOne({ _id: 9_999, name: 'later' });
    await cloths.deleteOne({ _id: 0 });
    await snapshot?.copyTo(copied);
    await snapshot?.close();
    await client.close();
    await store.close();

    expect(await auditIndexes(copied)).toMatchObject({ documents: 5_000, problems: [] });
    const again = await startDocumentStore({ dataDir: copied });
    const reader = await MongoClient.connect(again.uri);
    const kept = reader.db('museum').collection<{ _id: number }>('cloths');
    expect(await kept.countDocuments({ _id: { $in: [0, 9_999] } })).toBe(1);
    expect(await kept.findOne({ name: 'cloth 0' })).toMatchObject({ _id: 0 });
    await reader.close();
    await again.close();
  });

  it('is none where there are no documents', () => {
    expect(EnvironmentSnapshot.take(dir, DOCUMENT_DATABASES)).toBeNull();
  });
});
