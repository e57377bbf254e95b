import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStores } from '@lanran/api/stores';
import type { Draft } from '@lanran/api/publishing/domain/draft';
import { StorageFullError } from '@lanran/api/platform/kernel/errors';
import { startDocumentStore } from '@lanran/embedded/document-store/server';
import { openServiceLog } from '@lanran/embedded/service-log';
import { assetIdOf, organizationIdOf, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { mountSmallDisk } from '../../../support/small-disk.ts';

const MUSEUM = organizationIdOf('museum');
const CREATED_AT = new Date('2026-11-27T00:00:00Z');

function draft(id: string): Draft {
  const assetSalt = randomBytes32();
  const metadata = {
    kind: 'FILM',
    access: 'LICENSED',
    title: { zh: '苗绣' },
    terms: [],
    synthetic: true,
  } as const;
  return {
    id,
    organizationId: MUSEUM,
    assetId: assetIdOf(MUSEUM, assetSalt),
    assetSalt,
    communitySalt: randomBytes32(),
    content: { metadata, community: null },
    externalId: 'x'.repeat(20_000),
    revises: null,
    files: [],
    publication: null,
    publishedIndex: null,
    revision: 0,
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
  };
}

const disk = mountSmallDisk(8 * 1_048_576);

describe.skipIf(disk === null)('documents on a disk that is full', () => {
  afterAll(() => disk?.unmount());

  it('are refused as files are, with what to do, and what is logged of it has nothing of them', async () => {
    const dataDir = disk?.path ?? '';
    const documents = await startDocumentStore({ dataDir });
    const stores = await openStores({ uri: `${documents.uri}/lanran`, answerWithinMs: 5_000 });
    onTestFinished(async () => {
      await stores.close();
      await documents.close();
    });
    writeFileSync(join(dataDir, 'ballast'), Buffer.alloc(5 * 1_048_576));
    const drafts = Array.from({ length: 500 }, (_, at) => draft(`draft-${at}`));
    const logged: string[] = [];
    const log = openServiceLog({ destination: { write: (line) => void logged.push(line) } });

    const refusals: unknown[] = [];
    const refuse = (error: unknown) => {
      refusals.push(error);
      log.error({ err: error }, 'failed');
    };
    for (const one of drafts) {
      await stores.drafts.insert(one).catch(refuse);
      if (refusals.length > 0) break;
    }
    await stores.drafts.insertMissing(drafts).catch(refuse);

    expect(refusals).toHaveLength(2);
    for (const refusal of refusals) expect(refusal).toBeInstanceOf(StorageFullError);
    expect(refusals).toMatchObject([
      { code: 'STORAGE_FULL', message: expect.stringContaining('Free some space') },
      { code: 'STORAGE_FULL' },
    ]);
    expect(logged.join('')).toContain('did not reach the disk');
    for (const { assetSalt, communitySalt } of drafts) {
      expect(logged.join('')).not.toContain(assetSalt);
      expect(logged.join('')).not.toContain(communitySalt);
    }
  });
});
