import { createHash, randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import type { TakeDown } from '@lanran/api/assets/domain/take-down';
import type { FailPoint } from '@lanran/api/platform/kernel/fail-points';
import { RenditionsService } from '@lanran/api/files/services/renditions';
import type { Published } from '@lanran/api/publishing/services/statement-publisher';
import { takeDownAct } from '@lanran/sdk/takedowns/take-down-acts';
import { RpcChainLookup } from '@lanran/sdk/provenance/rpc-chain-lookup';
import { toHex } from '@lanran/protocol/kernel/bytes';
import { parseBundle } from '@lanran/protocol/proofs/bundle';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { reasonHashOf } from '@lanran/protocol/assets/reason-text';
import { scopeHashOf, type TakeDownScope } from '@lanran/protocol/assets/take-down';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import { historyOf } from '../../support/asset-history.ts';
import { actorOf, admit, newPerson, type Person, relayAct } from '../../support/people.ts';
import { buildContent, createDraft, signStatement, upload } from '../../support/publications.ts';
import { filesHolding } from '../../support/searched-directory.ts';
import { buildWish, consentAct, offeringAct, purchaseAct } from '../../support/sales.ts';
import { KilledHereError, openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const ANYBODY: Actor = { kind: 'anonymous' };
const REASON = 'Shows a burial that is not to be seen.';

interface RandomPicture {
  readonly path: string;
  readonly bytes: Buffer;
  readonly sha256: string;
  /** What it says of itself. */
  readonly words: string;
}

/** Noise, which no other file has a part of. */
async function randomPicture(path: string): Promise<RandomPicture> {
  const words = `photographed by ${randomBytes(12).toString('hex')}`;
  const noise = { raw: { width: 60, height: 40, channels: 3 as const } };
  const bytes = await sharp(randomBytes(60 * 40 * 3), noise)
    .withExif({ IFD0: { Artist: words } })
    .tiff({ compression: 'none' })
    .toBuffer();
  return { path, bytes, words, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** As another client may have had it taken down: nothing that there is has this hash. */
function unknownTakeDown(assetId: AssetId, leafIndex: number): TakeDown {
  return {
    assetId,
    organizationId: `0x${'11'.repeat(32)}` as OrganizationId,
    scopeHash: toHex(randomBytes(32)),
    scope: null,
    reasonHash: reasonHashOf(REASON),
    takenDownAt: new Date(0),
    leafIndex,
    lastVersion: 1,
    state: 'PENDING',
    erasedAt: null,
    leftovers: [],
  };
}

describe('taking down over real backing services', () => {
  let stack: Stack;
  let services: Services;
  let chain: RpcChainLookup;
  const curator = newPerson();
  const council = newPerson();
  const stranger = newPerson();
  const buyer = newPerson();
  let museum: OrganizationId;
  let community: OrganizationId;
  let studio: OrganizationId;
  let others: OrganizationId;

  beforeAll(async () => {
    stack = await startStack();
    chain = await RpcChainLookup.open(stack.rpcUrl);
    services = await openServices(stack);
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: council });
    studio = await admit(services, { slug: 'studio', kind: 'STUDIO', owner: buyer });
    others = await admit(services, { slug: 'others', kind: 'INSTITUTION', owner: stranger });
  });
  afterAll(async () => {
    chain.close();
    await stack.stop();
  });
  beforeEach(() => services.clock.catchUp());

  async function publish(
    pictures: readonly RandomPicture[],
    {
      title = 'Butterfly mother',
      access = 'LICENSED',
    }: { title?: string; access?: 'OPEN' | 'LICENSED' } = {},
  ): Promise<Published> {
    const content = buildContent({
      community: access === 'OPEN' ? null : community,
      access,
      title: { en: title },
      creditLine: `Collection of ${title}`,
    });
    const draft = await createDraft(services, curator, { organizationId: museum, content });
    for (const { path, bytes } of pictures)
      await upload(services, curator, { draftId: draft.id, path, bytes });
    return send(draft.id);
  }

  async function send(draftId: string, person = curator): Promise<Published> {
    const actor = await actorOf(services, person);
    const { publication } = await services.publishing.prepare(actor, draftId);
    const signature = signStatement(services, person, publication.statement);
    return services.publishing.publish(actor, draftId, signature);
  }

  async function makeDerivatives(): Promise<void> {
    while ((await services.fileJobFollower.run()) === 'more');
    while ((await services.fileJobWorker.run()) === 'more');
    await services.fixityFollower.followTo(await services.log.size());
  }

  interface Order {
    readonly assetId: AssetId;
    readonly scope?: TakeDownScope;
    readonly person?: Person;
    readonly organizationId?: OrganizationId;
    readonly despiteLicenses?: boolean;
  }

  async function takeDown({
    assetId,
    scope = {},
    person = curator,
    organizationId = museum,
    despiteLicenses = false,
  }: Order): Promise<void> {
    const order = { assetId, scope, reason: REASON, despiteLicenses };
    const stated = await services.takeDownPlans.state(await actorOf(services, person), order);
    expect(stated.scopeHash).toBe(scopeHashOf(scope));
    await relayAct(services, person, takeDownAct({ assetId, organizationId, ...stated }));
  }

  async function erase(): Promise<void> {
    await services.takeDownJob.run();
    expect(await services.takeDownJob.behind()).toBe(0);
  }

  /** What a verifier finds of every statement of the asset. */
  async function expectProven(assetId: AssetId): Promise<void> {
    const entries = await historyOf(services, assetId);
    expect(entries.length).toBeGreaterThan(1);
    for (const { statementHash } of entries) {
      const { text } = await services.provenance.statementProof(ANYBODY, statementHash);
      const { checks } = await verifyBundleText(text, { trust: services.trust, chain });
      expect(checks.filter(({ status }) => status === 'fail')).toEqual([]);
    }
  }

  const needlesOf = ({ bytes, sha256, words }: RandomPicture) => ({
    'its pixels': bytes.subarray(bytes.length >> 1, (bytes.length >> 1) + 24),
    'its beginning': bytes.subarray(200, 232),
    'its SHA-256': sha256,
    'its words': words,
  });

  async function download(
    assetId: AssetId,
    { version = 1, index = 0, person = curator } = {},
  ): Promise<Buffer> {
    const actor = await actorOf(services, person);
    const { readPieces } = await services.downloads.open(actor, `${assetId}.${version}.${index}`);
    const parts: Uint8Array[] = [];
    for await (const pieces of await readPieces()) parts.push(...pieces);
    return Buffer.concat(parts);
  }

  it.each(['OPEN', 'LICENSED'] as const)(
    'of one file of an %s asset leaves no byte of it, and the other file as it was',
    async (access) => {
      const [gone, kept] = [await randomPicture('burial.tif'), await randomPicture('skirt.tif')];
      const { assetId } = await publish([gone, kept], { access });
      await makeDerivatives();
      expect(await filesHolding(stack.directory, needlesOf(gone))).not.toEqual([]);
      await takeDown({ assetId, scope: { path: 'burial.tif' } });
      await expect(download(assetId)).rejects.toMatchObject({ code: 'TAKEN_DOWN' });
      await erase();
      expect(await filesHolding(stack.directory, needlesOf(gone))).toEqual([]);
      await expect(download(assetId)).rejects.toThrow('was taken down by');
      await expect(download(assetId)).rejects.toThrow(REASON);
      expect((await download(assetId, { index: 1 })).equals(kept.bytes)).toBe(true);
      await expectProven(assetId);
      const { text } = await services.provenance.assetProof(ANYBODY, assetId);
      expect(parseBundle(text).files.map(({ index, entry }) => [index, entry.path])).toEqual([
        [1, 'skirt.tif'],
      ]);
      expect(await services.takeDowns.of([assetId])).toMatchObject([
        [{ organizationId: museum, scope: { path: 'burial.tif' }, state: 'ERASED' }],
      ]);
    },
  );

  it('of a whole asset leaves its place in the log, and nothing that it said', async () => {
    const picture = await randomPicture('burial.tif');
    const title = `Title ${randomBytes(12).toString('hex')}`;
    const { assetId } = await publish([picture], { title });
    await makeDerivatives();
    await takeDown({ assetId });
    await erase();
    const words = { 'its title': title, 'its path': 'burial.tif.', ...needlesOf(picture) };
    expect(await filesHolding(stack.directory, words)).toEqual([]);
    const asset = await services.catalog.get(ANYBODY, assetId);
    expect(asset).toMatchObject({ isTakenDown: true, isWithdrawn: true });
    expect(JSON.stringify(asset.metadata)).not.toContain(title);
    const browse = { filter: {}, sort: 'NEWEST', page: { first: 100, after: null } } as const;
    const { items } = await services.catalog.browse(ANYBODY, browse);
    expect(items.map(({ item }) => item.id)).not.toContain(assetId);
    await expectProven(assetId);
    expect((await historyOf(services, assetId)).at(-1)).toMatchObject({
      kind: 'taken-down',
      organizationId: museum,
      reasonHash: reasonHashOf(REASON),
    });
  });

  it('tells its words to nobody who may not see the asset, until the same is said of one that they may', async () => {
    const content = buildContent({ community, access: 'RESTRICTED' });
    const draft = await createDraft(services, curator, { organizationId: museum, content });
    const { path, bytes } = await randomPicture('burial.tif');
    await upload(services, curator, { draftId: draft.id, path, bytes });
    const { assetId } = await send(draft.id);
    const [reason, scope] = [`Hidden ${randomBytes(8).toString('hex')}`, { path: 'burial.tif', version: 1 }];
    const order = { assetId, scope, reason, despiteLicenses: false };
    const stated = await services.takeDownPlans.state(await actorOf(services, curator), order);
    await relayAct(services, curator, takeDownAct({ assetId, organizationId: museum, ...stated }));
    for (const hash of [stated.reasonHash, stated.scopeHash]) {
      expect(await services.reasons.find(await actorOf(services, stranger), hash)).toBeNull();
      expect(await services.reasons.find(await actorOf(services, curator), hash)).not.toBeNull();
    }
    const shown = await publish([await randomPicture('burial.tif')]);
    await takeDown({ assetId: shown.assetId, scope });
    const told = await services.reasons.find(await actorOf(services, stranger), stated.scopeHash);
    expect(told).toContain('burial.tif');
  });

  it('of a field erases it from every version, and what is left proves itself', async () => {
    const title = `Title ${randomBytes(12).toString('hex')}`;
    const { assetId } = await publish([await randomPicture('skirt.tif')], { title });
    await takeDown({ assetId, scope: { field: 'creditLine' } });
    await erase();
    const asset = await services.catalog.get(ANYBODY, assetId);
    expect(asset.metadata).toMatchObject({ title: { en: title } });
    expect(asset.metadata).not.toHaveProperty('creditLine');
    expect(await filesHolding(stack.directory, { 'its credit line': `Collection of ${title}` })).toEqual([]);
    await expectProven(assetId);
    const { body } = parseBundle((await services.provenance.assetProof(ANYBODY, assetId)).text);
    expect(body.fields.map(({ name }) => name)).not.toContain('creditLine');
    expect(body.size).toBe(body.fields.length + 1);
  });

  it('of a version keeps what another version has too, and lets it be neither sold nor revised', async () => {
    const [old, kept] = [await randomPicture('burial.tif'), await randomPicture('skirt.tif')];
    const { assetId } = await publish([old, kept]);
    const actor = await actorOf(services, curator);
    const draft = await services.revisions.create(actor, assetId);
    await services.drafts.removeFile(actor, draft.id, 'burial.tif');
    await send(draft.id);
    await makeDerivatives();
    const plan = await services.takeDownPlans.plan(actor, assetId, { version: 1 });
    expect(plan).toMatchObject({ versions: [1], files: 1, bytes: old.bytes.length, keptElsewhere: 1 });
    await takeDown({ assetId, scope: { version: 1 } });
    await erase();
    expect(await filesHolding(stack.directory, needlesOf(old))).toEqual([]);
    expect((await download(assetId, { version: 2 })).equals(kept.bytes)).toBe(true);
    await expect(download(assetId, { version: 1, index: 1 })).rejects.toMatchObject({ code: 'TAKEN_DOWN' });
    const asset = await services.catalog.get(ANYBODY, assetId);
    expect(await services.takeDowns.isVersionSellable(asset, 1)).toBe(false);
    expect(await services.takeDowns.isVersionSellable(asset, 2)).toBe(true);
    await expectProven(assetId);
    await takeDown({ assetId, scope: { version: 2 } });
    await expect(services.revisions.create(actor, assetId)).rejects.toMatchObject({ code: 'TAKEN_DOWN' });
    const question = { assetId, licensee: studio, wish: buildWish(services) };
    await expect(services.licensing.quote(actor, question)).rejects.toMatchObject({ code: 'TAKEN_DOWN' });
    await erase();
    expect(await filesHolding(stack.directory, needlesOf(kept))).toEqual([]);
  });

  it('of a file without a version leaves later versions alone', async () => {
    const [gone, kept, clean] = [
      await randomPicture('a.tif'),
      await randomPicture('b.tif'),
      await randomPicture('a.tif'),
    ];
    const { assetId } = await publish([gone, kept], { title: 'Burial' });
    await takeDown({ assetId, scope: { path: 'a.tif' } });
    await takeDown({ assetId, scope: { field: 'creditLine' } });
    await erase();
    const actor = await actorOf(services, curator);
    const draft = await services.revisions.create(actor, assetId);
    await upload(services, curator, { draftId: draft.id, path: clean.path, bytes: clean.bytes });
    await send(draft.id);
    expect((await download(assetId, { version: 2 })).equals(clean.bytes)).toBe(true);
    await expect(download(assetId)).rejects.toMatchObject({ code: 'TAKEN_DOWN' });
    expect(await services.takeDownPlans.plan(actor, assetId, { version: 2, path: 'a.tif' })).toMatchObject({
      versions: [2],
      files: 1,
    });
    expect(await filesHolding(stack.directory, needlesOf(gone))).toEqual([]);
  });

  it('hides what it is of before it is erased', async () => {
    const [gone, kept] = [await randomPicture('burial.tif'), await randomPicture('skirt.tif')];
    const { assetId } = await publish([gone, kept]);
    await makeDerivatives();
    const asset = await services.catalog.get(ANYBODY, assetId);
    await services.fileItems.page(asset, { first: 10, after: null });
    await takeDown({ assetId, scope: { path: 'burial.tif' } });
    expect((await services.catalog.files(asset)).map(({ path }) => path)).toEqual(['skirt.tif']);
    const { items } = await services.fileItems.page(asset, { first: 10, after: null });
    expect(items.map(({ item }) => item.file.path)).toEqual(['skirt.tif']);
    expect(await services.catalog.findOrigins(ANYBODY, gone.sha256)).toEqual([]);
    const shown = new RenditionsService({
      ...stack.stores,
      descriptions: services.descriptions,
      content: services.content,
      pictures: services.pictures,
      renditions: services.renditions,
      posters: services.posters,
    });
    await expect(shown.open(ANYBODY, `${assetId}.1.0`, 320)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await shown.open(ANYBODY, `${assetId}.1.1`, 320)).toMatchObject({ isPublic: true });
    await expectProven(assetId);
  });

  it('is not held up by those whose scope nobody knows', async () => {
    const { assetId } = await publish([await randomPicture('skirt.tif')]);
    for (let at = 0; at < 101; at++) await stack.stores.takeDowns.insert(unknownTakeDown(assetId, at));
    const picture = await randomPicture('burial.tif');
    const burial = await publish([picture]);
    await takeDown({ assetId: burial.assetId });
    await services.takeDownJob.run();
    expect(await services.takeDowns.of([burial.assetId])).toMatchObject([[{ state: 'ERASED' }]]);
    expect(await filesHolding(stack.directory, needlesOf(picture))).toEqual([]);
    expect(await services.takeDownJob.behind()).toBe(101);
    for (const { scopeHash } of (await services.takeDowns.of([assetId])).flat())
      await stack.stores.takeDowns.markErased({ assetId, scopeHash }, services.clock.now());
  });

  it('of the newest version lets the holder revise the one before it', async () => {
    const [kept, gone] = [await randomPicture('skirt.tif'), await randomPicture('burial.tif')];
    const { assetId } = await publish([kept], { title: 'Skirt' });
    const actor = await actorOf(services, curator);
    const second = await services.revisions.create(actor, assetId);
    await upload(services, curator, { draftId: second.id, path: gone.path, bytes: gone.bytes });
    await send(second.id);
    await takeDown({ assetId, scope: { version: 2 } });
    await erase();
    const third = await services.revisions.create(actor, assetId);
    expect(third).toMatchObject({
      revises: { version: 2 },
      content: { metadata: { title: { en: 'Skirt' } } },
    });
    expect(third.files.map(({ path }) => path)).toEqual(['skirt.tif']);
    await send(third.id);
    expect((await download(assetId, { version: 3 })).equals(kept.bytes)).toBe(true);
    expect(await filesHolding(stack.directory, needlesOf(gone))).toEqual([]);
    await expectProven(assetId);
  });

  it('keeps a content that another asset has, until that is taken down too', async () => {
    const picture = await randomPicture('skirt.tif');
    const [one, other] = [await publish([picture]), await publish([picture], { title: 'Another' })];
    await makeDerivatives();
    await takeDown({ assetId: one.assetId });
    await erase();
    expect((await download(other.assetId)).equals(picture.bytes)).toBe(true);
    await takeDown({ assetId: other.assetId });
    await erase();
    expect(await filesHolding(stack.directory, needlesOf(picture))).toEqual([]);
  });

  async function draftOf(
    person: Person,
    organizationId: OrganizationId,
    pictures: readonly RandomPicture[],
  ): Promise<string> {
    const content = buildContent({ access: 'LICENSED' });
    const draft = await createDraft(services, person, { organizationId, content });
    for (const { path, bytes } of pictures)
      await upload(services, person, { draftId: draft.id, path, bytes });
    return draft.id;
  }

  it.each(['after-pin', 'after-append'] as const)(
    'erases what a publication wrote that a kill ended at %s and that was prepared anew',
    async (failPoint) => {
      const picture = await randomPicture('burial.tif');
      const draftId = await draftOf(curator, museum, [picture]);
      services.failPoints.arm(failPoint);
      await expect(send(draftId)).rejects.toThrow(KilledHereError);
      services.clock.pass(3_600);
      const { assetId } = await send(draftId);
      await makeDerivatives();
      const plan = await services.takeDownPlans.plan(await actorOf(services, curator), assetId, {});
      expect(plan).toMatchObject({ files: 1, keptElsewhere: 0 });
      await takeDown({ assetId });
      await erase();
      expect(await filesHolding(stack.directory, needlesOf(picture))).toEqual([]);
      expect(await stack.stores.manifestClaims.list(null, 10)).toEqual([]);
    },
  );

  it('keeps a content that another organization is just publishing', async () => {
    const [shared, own] = [await randomPicture('chart.tif'), await randomPicture('own.tif')];
    const { assetId } = await publish([shared]);
    const draftId = await draftOf(stranger, others, [shared, own]);
    const held = services.failPoints.hold('after-pin');
    const publishing = send(draftId, stranger);
    await held.reached;
    await takeDown({ assetId });
    await erase();
    held.goOn();
    const published = await publishing;
    const pictures = [shared, own].map(({ bytes }) => bytes);
    for (const [index, bytes] of pictures.entries())
      expect((await download(published.assetId, { index, person: stranger })).equals(bytes)).toBe(true);
  });

  it.each(['whole', 'file'])(
    'lets no version follow that was being stored when the %s was taken down',
    async (part) => {
      const [first, second] = [await randomPicture('burial.tif'), await randomPicture('secret.tif')];
      const { assetId } = await publish([first]);
      const actor = await actorOf(services, curator);
      const draft = await services.revisions.create(actor, assetId);
      await upload(services, curator, { draftId: draft.id, path: second.path, bytes: second.bytes });
      const held = services.failPoints.hold('after-pin');
      const revising = send(draft.id);
      await held.reached;
      await takeDown({ assetId, scope: part === 'file' ? { path: 'burial.tif' } : {} });
      await services.takeDownJob.run();
      expect(await services.takeDowns.of([assetId])).toMatchObject([[{ state: 'PENDING' }]]);
      held.goOn();
      await expect(revising).rejects.toMatchObject({ code: 'CONFLICT' });
      await erase();
      expect(await filesHolding(stack.directory, needlesOf(first))).toEqual([]);
      if (part === 'whole') expect(await filesHolding(stack.directory, needlesOf(second))).toEqual([]);
      else expect(await send(draft.id)).toMatchObject({ version: 2, files: [{ path: 'secret.tif' }] });
    },
  );

  const FAIL_POINTS: FailPoint[] = [
    'take-down-content-released',
    'take-down-entry-erased',
    'take-down-fields-erased',
    'take-down-collected',
  ];
  it.each(FAIL_POINTS)('goes on where a kill at %s ended it', async (failPoint) => {
    const pictures = [await randomPicture('a.tif'), await randomPicture('b.tif')];
    const { assetId } = await publish(pictures);
    await makeDerivatives();
    await takeDown({ assetId });
    services.failPoints.arm(failPoint);
    await expect(services.takeDownJob.run()).rejects.toThrow(KilledHereError);
    await erase();
    for (const picture of pictures)
      expect(await filesHolding(stack.directory, needlesOf(picture))).toEqual([]);
    await expectProven(assetId);
  });

  it('finds out by itself what an act of another client meant', async () => {
    const picture = await randomPicture('burial.tif');
    const { assetId } = await publish([picture, await randomPicture('skirt.tif')]);
    const scopeHash = scopeHashOf({ version: 1, path: 'burial.tif' });
    const reasonHash = reasonHashOf('Stated elsewhere.');
    await relayAct(
      services,
      curator,
      takeDownAct({ assetId, organizationId: museum, scopeHash, reasonHash }),
    );
    await erase();
    expect(await filesHolding(stack.directory, needlesOf(picture))).toEqual([]);
    expect(await services.takeDowns.of([assetId])).toMatchObject([
      [{ scope: { version: 1, path: 'burial.tif' } }],
    ]);
    await expect(download(assetId)).rejects.toThrow('not stated here');
  });

  it('is erased once somebody states what an act of another client meant', async () => {
    const { assetId } = await publish([await randomPicture('skirt.tif')]);
    const unknown = unknownTakeDown(assetId, 1);
    await stack.stores.takeDowns.insert({ ...unknown, scopeHash: scopeHashOf({ version: 9 }) });
    await services.takeDownJob.run();
    expect(await services.takeDownJob.behind()).toBe(1);
    const state = (person: Person, scope: TakeDownScope) =>
      actorOf(services, person).then((who) => services.takeDownPlans.stateScope(who, assetId, scope));
    await expect(state(curator, { version: 1 })).rejects.toMatchObject({ field: 'scope' });
    await expect(state(stranger, { version: 9 })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await state(council, { version: 9 })).toMatchObject({ scope: { version: 9 } });
    await erase();
    expect(await services.takeDowns.isVersionSellable({ id: assetId }, 1)).toBe(true);
  });

  it('lets what is published again have pictures again', async () => {
    const picture = await randomPicture('skirt.tif');
    const { assetId } = await publish([picture], { title: 'A wrong title' });
    await makeDerivatives();
    await takeDown({ assetId });
    await erase();
    const again = await publish([picture], { title: 'The right title' });
    await makeDerivatives();
    const key = { sha256: picture.sha256, size: 320, watermark: null } as const;
    expect(await services.renditions.find(key)).not.toBeNull();
    expect((await download(again.assetId)).equals(picture.bytes)).toBe(true);
  });

  it('erases the identifier of what was imported', async () => {
    const externalId = `A 1899 ${randomBytes(8).toString('hex')}`;
    const actor = await actorOf(services, curator);
    const record = { ...buildContent({ community, identifier: externalId }), externalId };
    const [imported] = await services.imports.import(actor, museum, [record]);
    const draftId = imported?.draft?.id ?? '';
    const { path, bytes } = await randomPicture('skirt.tif');
    await upload(services, curator, { draftId, path, bytes });
    const { assetId } = await send(draftId);
    await takeDown({ assetId, scope: { field: 'identifier' } });
    await erase();
    expect(await filesHolding(stack.directory, { 'its identifier': externalId })).toEqual([]);
    expect(await services.drafts.get(actor, draftId)).toMatchObject({ externalId: null });
    expect(await services.imports.import(actor, museum, [record])).toMatchObject([
      { draft: { id: draftId } },
    ]);
  });

  it('is for the holder and the community’s council alone, once for each part, of parts that there are', async () => {
    const { assetId } = await publish([await randomPicture('skirt.tif')]);
    const asked = (person: Person, scope: TakeDownScope) =>
      actorOf(services, person).then((actor) => services.takeDownPlans.plan(actor, assetId, scope));
    await expect(asked(stranger, {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(services.takeDownPlans.plan(ANYBODY, assetId, {})).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    });
    await expect(asked(curator, { version: 7 })).rejects.toMatchObject({ field: 'scope.version' });
    await expect(asked(curator, { path: 'no.tif' })).rejects.toMatchObject({ field: 'scope.path' });
    await expect(asked(curator, { field: 'identifier' })).rejects.toMatchObject({ field: 'scope.field' });
    const scopeHash = scopeHashOf({});
    const reasonHash = reasonHashOf(REASON);
    await expect(
      relayAct(services, stranger, takeDownAct({ assetId, organizationId: museum, scopeHash, reasonHash })),
    ).rejects.toMatchObject({ code: 'LEDGER_REFUSED' });
    await takeDown({ assetId, person: council, organizationId: community });
    await expect(asked(curator, {})).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(
      relayAct(services, curator, takeDownAct({ assetId, organizationId: museum, scopeHash, reasonHash })),
    ).rejects.toMatchObject({ code: 'LEDGER_REFUSED' });
    await erase();
    expect(await services.takeDowns.of([assetId])).toMatchObject([[{ organizationId: community }]]);
  });

  it('names the live licenses that lose files, and asks for a word', async () => {
    const { assetId } = await publish([await randomPicture('skirt.tif')]);
    await relayAct(services, council, consentAct(services, assetId, { holder: museum }));
    await relayAct(services, curator, offeringAct(services, assetId));
    const wish = buildWish(services);
    const bought = await relayAct(
      services,
      buyer,
      await purchaseAct(services, buyer, { assetId, licensee: studio, wish }),
    );
    const [licenseId = ''] = bought.licenseIds;
    await expect(takeDown({ assetId })).rejects.toMatchObject({
      code: 'TAKE_DOWN_LEAVES_LICENSES',
      message: expect.stringContaining(licenseId) as string,
    });
    const actor = await actorOf(services, curator);
    const draft = await services.revisions.create(actor, assetId);
    const { path, bytes } = await randomPicture('burial.tif');
    await upload(services, curator, { draftId: draft.id, path, bytes });
    await send(draft.id);
    expect(await services.takeDownPlans.plan(actor, assetId, { version: 2 })).toMatchObject({ licenses: [] });
    await takeDown({ assetId, scope: { field: 'creditLine' } });
    await takeDown({ assetId, despiteLicenses: true });
    await erase();
    const licensee = await actorOf(services, buyer);
    await expect(services.downloads.open(licensee, `${assetId}.1.0`)).rejects.toMatchObject({
      code: 'TAKEN_DOWN',
    });
    expect(await services.licensing.license(licensee, licenseId as never)).toMatchObject({
      isRevoked: false,
    });
  });

  it('is read past by fixity runs: nothing is missing', async () => {
    const [gone, kept] = [await randomPicture('burial.tif'), await randomPicture('skirt.tif')];
    const { assetId } = await publish([gone, kept]);
    const check = async () => {
      await services.fixityRuns.begin({ scope: 'ASSET', assetId });
      while ((await services.fixityChecks.run()) === 'more');
    };
    await check();
    await takeDown({ assetId, scope: { path: 'burial.tif' } });
    await erase();
    const { text } = await services.provenance.fixityProof(ANYBODY, assetId);
    const { checks } = await verifyBundleText(text, { trust: services.trust, chain });
    expect(checks.filter(({ status }) => status === 'fail')).toEqual([]);
    expect(await filesHolding(stack.directory, { 'its SHA-256': gone.sha256 })).toEqual([]);
    await check();
    const run = await stack.stores.fixityRuns.findLast({ scope: 'ASSET', assetId });
    expect(run?.results).toMatchObject({ files: 1, ok: 1, missing: 0 });
  });
});
