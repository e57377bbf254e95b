import { buffer } from 'node:stream/consumers';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generateIdentity } from '@lanran/api/age/identity';
import { eachPiece } from '@lanran/api/platform/concurrency/pieces';
import { type Actor, ANONYMOUS } from '@lanran/api/platform/kernel/actor';
import type { FailPoint } from '@lanran/api/platform/kernel/fail-points';
import type { FixityRunner } from '@lanran/api/fixity/jobs/fixity-runner';
import type { AssetFile } from '@lanran/api/assets/domain/asset';
import type { FileDescription } from '@lanran/api/files/domain/picture';
import { PictureTilesService } from '@lanran/api/files/services/picture-tiles';
import { fieldValue } from '@lanran/protocol/log/body';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { parseBundle } from '@lanran/protocol/proofs/bundle';
import { parseFixityResults } from '@lanran/protocol/files/fixity';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { Statement } from '@lanran/protocol/log/statement';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import { repairAsset } from '../../../sdk/node/repair-files.ts';
import { InMemoryOffice } from '../../support/in-memory-office.ts';
import { actorOf, admit, newPerson } from '../../support/people.ts';
import { buildContent, publishAsset, upload } from '../../support/publications.ts';
import { KilledHereError, openServices, type Services } from '../../support/services.ts';
import { serve } from '../../support/served-services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const DAY = 86_400;
const JOB = { signal: AbortSignal.timeout(60_000), progress: () => undefined };
const PICTURE = {
  sha256: '',
  mediaType: 'image/tiff',
  picture: { width: 9_000, height: 9_000 },
  refusal: null,
  version: 1,
} as FileDescription;

/** With a maker that reads the picture to its end, and keeps nothing. */
function tilesOf({ watched, downloads }: Services): PictureTilesService {
  return new PictureTilesService({
    downloads,
    content: watched,
    renditions: { openDerivative: async () => null, keepDerivative: async () => undefined },
    tiles: {
      makeTiles: async ({ read }) => {
        await (await read()).toArray();
        return null;
      },
    },
    fileJobs: { find: async () => null },
  });
}

const OPERATOR_ADDRESS = parseAddress(`0x${'0e'.repeat(20)}`);
const OPERATOR: Actor = { kind: 'member', address: OPERATOR_ADDRESS, memberships: [] };

describe('fixity over real backing services', () => {
  let stack: Stack;
  let services: Services;
  const editor = newPerson();
  let museum: OrganizationId;
  let actor: Actor;

  beforeAll(async () => {
    stack = await startStack();
    const office = new InMemoryOffice();
    office.record({ holder: OPERATOR_ADDRESS, successor: null });
    services = await openServices(stack, { office });
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: editor });
    actor = await actorOf(services, editor);
  });
  afterAll(async () => {
    await services.digester.rest();
    await stack.stop();
  });
  beforeEach(() => services.clock.catchUp());

  async function publish(
    access: 'OPEN' | 'LICENSED' | 'RESTRICTED' = 'LICENSED',
    bytes = randomBytes(3_000),
  ) {
    const content = buildContent({ access });
    const published = await publishAsset(services, editor, { organizationId: museum, content, bytes });
    const [file] = published.files;
    if (file === undefined) throw new Error('A file expected.');
    return { assetId: published.assetId, file, bytes, path: stack.storedPath(await storedCid(file.cid)) };
  }

  /** Under which CID the store has it: what is not open lies encrypted. */
  async function storedCid(cid: string): Promise<string> {
    const [sealed] = await stack.stores.sealedFiles.listByCid(cid);
    return sealed?.current?.payloadCid ?? cid;
  }

  async function readAll(assetId: AssetId): Promise<Buffer> {
    const opened = await services.downloads.open(actor, `${assetId}.1.0`);
    const portions: Uint8Array[] = [];
    for await (const pieces of await opened.readPieces()) portions.push(...pieces);
    return Buffer.concat(portions);
  }

  async function flipByte(path: string, at = 100): Promise<void> {
    const bytes = await readFile(path);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await chmod(path, 0o600);
    await writeFile(path, bytes);
  }

  async function bringBack(
    assetId: AssetId,
    bytes: Buffer,
    sha256: string,
    person = editor,
  ): Promise<string> {
    return upload(services, person, {
      draftId: `repair:${assetId}`,
      path: 'from/a-package.tif',
      bytes,
      sha256,
    });
  }

  async function runToEnd(runner: FixityRunner = services.fixityRunner): Promise<void> {
    while ((await runner.run()) === 'more');
  }

  async function runAll() {
    await services.fixity.beginAll(OPERATOR);
    await runToEnd();
    return statementsOf('ALL');
  }

  async function checkAsset(assetId: AssetId) {
    await services.fixity.beginAsset(actor, assetId);
    await runToEnd(services.fixityChecks);
    return services.fixity.ofAsset(actor, await services.catalog.get(actor, assetId));
  }

  /** Newest first. */
  async function statementsOf(scope: 'ALL' | 'ASSET') {
    const leaves = await stack.stores.leaves.list(0, await services.log.size());
    return leaves
      .filter(({ statement, body }) => isRun(statement) && fieldValue({ fields: body }, 'scope') === scope)
      .reverse();
  }
  const isRun = ({ kind }: Statement) => kind === 'fixity-checked';
  const fixityOf = async (reader: Actor, assetId: AssetId) =>
    services.fixity.ofAsset(reader, await services.catalog.get(reader, assetId));

  it('reads every original and states in one statement that they are well', async () => {
    const { assetId } = await publish();
    expect(await fixityOf(ANONYMOUS, assetId)).toMatchObject({ files: 0, unread: 0, lastRun: null });
    const before = (await statementsOf('ALL')).length;
    const [statement, ...earlier] = await runAll();
    expect(earlier).toHaveLength(before);
    const results = parseFixityResults(fieldValue({ fields: statement?.body ?? [] }, 'results'));
    expect(results).toMatchObject({ damaged: 0, missing: 0, unreadable: 0, ok: results.files });
    expect(results.files).toBeGreaterThan(0);
    const fixity = await fixityOf(ANONYMOUS, assetId);
    expect(fixity).toMatchObject({ files: 1, bad: 0, unread: 0 });
    expect(fixity.lastRun?.statementHash).toBe(statement?.statementHash);
  });

  it('finds what has a byte flipped or was cut short DAMAGED, what is gone MISSING, and says so where people look', async () => {
    const harms = [
      ['DAMAGED', flipByte],
      ['DAMAGED', async (path: string) => (await chmod(path, 0o600), truncate(path, 10))],
      ['MISSING', async (path: string) => rm(path)],
    ] as const;
    const harmed = [];
    for (const [state, harm] of harms) {
      const published = await publish();
      await harm(published.path);
      harmed.push({ ...published, state });
    }
    const [statement] = await runAll();
    const results = parseFixityResults(fieldValue({ fields: statement?.body ?? [] }, 'results'));
    expect(results).toMatchObject({ damaged: 2, missing: 1 });
    expect((await services.fixity.alarms(actor, museum)).isMissed).toBe(false);
    const health = await services.health.check(OPERATOR);
    expect(health.find(({ service }) => service === 'fixity')).toMatchObject({ isHealthy: false });
    const alarmed = async () =>
      (await services.fixity.alarms(actor, museum)).assets.map(({ asset, files }) => `${asset.id} ${files}`);

    for (const [at, { assetId, file, bytes, state }] of harmed.entries()) {
      const others = harmed.slice(at).map((other) => `${other.assetId} 1`);
      expect(new Set(await alarmed())).toEqual(new Set(others));
      expect(await fixityOf(actor, assetId)).toMatchObject({
        bad: 1,
        badFiles: [{ path: file.path, state, sha256: file.sha256 }],
      });
      expect(await fixityOf(ANONYMOUS, assetId)).toMatchObject({ bad: 1, badFiles: [] });
      await bringBack(assetId, bytes, file.sha256);
      expect(await readAll(assetId)).toEqual(bytes);
    }
    expect(await alarmed()).toEqual([]);
    expect(await services.staging.list()).toEqual([]);
  });

  it('calls an original UNREADABLE, never DAMAGED, while the vault key that it needs is missing', async () => {
    const { assetId, bytes } = await publish();
    const { checkpointKey } = services;
    const keyless = await openServices({ ...stack, vaultKeys: [generateIdentity()] }, { checkpointKey });
    await keyless.fixity.beginAsset(actor, assetId);
    await runToEnd(keyless.fixityChecks);
    await keyless.digester.rest();
    expect(await fixityOf(actor, assetId)).toMatchObject({ bad: 1, badFiles: [{ state: 'UNREADABLE' }] });
    const [stated] = await statementsOf('ASSET');
    expect(fieldValue({ fields: stated?.body ?? [] }, 'results')).toMatchObject({
      unreadable: 1,
      damaged: 0,
    });
    // With the key again, nothing has to be brought back: a download that reaches it has it checked.
    expect(await readAll(assetId)).toEqual(bytes);
    await services.damageReports.settled();
    await runToEnd(services.fixityChecks);
    expect(await fixityOf(actor, assetId)).toMatchObject({ bad: 0 });
  });

  it('checks at a start what was out of reach and can be opened again, and nothing that still can not', async () => {
    const [back, gone] = [await publish(), await publish()];
    const { checkpointKey } = services;
    const away = `${back.path}.away`;
    await rename(back.path, away);
    await rm(gone.path);
    for (const { assetId } of [back, gone]) expect(await checkAsset(assetId)).toMatchObject({ bad: 1 });
    const before = (await statementsOf('ASSET')).length;
    await rename(away, back.path);
    const restarted = await openServices(stack, { checkpointKey });
    await runToEnd(restarted.fixityChecks);
    await restarted.digester.rest();
    expect(await fixityOf(actor, back.assetId)).toMatchObject({ bad: 0 });
    expect(await fixityOf(actor, gone.assetId)).toMatchObject({ bad: 1 });
    expect(await statementsOf('ASSET')).toHaveLength(before + 1);
    await bringBack(gone.assetId, gone.bytes, gone.file.sha256);
  });

  it('states once that an original was brought back', async () => {
    const { assetId, file, bytes, path } = await publish();
    await flipByte(path);
    expect(await checkAsset(assetId)).toMatchObject({ bad: 1 });
    expect((await fixityOf(ANONYMOUS, assetId)).lastRun).not.toBeNull();
    await bringBack(assetId, bytes, file.sha256);
    // What that run stated is not so any more.
    expect(await fixityOf(ANONYMOUS, assetId)).toMatchObject({ bad: 0, lastRun: null });
    expect(await checkAsset(assetId)).toMatchObject({ bad: 0, badFiles: [] });
    expect((await fixityOf(ANONYMOUS, assetId)).lastRun).not.toBeNull();
    const [stated] = await statementsOf('ASSET');
    expect(fieldValue({ fields: stated?.body ?? [] }, 'results')).toMatchObject({ repaired: 1, ok: 0 });
    await checkAsset(assetId);
    const [again] = await statementsOf('ASSET');
    expect(fieldValue({ fields: again?.body ?? [] }, 'results')).toMatchObject({ repaired: 0, ok: 1 });
  });

  it('takes back nothing but what was published, from who looks after it', async () => {
    const { assetId, file, path, bytes } = await publish();
    const other = await publish();
    await flipByte(path);
    await checkAsset(assetId);
    const damaged = await readFile(path);
    await expect(bringBack(assetId, other.bytes, other.file.sha256)).rejects.toThrow(
      'from/a-package.tif (sha256',
    );
    await expect(bringBack(assetId, damaged, file.sha256)).rejects.toMatchObject({
      code: 'CONTENT_MISMATCH',
    });
    await expect(bringBack(assetId, bytes, file.sha256, newPerson())).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await services.staging.list()).toEqual([]);
    expect(await readFile(path)).toEqual(damaged);
    expect(await fixityOf(actor, assetId)).toMatchObject({ bad: 1 });
    await bringBack(assetId, bytes, file.sha256);
    expect(await fixityOf(actor, assetId)).toMatchObject({ bad: 0 });
  });

  it('is repaired by the command line from a folder, whatever the files are called there', async () => {
    const { assetId, file, path, bytes } = await publish();
    await flipByte(path);
    await checkAsset(assetId);
    const folder = await mkdtemp(join(tmpdir(), 'lanran-repair-'));
    await mkdir(join(folder, 'old backup'));
    await writeFile(join(folder, 'other.tif'), randomBytes(bytes.length));
    const served = await serve(services);
    try {
      const platform = await served.connect(editor);
      const repair = (paths: string[]) => repairAsset(platform, { assetId, paths }, () => undefined);
      expect(await repair([join(folder, 'other.tif')])).toMatchObject({
        repaired: [],
        refused: [{ localPath: join(folder, 'other.tif'), sha256: expect.any(String) }],
        missing: [{ sha256: file.sha256, state: 'DAMAGED' }],
      });
      await writeFile(join(folder, 'old backup', file.cid), bytes);
      expect(await repair([folder])).toMatchObject({
        repaired: [{ path: file.path, sha256: file.sha256 }],
        refused: [],
        missing: [],
      });
      expect(await repair([folder])).toMatchObject({ repaired: [], refused: [], missing: [] });
    } finally {
      await served.stop();
      await rm(folder, { recursive: true });
    }
    expect(await fixityOf(actor, assetId)).toMatchObject({ bad: 0 });
  });

  it.each([
    ['LICENSED', 'DAMAGED', async (path: string) => (await chmod(path, 0o600), truncate(path, 10))],
    ['LICENSED', 'MISSING', async (path: string) => rm(path)],
    ['OPEN', 'DAMAGED', async (path: string) => (await chmod(path, 0o600), truncate(path, 10))],
    ['OPEN', 'MISSING', async (path: string) => rm(path)],
  ] as const)(
    'states and raises that a download of an %s original finds it %s',
    async (access, state, harm) => {
      const { assetId, file, path } = await publish(access);
      const before = (await statementsOf('ASSET')).length;
      await harm(path);
      for (let times = 0; times < 3; times++) {
        const refused: unknown = await readAll(assetId).catch((error: unknown) => error);
        expect(refused).toMatchObject({
          code: `CONTENT_${state}`,
          message: expect.stringContaining(file.path),
        });
        expect(String(refused)).not.toMatch(new RegExp(`${file.cid}|${await storedCid(file.cid)}|publish`));
      }
      await services.damageReports.settled();
      await runToEnd(services.fixityChecks);
      expect(await fixityOf(actor, assetId)).toMatchObject({ bad: 1, badFiles: [{ state }] });
      expect((await services.fixity.alarms(actor, museum)).assets.map(({ asset }) => asset.id)).toContain(
        assetId,
      );
      expect(await statementsOf('ASSET')).toHaveLength(before + 1);
    },
  );

  it.each([
    ['looks at it', (file: AssetFile) => services.descriptions.describe(file)],
    ['digests it', (file: AssetFile) => services.digesting.digest(file, JOB)],
    ['makes tiles of it', (file: AssetFile) => tilesOf(services).make(file, PICTURE)],
  ])('has an original checked that a job which %s finds gone', async (_, work) => {
    const { assetId, file, path } = await publish();
    await rm(path);
    await expect(work(file)).rejects.toMatchObject({ code: 'CONTENT_MISSING' });
    await services.damageReports.settled();
    await runToEnd(services.fixityChecks);
    expect(await fixityOf(actor, assetId)).toMatchObject({ bad: 1, badFiles: [{ state: 'MISSING' }] });
  });

  it('has an original checked whose download breaks off where it was altered', async () => {
    const { assetId, path } = await publish('LICENSED', randomBytes(3 * 1_048_576));
    const opened = await services.downloads.open(actor, `${assetId}.1.0`);
    await flipByte(path, 2_900_000);
    const begun = await opened.readPieces();
    await expect(buffer(eachPiece(begun))).rejects.toMatchObject({ code: 'CONTENT_DAMAGED' });
    await services.damageReports.settled();
    await runToEnd(services.fixityChecks);
    expect(await fixityOf(actor, assetId)).toMatchObject({ bad: 1, badFiles: [{ state: 'DAMAGED' }] });
  });

  it('does not give out a damaged original as if it were whole', async () => {
    const { assetId, path } = await publish();
    const opened = await services.downloads.open(actor, `${assetId}.1.0`);
    await flipByte(path);
    await checkAsset(assetId);
    await expect(opened.readPieces()).rejects.toMatchObject({ code: 'CONTENT_DAMAGED' });
    await expect(opened.readPieces({ start: 0, end: 10 })).rejects.toThrow('was found damaged on');
    await rm(path);
  });

  it.each<FailPoint>(['mid-fixity-run', 'after-fixity-concluded', 'after-fixity-appended'])(
    'goes on after a kill %s, and states the run once',
    async (place) => {
      await publish();
      const before = (await statementsOf('ALL')).length;
      await services.fixity.beginAll(OPERATOR);
      services.failPoints.arm(place);
      await expect(runToEnd()).rejects.toBeInstanceOf(KilledHereError);
      const restarted = await openServices(stack, { checkpointKey: services.checkpointKey });
      while ((await restarted.fixityRunner.run()) === 'more');
      await restarted.digester.rest();
      const [statement, ...earlier] = await statementsOf('ALL');
      expect(earlier).toHaveLength(before);
      const { files } = await services.fixity.overview();
      const results = parseFixityResults(fieldValue({ fields: statement?.body ?? [] }, 'results'));
      const restricted = parseFixityResults(
        fieldValue({ fields: statement?.body ?? [] }, 'restrictedResults'),
      );
      expect(results.files + restricted.files).toBe(files);
    },
  );

  it('begins by itself in time for the original not read for longest, and shows a run that was missed', async () => {
    const { assetId } = await publish();
    await runAll();
    const before = (await statementsOf('ALL')).length;
    services.clock.pass(29 * DAY);
    await runToEnd();
    expect(await statementsOf('ALL')).toHaveLength(before);
    services.clock.pass(2 * DAY);
    expect(await services.fixity.overview()).toMatchObject({ isMissed: false });
    services.clock.pass(3 * DAY);
    expect(await services.fixity.overview()).toMatchObject({ isMissed: true });
    expect(await services.fixity.alarms(actor, museum)).toMatchObject({ isMissed: true });
    expect(await fixityOf(ANONYMOUS, assetId)).toMatchObject({ isMissed: true });
    await runToEnd();
    expect(await statementsOf('ALL')).toHaveLength(before + 1);
    expect(await services.fixity.overview()).toMatchObject({ isMissed: false });
  });

  it('proves offline what it found of one asset, and shows nothing of any other', async () => {
    const { assetId, file } = await publish();
    const other = await publish();
    await runAll();
    const { text } = await services.provenance.fixityProof(ANONYMOUS, assetId);
    const { ok, checks } = await verifyBundleText(text, { trust: services.trust });
    expect(ok).toBe(true);
    expect(checks.find(({ name }) => name === 'fixity')).toMatchObject({ status: 'pass' });
    expect(checks.find(({ name }) => name === 'signature')).toMatchObject({ status: 'pass' });
    expect(parseBundle(text).fixity).toMatchObject([{ entry: { sha256: file.sha256, outcome: 'OK' } }]);
    expect(text).not.toContain(other.file.sha256);
    expect(text).not.toContain('restrictedResults');
  });

  it('leaves no trace of a RESTRICTED original to outsiders, and proves it to its people', async () => {
    const { assetId, file } = await publish('RESTRICTED');
    await runAll();
    const stranger: Actor = { kind: 'member', address: `0x${'99'.repeat(20)}`, memberships: [] };
    const [entry] = (await services.history.page(stranger, { first: 1, after: null })).items;
    expect(entry?.item.kind).toBe('fixity-checked');
    if (entry === undefined) throw new Error('A statement expected.');
    const { text } = await services.provenance.statementProof(stranger, entry.item.statementHash);
    expect(parseBundle(text).body.fields.map(({ name }) => name)).not.toContain('restrictedResults');
    const [hidden] = await runAll();
    const all = await services.fixity.overview();
    expect(entry.item.details['files']).toBe(
      all.files - parseFixityResults(fieldValue({ fields: hidden?.body ?? [] }, 'restrictedResults')).files,
    );
    await expect(services.provenance.fixityProof(stranger, assetId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(services.provenance.fixityProof(actor, assetId)).rejects.toMatchObject({ code: 'CONFLICT' });

    await checkAsset(assetId);
    const [own] = (await services.history.page(stranger, { first: 1, after: null })).items;
    expect(own?.item).toMatchObject({ kind: 'fixity-checked', details: {}, statement: null, assetId: null });
    const proof = await services.provenance.fixityProof(actor, assetId);
    expect(parseBundle(proof.text).fixity).toMatchObject([{ entry: { sha256: file.sha256 } }]);
    expect((await verifyBundleText(proof.text)).ok).toBe(true);
  });

  it('is begun by those who look after the files alone', async () => {
    const { assetId } = await publish();
    const stranger: Actor = { kind: 'member', address: `0x${'99'.repeat(20)}`, memberships: [] };
    await expect(services.fixity.beginAsset(stranger, assetId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(services.fixity.beginAsset(ANONYMOUS, assetId)).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    });
    await expect(services.fixity.beginAll(actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const first = await services.fixity.beginAsset(OPERATOR, assetId);
    expect((await services.fixity.beginAsset(actor, assetId)).id).toBe(first.id);
    await runToEnd(services.fixityChecks);
  });
});
