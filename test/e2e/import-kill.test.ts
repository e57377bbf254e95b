import { randomBytes } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Installation } from '../support/installation.ts';

const RECORDS = 12;
const STEPS = [
  'records-taken',
  'after-manifests',
  'before-seal-stored',
  'before-seal-swapped',
  'after-pin',
  'after-append',
  'after-finish',
] as const;
const Report = z.looseObject({ counts: z.looseObject({ rows: z.number(), failed: z.number() }) });

/** Each record is a draft, and all of them are published under one signature. */
describe('an import during which the platform is killed', () => {
  const here = Installation.forSuite();

  async function published(step: string) {
    const client = await MongoClient.connect((await here.services()).mongoUri);
    try {
      const [leaves, drafts] = ['leaves', 'drafts'].map((name) => client.db().collection(name));
      const own = (await drafts?.find({ externalId: { $regex: `^${step}:` } }).toArray()) ?? [];
      const assetIds = own.map(({ assetId }) => String(assetId));
      const logged = { 'statement.kind': 'published', assetId: { $in: assetIds } };
      return {
        drafts: own.length,
        unpublished: own.filter(({ publishedIndex }) => publishedIndex === null).length,
        statements: (await leaves?.countDocuments(logged)) ?? 0,
        claims: await client.db().collection('manifestClaims').countDocuments(),
      };
    } finally {
      await client.close();
    }
  }

  it.each(STEPS)(
    '%s: the same command publishes each record once, and nothing is left over',
    async (step) => {
      const folder = here.path(step);
      await mkdir(folder);
      const numbers = Array.from({ length: RECORDS }, (_, at) => at + 1);
      for (const at of numbers) await writeFile(join(folder, `${at}.bin`), randomBytes(4_096));
      const rows = numbers.map((at) => `${step}:${at},Film ${at},film,none,${at}.bin`);
      await writeFile(
        join(folder, 'metadata.csv'),
        ['externalId,title,kind,community,files', ...rows].join('\r\n'),
      );
      await here.start({ LANRAN_FAIL_POINT: step });

      const command = here.begin('import', folder, '--key-file', here.keyFile('institution'));
      const { signal } = await here.platform.ended();
      command.interrupt();
      await command.ended;
      expect(signal).toBe('SIGKILL');
      await here.start();
      const repeated = await here.as('institution', 'import', folder);

      expect(repeated.exitCode).toBe(0);
      expect(Report.parse(repeated.document).counts).toMatchObject({ rows: RECORDS, failed: 0 });
      expect(await published(step)).toEqual({
        drafts: RECORDS,
        unpublished: 0,
        statements: RECORDS,
        claims: 0,
      });
      expect(await readdir(join(here.dataDir, 'staging'))).toEqual([]);
      await here.platform.end('SIGTERM');
    },
  );
});
