import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseBundle } from '@lanran/protocol/proofs/bundle';
import { type AssetId, type OrganizationId, parseAssetId } from '@lanran/protocol/kernel/ids';
import { actorOf, admit, newPerson } from '../../support/people.ts';
import { environment } from '../../support/platform-process.ts';
import { serve, type ServedServices } from '../../support/served-services.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { lanran, lanranJson } from '../command-line.ts';
import { drawFolder, readRecords } from '../../../scripts/import/drawn-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { buildFolder, csvOf } from './build-folder.ts';

const ROOT = join(import.meta.dirname, '../../..');
const CMOA_MAPPING = join(ROOT, 'scripts/import/mappings/cmoa-textiles.json');
/** Real records, where this machine has them; of the same shape, invented, everywhere. */
const REAL_RECORDS = '/work/shared/data/cmoa-textiles.jsonl';
const INVENTED_RECORDS = join(import.meta.dirname, 'cmoa-sample.jsonl');

const Report = z.object({
  counts: z.record(z.string(), z.number()),
  errors: z.array(z.object({ row: z.number(), column: z.string().nullable(), message: z.string() })),
  warnings: z.array(z.string()),
  assets: z
    .array(z.object({ row: z.number(), externalId: z.string(), assetId: z.string(), leafIndex: z.number() }))
    .default([]),
});

/** Far more than the files here have together, but for one. */
const QUOTA_BYTES = 1_000_000;

describe('lanran import', () => {
  let stack: Stack;
  let services: Services;
  let served: ServedServices;
  let keyFile: string;
  let stateDir: string;
  let museum: OrganizationId;
  const curator = newPerson();

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack, { quotaBytes: QUOTA_BYTES });
    served = await serve(services);
    const folder = await temporaryFolder();
    keyFile = join(folder, 'curator.key');
    stateDir = join(folder, 'state');
    await writeFile(keyFile, curator.privateKey, { mode: 0o600 });
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: newPerson() });
  });
  afterAll(async () => {
    await served.stop();
    await stack.stop();
  });
  beforeEach(() => services.clock.catchUp());

  const account = () => ['--api', served.url, '--key-file', keyFile];
  const settings = () => ({ LANRAN_STATE_DIR: stateDir });

  async function run(folder: string, ...args: readonly string[]) {
    const line = ['import', folder, ...args, ...account()];
    const { exitCode, document, stderr } = await lanranJson(line, settings());
    return { exitCode, stderr, document, report: () => Report.parse(document) };
  }

  /** Rows of as many records of their own, with a file each. */
  async function folderOf(name: string, count: number): Promise<string> {
    const numbers = Array.from({ length: count }, (_, at) => at + 1);
    return buildFolder({
      'metadata.csv': csvOf(
        ...numbers.map((at) => `${name}:${at},${name} ${at},pattern,xijiang,scans/${at}.png`),
      ),
      ...Object.fromEntries(numbers.map((at) => [`scans/${at}.png`, `scan ${at} of ${name}`])),
    });
  }

  async function asset(id: AssetId) {
    return services.catalog.get(await actorOf(services, curator), id);
  }

  it('publishes records with one signature a batch, and nothing twice when it is run again', async () => {
    const folder = await folderOf('plain', 5);
    const size = await services.log.size();
    const first = await run(folder, '--batch', '3');
    expect(first).toMatchObject({ exitCode: 0 });
    const { counts, assets, errors } = first.report();
    expect({ counts, errors }).toEqual({
      counts: { rows: 5, published: 5, existing: 0, failed: 0 },
      errors: [],
    });
    const third = parseAssetId(assets[3]?.assetId);
    expect(await asset(third)).toMatchObject({ holder: museum, metadata: { title: { en: 'plain 4' } } });
    const { text } = await services.provenance.assetProof({ kind: 'anonymous' }, third);
    expect(parseBundle(text)).toMatchObject({
      evidence: { type: 'batch', index: 0, count: 2 },
      files: [{ entry: { path: 'scans/4.png' } }],
    });
    expect((await run(folder)).report().counts).toEqual({ rows: 5, published: 0, existing: 5, failed: 0 });
    expect(await services.log.size()).toBe(size + 5);
    expect(await readdir(stateDir)).toEqual([]);
  });

  it('imports what is right, says of each other row what is wrong, and goes on once it was put right', async () => {
    const rows = [
      'mixed:1,One,pattern,none,a.png',
      'mixed:2,Two,pottery,nobody,../b.png',
      'mixed:1,Three,film,none,a.png',
    ];
    const folder = await buildFolder({ 'metadata.csv': csvOf(...rows), 'a.png': 'a' });
    const { exitCode, report } = await run(folder);
    expect(exitCode).toBe(1);
    expect(report().counts).toEqual({ rows: 3, published: 1, existing: 0, failed: 2 });
    expect(report().errors.map(({ row, column }) => [row, column])).toEqual([
      [3, 'kind'],
      [3, 'community'],
      [3, 'files'],
      [4, 'externalId'],
    ]);
    await writeFile(join(folder, 'metadata.csv'), csvOf(rows[0] ?? '', 'mixed:2,Two,film,none,a.png'));
    expect((await run(folder)).report().counts).toEqual({ rows: 2, published: 1, existing: 1, failed: 0 });
  });

  it('says what the platform refuses, by its row, and imports the others', async () => {
    const long = 'x'.repeat(301);
    const rows = [`long:1,${long},pattern,none,a.png`, 'long:2,Short,pattern,none,a.png'];
    const folder = await buildFolder({ 'metadata.csv': csvOf(...rows), 'a.png': 'a' });
    const { exitCode, report } = await run(folder);
    expect(exitCode).toBe(1);
    expect(report()).toMatchObject({
      counts: { published: 1, failed: 1 },
      errors: [{ row: 2, column: 'title.en', message: expect.stringContaining('at most 300') }],
    });
  });

  it('leaves out a record whose file alone is more than the organization has room for, and imports the others', async () => {
    const rows = [
      'beyond:1,One,pattern,none,a.png',
      'beyond:2,Two,pattern,none,b.png;a.png',
      'beyond:3,Three,pattern,none,c.png',
    ];
    const big = 'x'.repeat(QUOTA_BYTES + 1);
    const folder = await buildFolder({
      'metadata.csv': csvOf(...rows),
      'a.png': 'a',
      'b.png': big,
      'c.png': 'c',
    });
    const { exitCode, report } = await run(folder, '--batch', '1');
    expect(exitCode).toBe(1);
    expect(report()).toMatchObject({
      counts: { rows: 3, published: 2, existing: 0, failed: 1 },
      errors: [
        {
          row: 3,
          column: 'files',
          message: expect.stringMatching(/^b\.png has 1000001 bytes, .* room for 1000000 in all/),
        },
      ],
    });
  });

  it('refuses a title of several lines, and trims one', async () => {
    const rows = ['lines:1,"One\nTwo",pattern,none,a.png', 'lines:2," Three\n",pattern,none,a.png'];
    const folder = await buildFolder({ 'metadata.csv': csvOf(...rows), 'a.png': 'a' });
    const { report } = await run(folder);
    expect(report()).toMatchObject({
      counts: { published: 1, failed: 1 },
      errors: [{ column: 'title.en', message: expect.stringContaining('must be a single line') }],
    });
    const { metadata } = await asset(parseAssetId(report().assets[0]?.assetId));
    expect(metadata.title).toEqual({ en: 'Three' });
  });

  it('warns of files that are not what their names promise, on a dry run and before it publishes them', async () => {
    const rows = [
      'doubt:1,One,pattern,none,a.png',
      'doubt:2,Two,pattern,none,b.svg;c.txt',
      'doubt:3,,pattern,none,a.png',
    ];
    const script = '<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>';
    const folder = await buildFolder({
      'metadata.csv': csvOf(...rows),
      'a.png': '<html>',
      'b.svg': script,
      'c.txt': 'c',
    });
    const warnings = [
      'row 2, a.png is named .png, but its content begins like HTML',
      'row 3, b.svg has script in it: it is kept as it is, and no picture is made of it',
    ];
    const dry = await run(folder, '--dry-run');
    expect(dry.document).toMatchObject({ warnings });
    expect(dry.stderr).toContain(`warning: ${warnings[0]}`);
    const { document, report } = await run(folder);
    // Records are read beside each other.
    expect(document).toMatchObject({ warnings: expect.arrayContaining(warnings) as unknown });
    expect(report().counts).toMatchObject({ published: 2, failed: 1 });
    expect((await run(folder, '--dry-run')).document).toMatchObject({ warnings: [] });
  });

  it('checks everything on a dry run, with and without a key, and publishes nothing', async () => {
    const long = 'x'.repeat(301);
    const rows = [
      `dry:1,${long},pattern,none,a.png`,
      'dry:2,Two,pattern,nobody,a.png',
      'dry:3,Three,film,none,a.png',
    ];
    const folder = await buildFolder({ 'metadata.csv': csvOf(...rows), 'a.png': 'a' });
    const size = await services.log.size();
    const { exitCode, document, report } = await run(folder, '--dry-run');
    expect(exitCode).toBe(1);
    expect(document).toMatchObject({ dryRun: true });
    expect(report().counts).toEqual({ rows: 3, ready: 1, existing: 0, failed: 2 });
    const unsigned = await lanranJson(['import', folder, '--dry-run', '--api', served.url]);
    expect(unsigned.document).toMatchObject({
      counts: { ready: 2, failed: 1 },
      errors: [{ row: 3, column: 'community' }],
    });
    expect(await services.log.size()).toBe(size);
    expect(
      (await services.drafts.list(await actorOf(services, curator), museum, { first: 100, after: null }))
        .items,
    ).not.toContainEqual(expect.objectContaining({ item: expect.objectContaining({ externalId: 'dry:3' }) }));
  });

  it('shows on a dry run what becomes of each term, and renames none of the vocabulary', async () => {
    const folder = await buildFolder({
      'metadata.csv': [
        'externalId,title,kind,community,files,technique,motif',
        'terms:1,One,pattern,none,a.png,batik,sun',
        'terms:2,Two,pattern,none,a.png,蜡染; velvet,',
        '',
      ].join('\n'),
      'a.png': 'a',
    });
    const { document } = await run(folder, '--dry-run');
    const batik = { vocabulary: 'technique', code: 'batik', en: 'Batik (wax-resist dyeing)', zh: '蜡染' };
    expect(document).toMatchObject({
      terms: [
        { ...batik, text: 'batik', isProposed: false, records: 1 },
        { ...batik, text: '蜡染', isProposed: false, records: 1 },
        { text: 'velvet', code: 'velvet', isProposed: true, records: 1 },
        { text: 'sun', code: 'sun', en: 'Sun', zh: '太阳纹', isProposed: false },
      ],
    });
    const { stdout } = await lanran(['import', folder, '--dry-run', '--api', served.url]);
    expect(stdout).toContain('technique: batik → Batik (wax-resist dyeing) 蜡染 (1 record)');
    expect(stdout).toMatch(/technique: velvet → velvet, .* that your organization proposes \(1 record\)/);
    await run(folder);
    const { terms } = await services.search.facets(await actorOf(services, curator), {});
    expect(terms).toEqual(
      expect.arrayContaining([
        { value: { ...batik, proposedBy: null }, count: 2 },
        { value: expect.objectContaining({ code: 'velvet', proposedBy: museum }), count: 1 },
      ]),
    );
  });

  it.each(['after-pin', 'after-append'] as const)(
    'goes on after the platform was killed %s a batch was sent, with the signature of before',
    async (point) => {
      const folder = await folderOf(point, 4);
      const size = await services.log.size();
      services.failPoints.arm(point);
      expect(await run(folder)).toMatchObject({
        exitCode: 1,
        document: { error: { code: 'INTERNAL_SERVER_ERROR' } },
      });
      const { exitCode, stderr, report } = await run(folder);
      expect(exitCode).toBe(0);
      expect(stderr).toContain('signed before');
      expect(report().counts).toEqual({ rows: 4, published: 4, existing: 0, failed: 0 });
      expect(await services.log.size()).toBe(size + 4);
    },
  );

  it('goes on after the platform was killed though what was signed is lost', async () => {
    const folder = await folderOf('lost', 4);
    const size = await services.log.size();
    services.failPoints.arm('after-append');
    expect(await run(folder)).toMatchObject({ exitCode: 1 });
    stateDir = await temporaryFolder();
    expect((await run(folder)).exitCode).toBe(0);
    expect(await services.log.size()).toBe(size + 4);
  });

  it('goes on after it was killed itself, wherever it was', async () => {
    const folder = await folderOf('killed', 9);
    const size = await services.log.size();
    const line = ['import', folder, '--batch', '3', ...account()];
    for (const sign of [/sending 3 files/, /3 of 9/]) {
      const child = spawn(process.execPath, [join(ROOT, 'dist/lanran.js'), ...line], {
        env: environment(settings()),
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let said = '';
      child.stderr.on('data', (bytes: Buffer) => {
        said += bytes.toString();
        if (sign.test(said)) child.kill('SIGKILL');
      });
      await once(child, 'close');
    }
    const { exitCode, report } = await run(folder);
    expect(exitCode).toBe(0);
    expect(report().counts).toMatchObject({ rows: 9, failed: 0 });
    expect(await services.log.size()).toBe(size + 9);
    const drafts = await services.drafts.list(await actorOf(services, curator), museum, {
      first: 100,
      after: null,
    });
    expect(drafts.items.filter(({ item }) => item.externalId?.startsWith('killed:'))).toEqual([]);
  });

  it('publishes a file by what it holds when it is signed: one that changed since the draft is sent anew', async () => {
    const folder = await folderOf('changed', 1);
    services.failPoints.arm('after-pin');
    await run(folder);
    await writeFile(join(folder, 'scans/1.png'), 'another scan');
    stateDir = await temporaryFolder();
    const [published] = (await run(folder)).report().assets;
    const [file] = await services.catalog.allFiles(await asset(parseAssetId(published?.assetId)));
    expect(file?.bytes).toBe('another scan'.length);
  });

  it.each([INVENTED_RECORDS, ...(existsSync(REAL_RECORDS) ? [REAL_RECORDS] : [])])(
    'imports museum records by the committed mapping: %s',
    async (source) => {
      const lines = (await readRecords(source)).slice(0, 6);
      const [record] = lines.map((line) =>
        z.looseObject({ accession_number: z.string() }).parse(JSON.parse(line)),
      );
      const folder = await temporaryFolder();
      expect(await drawFolder(lines, { folder, width: 60 })).toBe(lines.length);
      const { exitCode, report } = await run(folder, '--mapping', CMOA_MAPPING);
      expect(report().errors).toEqual([]);
      expect(exitCode).toBe(0);
      const { metadata, community } = await asset(parseAssetId(report().assets[0]?.assetId));
      expect(community).toBeNull();
      expect(metadata).toMatchObject({
        access: 'LICENSED',
        synthetic: true,
        identifier: record?.accession_number,
        creditLine: expect.any(String),
        description: {
          en: expect.stringMatching(
            /^Made: .*\nBy: .*\nMedium: .*velvet.*\nAcquired: \d{4}-.*\nProvenance: /s,
          ),
        },
      });
      expect(metadata.terms).toContainEqual({
        vocabulary: 'technique',
        code: 'velvet',
        en: 'Velvet weaving',
        zh: '起绒织造',
      });
    },
  );

  it('draws for no record that an image can’t be named by, and says which', async () => {
    const folder = await temporaryFolder();
    for (const record of ['{}', '{"accession_number":"../1"}', 'no JSON'])
      await expect(drawFolder(['{"accession_number":"1"}', record], { folder, width: 60 })).rejects.toThrow(
        /^RECORDS: record 2 has no name/,
      );
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['--batch', ['--batch', '0']],
    ['--batch', ['--batch', '257']],
    ['--mapping', ['--mapping', '/nonexistent.json']],
  ])('refuses a wrong %s before anything is sent', async (field, args) => {
    const folder = await folderOf('usage', 1);
    const { exitCode, document } = await lanranJson([
      'import',
      folder,
      ...args,
      '--api',
      'http://127.0.0.1:1',
    ]);
    expect(exitCode).toBe(2);
    expect(document).toMatchObject({ error: { code: 'BAD_USAGE', field } });
  });

  it('takes a mapping that the organization saved on the platform by its name, the newest', async () => {
    const actor = await actorOf(services, curator);
    const saving = { organizationId: museum, name: 'textiles' };
    const fields = { externalId: '{id}', title: { en: '{name}' }, kind: 'pattern', files: '{scan}' };
    const text = JSON.stringify({ fields: { ...fields, community: 'none' } });
    await services.savedMappings.save(actor, { ...saving, text: '{}', after: 0 });
    await services.savedMappings.save(actor, { ...saving, text, after: 1 });
    const folder = await buildFolder({ 'metadata.csv': 'id,name,scan\nsaved:1,One,a.txt\n', 'a.txt': 'a' });
    const { report, stderr } = await run(folder, '--mapping', 'textiles');
    expect(stderr).toContain('mapping textiles, version 2');
    expect(report()).toMatchObject({ counts: { published: 1, failed: 0 }, warnings: [] });
    const unknown = await run(folder, '--mapping', 'ceramics');
    expect(unknown).toMatchObject({ exitCode: 2, document: { error: { field: '--mapping' } } });
    expect(unknown.stderr + JSON.stringify(unknown.document)).toContain('It has: textiles.');
  });

  it('beside it, `publish` takes a folder as one asset, and goes on with what has not arrived', async () => {
    const scans = Array.from({ length: 24 }, (_, at) => [`plates/${at}.txt`, `plate ${at}`] as const);
    const folder = await buildFolder({
      ...Object.fromEntries(scans),
      'a.txt': 'of no other test',
      '.DS_Store': 'x',
    });
    const line = ['publish', folder, '--kind', 'film', '--title', 'Plates', '--community', 'none'];
    services.failPoints.arm('batch-staged');
    expect((await lanran([...line, ...account()], settings())).exitCode).toBe(1);
    const { exitCode, document, stderr } = await lanranJson([...line, ...account()], settings());
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/left out, .*: \.DS_Store\n(.*\n)*going on with the draft of an earlier run/);
    expect(stderr).toMatch(/hashed 25 of 25 files, 100 %/);
    expect(document['files']).toHaveLength(25);
    expect(document['files']).toContainEqual(expect.objectContaining({ path: 'plates/7.txt', bytes: 7 }));
    const [file] = await services.catalog.allFiles(await asset(parseAssetId(document['assetId'])));
    expect(file?.path).toBe('a.txt');
    expect(stderr).not.toContain('published already');

    const again = ['publish', join(folder, 'a.txt'), ...line.slice(2, 5), 'Again', ...line.slice(6)];
    const warned = await lanran([...again, ...account()], settings());
    expect(warned.exitCode).toBe(0);
    expect(warned.stderr).toMatch(
      new RegExp(`warning: a.txt .* as a.txt of asset ${String(document['assetId'])} .Plates.\n.*signing`),
    );
  });

  it('tells people row by row, and warns of columns that nothing is made of', async () => {
    const folder = await buildFolder({ 'metadata.csv': 'externalId,titel\nsaid:1,One\n' });
    const { exitCode, stdout, stderr } = await lanran(['import', folder, ...account()], settings());
    expect(exitCode).toBe(1);
    expect(stderr).toContain('no field is made of these columns: titel');
    expect(stdout).toMatch(
      /^row 2, title\.en: .*\n(row 2, .*\n)+1 rows, 0 published, 0 existing, 1 failed\n$/,
    );
  });
});
