import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { signBatch, type SignedBatch } from '@lanran/sdk/publishing/batch-publishing';
import { communitiesOf } from '@lanran/sdk/import/communities';
import { ImportAct, type ImportActOptions, type ImportEvent } from '@lanran/sdk/import/run-import';
import { ImportPlan } from '@lanran/sdk/import/plan';
import { RecordReader } from '@lanran/sdk/import/read-records';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { readStart } from '../../../sdk/node/content-warnings.ts';
import { hashFile, type LocalFile } from '../../../sdk/node/local-files.ts';
import { TusUpload } from '../../../sdk/node/uploads/tus-upload.ts';
import { Folder } from '../../../scripts/import/folder.ts';
import { readMapping } from '../../../scripts/import/read-mapping.ts';
import { readTable } from '../../../scripts/import/read-table.ts';
import { actorOf, admit, newPerson } from '../../support/people.ts';
import { upload } from '../../support/publications.ts';
import { serve, type ServedServices } from '../../support/served-services.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { lanranJson } from '../command-line.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { buildFolder, csvOf } from './build-folder.ts';

const Report = z.object({
  counts: z.object({ rows: z.number(), published: z.number(), existing: z.number(), failed: z.number() }),
  errors: z.array(z.object({ row: z.number(), code: z.string(), message: z.string() })),
});

type Hooks = Partial<Pick<ImportActOptions<LocalFile>, 'send' | 'sign'>>;

describe('two imports of one folder at once', () => {
  let stack: Stack;
  let services: Services;
  let served: ServedServices;
  let keyFile: string;
  let museum: OrganizationId;
  const curator = newPerson();

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    served = await serve(services);
    keyFile = join(await temporaryFolder(), 'curator.key');
    await writeFile(keyFile, curator.privateKey, { mode: 0o600 });
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
  });
  afterAll(async () => {
    await served.stop();
    await stack.stop();
  });
  beforeEach(() => services.clock.catchUp());

  async function folderOf(name: string, count: number): Promise<string> {
    const numbers = Array.from({ length: count }, (_, at) => at + 1);
    return buildFolder({
      'metadata.csv': csvOf(...numbers.map((at) => `${name}:${at},${name} ${at},pattern,none,${at}.png`)),
      ...Object.fromEntries(numbers.map((at) => [`${at}.png`, `scan ${at} of ${name}`])),
    });
  }

  /** By the command line, with a state of its own, as on another machine. */
  async function importWhole(folder: string, ...args: readonly string[]) {
    const line = ['import', folder, ...args, '--api', served.url, '--key-file', keyFile];
    const { document } = await lanranJson(line, { LANRAN_STATE_DIR: await temporaryFolder() });
    return Report.parse(document);
  }

  /** The other import, in which something happens before it sends a file or signs. */
  async function importWith(path: string, hooks: Hooks) {
    const platform = await served.connect(curator);
    const mapping = await readMapping(undefined);
    const folder = await Folder.open(path);
    const plan = new ImportPlan(
      await readTable(folder.path, mapping.table),
      new RecordReader({
        mapping,
        folder,
        findCommunity: communitiesOf(platform.api),
        defaultCommunity: null,
      }),
    );
    const events: ImportEvent<LocalFile>[] = [];
    let kept: SignedBatch | null = null;
    const act = new ImportAct<LocalFile>(platform, {
      organizationId: museum,
      batchSize: 256,
      keeper: {
        find: async () => kept,
        write: async (signed) => void (kept = signed),
        clear: async () => void (kept = null),
      },
      look: { startOf: readStart, onDoubt: () => undefined },
      hash: ({ localPath }) => hashFile(localPath),
      send: async ({ file, draftId, digest }) => {
        const metadata = { draft: draftId, path: file.path, sha256: digest.sha256 };
        await new TusUpload(platform, { ...file, metadata }).send();
      },
      sign: (prepared) => signBatch(platform, prepared),
      hear: (event) => events.push(event),
      ...hooks,
    });
    const { assets, existing } = await act.run(plan);
    const overtaken = events.flatMap((event) => (event.kind === 'overtaken' ? event.records : []));
    return { published: assets.length, existing, overtaken, problems: plan.problems, kept };
  }

  const draftsOf = async () => {
    const page = { first: 100, after: null };
    const { items } = await services.drafts.list(await actorOf(services, curator), museum, page);
    return items.map(({ item }) => item);
  };

  it('count what the other has published as existing, when both had signed', async () => {
    const folder = await folderOf('signed', 4);
    const size = await services.log.size();
    const platform = await served.connect(curator);
    const outcome = await importWith(folder, {
      sign: async (prepared) => {
        expect((await importWhole(folder, '--batch', '3')).counts).toMatchObject({ published: 4 });
        return signBatch(platform, prepared);
      },
    });
    expect(outcome).toEqual({ published: 0, existing: 4, overtaken: [4], problems: [], kept: null });
    expect(await services.log.size()).toBe(size + 4);
  });

  it('count what the other has published as existing, when one was still sending', async () => {
    const folder = await folderOf('sending', 3);
    const size = await services.log.size();
    let other: Promise<unknown> | null = null;
    const platform = await served.connect(curator);
    const outcome = await importWith(folder, {
      send: async ({ file, draftId, digest }) => {
        await (other ??= importWhole(folder));
        const metadata = { draft: draftId, path: file.path, sha256: digest.sha256 };
        await new TusUpload(platform, { ...file, metadata }).send();
      },
    });
    expect(outcome).toMatchObject({ published: 0, existing: 3, overtaken: [3], problems: [] });
    expect(await services.log.size()).toBe(size + 3);
  });

  it('leave to the other what it has changed and not published, say so, and go on when run again', async () => {
    const folder = await folderOf('changed', 2);
    const platform = await served.connect(curator);
    const bytes = Buffer.from('scan 1 of changed');
    const outcome = await importWith(folder, {
      sign: async (prepared) => {
        const [draft] = (await draftsOf()).filter(({ externalId }) => externalId === 'changed:1');
        await upload(services, curator, { draftId: draft?.id ?? '', path: '1.png', bytes });
        return signBatch(platform, prepared);
      },
    });
    expect(outcome).toMatchObject({ published: 0, existing: 0, overtaken: [], kept: null });
    expect(outcome.problems).toMatchObject(
      [2, 3].map((row) => ({
        row,
        code: 'RECORD_OVERTAKEN',
        message: expect.stringContaining('run this import again'),
      })),
    );
    expect((await importWhole(folder)).counts).toEqual({ rows: 2, published: 2, existing: 0, failed: 0 });
  });

  it('is not what a signature by a key of no member is taken for', async () => {
    const folder = await folderOf('stranger', 1);
    const platform = await served.connect(curator);
    const stranger = { ...platform, signer: (await served.connect(newPerson())).signer };
    await expect(
      importWith(folder, { sign: (prepared) => signBatch(stranger, prepared) }),
    ).rejects.toMatchObject({ code: 'BAD_SIGNATURE' });
  });

  it('publish nothing twice, and say of each row that neither has published that another import works on it', async () => {
    const folder = await folderOf('raced', 9);
    const size = await services.log.size();
    const reports = await Promise.all([
      importWhole(folder, '--batch', '3'),
      importWhole(folder, '--batch', '4'),
    ]);
    for (const { counts, errors } of reports) {
      expect(counts.published + counts.existing + counts.failed).toBe(9);
      expect(errors.filter(({ code }) => code !== 'RECORD_OVERTAKEN')).toEqual([]);
    }
    const { counts } = await importWhole(folder);
    expect(counts.failed).toBe(0);
    expect(await services.log.size()).toBe(size + 9);
    expect((await draftsOf()).filter(({ externalId }) => externalId?.startsWith('raced:'))).toEqual([]);
  });
});
