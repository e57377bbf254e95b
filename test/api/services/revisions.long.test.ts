import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import type { Draft } from '@lanran/api/publishing/domain/draft';
import type { Published } from '@lanran/api/publishing/services/statement-publisher';
import { parseBundle } from '@lanran/protocol/proofs/bundle';
import { digestFile } from '@lanran/protocol/files/digest';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import { acceptCustodyAct, offerCustodyAct, withdrawAct } from '@lanran/sdk/custody/custody-acts';
import { RpcChainLookup } from '@lanran/sdk/provenance/rpc-chain-lookup';
import { historyOf } from '../../support/asset-history.ts';
import { actorOf, admit, newPerson, relayAct } from '../../support/people.ts';
import { buildContent, publishAsset, signStatement, upload } from '../../support/publications.ts';
import { KilledHereError, openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const FILE = randomBytes(4_000);
const ANYBODY: Actor = { kind: 'anonymous' };

describe('revisions over real backing services', () => {
  let stack: Stack;
  let services: Services;
  const curator = newPerson();
  const council = newPerson();
  const archivist = newPerson();
  const buyer = newPerson();
  let museum: OrganizationId;
  let community: OrganizationId;
  let archive: OrganizationId;
  let actor: Actor;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: council });
    archive = await admit(services, { slug: 'archive', kind: 'INSTITUTION', owner: archivist });
    await admit(services, { slug: 'studio', kind: 'STUDIO', owner: buyer });
    actor = await actorOf(services, curator);
  });
  afterAll(() => stack.stop());
  beforeEach(() => services.clock.catchUp());

  const publish = (content = {}) =>
    publishAsset(services, curator, {
      organizationId: museum,
      content: buildContent({ community, ...content }),
      bytes: FILE,
    });

  async function sign(draft: Draft, person = curator) {
    const reviser = await actorOf(services, person);
    const { publication } = await services.publishing.prepare(reviser, draft.id);
    return { reviser, publication, signature: signStatement(services, person, publication.statement) };
  }

  async function send(draft: Draft, person = curator): Promise<Published> {
    const { reviser, signature } = await sign(draft, person);
    return services.publishing.publish(reviser, draft.id, signature);
  }

  async function retitle(assetId: AssetId, title: string): Promise<Draft> {
    const draft = await services.revisions.create(actor, assetId);
    return services.drafts.update(actor, draft.id, buildContent({ community, title: { en: title } }));
  }

  it('publishes a next version with the files that were kept, without an upload', async () => {
    const first = await publish();
    const draft = await retitle(first.assetId, 'Butterfly mother, skirt');
    expect(draft.files).toMatchObject([{ path: 'skirt.tiff', uploadId: null, bytes: FILE.length }]);
    const second = await send(draft);
    expect(second).toMatchObject({ assetId: first.assetId, version: 2, files: [{ path: 'skirt.tiff' }] });
    expect(await services.catalog.get(ANYBODY, first.assetId)).toMatchObject({
      version: 2,
      head: second.statementHash,
      metadata: { title: { en: 'Butterfly mother, skirt' } },
      publishedIndex: first.leafIndex,
    });
    const leaf = await stack.stores.leaves.find(second.leafIndex);
    expect(leaf?.statement).toMatchObject({ kind: 'revised', previous: first.statementHash });
  });

  it('adds, replaces and takes out files as a new asset does, and keeps those of each version', async () => {
    const { assetId } = await publish();
    const draft = await services.revisions.create(actor, assetId);
    await upload(services, curator, { draftId: draft.id, path: 'detail.tiff', bytes: randomBytes(900) });
    await upload(services, curator, { draftId: draft.id, path: 'skirt.tiff', bytes: randomBytes(700) });
    await send(draft);
    const next = await services.revisions.create(actor, assetId);
    await services.drafts.removeFile(actor, next.id, 'skirt.tiff');
    await send(next);
    const versions = await services.versions.of({ id: assetId });
    expect(
      versions.map(({ version, kind, filesField: { count, bytes } }) => [version, kind, count, bytes]),
    ).toEqual([
      [3, 'revised', 1, 900],
      [2, 'revised', 2, 1_600],
      [1, 'published', 1, FILE.length],
    ]);
    const [, , oldest] = versions;
    const files = oldest === undefined ? [] : await services.versions.filesOf(oldest);
    expect(files.map(({ path, bytes }) => [path, bytes])).toEqual([['skirt.tiff', FILE.length]]);
  });

  it('proves the present version and any earlier one, opened by the first statement', async () => {
    const chain = await RpcChainLookup.open(stack.rpcUrl);
    const first = await publish();
    await send(await retitle(first.assetId, 'Second'));
    await services.sealer.sealNow();
    async function* chunks() {
      yield FILE;
    }
    const digest = await digestFile(chunks(), { createSha256: () => createHash('sha256') });
    const files = new Map([['skirt.tiff', digest]]);
    const { text } = await services.provenance.assetProof(ANYBODY, first.assetId);
    const earlier = await services.provenance.statementProof(ANYBODY, first.statementHash);
    expect([text, earlier.text].map((each) => parseBundle(each).statement.kind)).toEqual([
      'revised',
      'published',
    ]);
    for (const bundle of [text, earlier.text]) {
      const { checks } = await verifyBundleText(bundle, { trust: services.trust, files, chain });
      const open = checks.filter(({ status }) => status !== 'pass').map(({ name }) => name);
      expect(open).toEqual(['witness']);
    }
    chain.close();
  });

  it('refuses what follows a statement that is no longer the newest, and takes it once rebased, as it was typed', async () => {
    const { assetId } = await publish();
    const [mine, theirs] = [await retitle(assetId, 'Mine'), await retitle(assetId, 'Theirs')];
    const signed = await sign(mine);
    await send(theirs);
    const size = await services.log.size();
    await expect(
      services.publishing.publish(signed.reviser, mine.id, signed.signature),
    ).rejects.toMatchObject({ code: 'STALE_STATEMENT' });
    await expect(services.publishing.prepare(actor, mine.id)).rejects.toMatchObject({
      code: 'STALE_STATEMENT',
    });
    expect(await services.log.size()).toBe(size);
    const rebased = await services.revisions.rebase(actor, mine.id);
    expect(rebased.content.metadata.title).toEqual({ en: 'Mine' });
    expect(await send(rebased)).toMatchObject({ version: 3 });
  });

  it('lets one of two revisions win that are sent at once', async () => {
    const { assetId } = await publish();
    const drafts = [await retitle(assetId, 'Left'), await retitle(assetId, 'Right')];
    const signed = await Promise.all(drafts.map((draft) => sign(draft)));
    const outcomes = await Promise.allSettled(
      drafts.map((draft, at) => services.publishing.publish(actor, draft.id, signed[at]?.signature ?? '0x')),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'STALE_STATEMENT' },
    });
  });

  it.each(['after-pin', 'after-append'] as const)('goes on after a kill %s', async (point) => {
    const { assetId } = await publish();
    const draft = await retitle(assetId, 'Again');
    const { reviser, signature } = await sign(draft);
    services.failPoints.arm(point);
    await expect(services.publishing.publish(reviser, draft.id, signature)).rejects.toThrow(KilledHereError);
    const published = await services.publishing.publish(reviser, draft.id, signature);
    expect(published).toMatchObject({ version: 2 });
    expect(await services.publishing.publish(reviser, draft.id, signature)).toEqual(published);
  });

  it('keeps community and access for every version', async () => {
    const { assetId } = await publish();
    const { id } = await services.revisions.create(actor, assetId);
    await expect(services.drafts.update(actor, id, buildContent({ community: null }))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      field: 'community',
    });
    await expect(
      services.drafts.update(actor, id, buildContent({ community, access: 'RESTRICTED' })),
    ).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'access' });
  });

  it('is the holder’s alone, and what is restricted does not exist for others', async () => {
    const { assetId } = await publish();
    const others = await actorOf(services, archivist);
    await expect(services.revisions.create(others, assetId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(services.revisions.create(ANYBODY, assetId)).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    });
    const hidden = await publish({ access: 'RESTRICTED' });
    await expect(services.revisions.create(others, hidden.assetId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(services.provenance.statementProof(others, hidden.statementHash)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('ends with withdrawal, also for a revision that was signed before', async () => {
    const { assetId } = await publish();
    const draft = await retitle(assetId, 'Too late');
    const { reviser, signature } = await sign(draft);
    await relayAct(services, curator, withdrawAct(assetId));
    await expect(services.publishing.publish(reviser, draft.id, signature)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('withdrawn'),
    });
    await expect(services.revisions.create(actor, assetId)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('passes with custody: the next holder revises, the former one no more', async () => {
    const first = await publish();
    const { assetId } = first;
    const draft = await retitle(assetId, 'By the museum');
    await relayAct(services, curator, offerCustodyAct(assetId, archive));
    await relayAct(services, archivist, acceptCustodyAct({ assetId, holder: museum, taker: archive }));
    await expect(services.publishing.prepare(actor, draft.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const keeper = await actorOf(services, archivist);
    const theirs = await services.revisions.create(keeper, assetId);
    const revised = await send(theirs, archivist);
    expect(await services.catalog.get(ANYBODY, assetId)).toMatchObject({ version: 2, holder: archive });
    const newest = { assetId, page: { first: 1, after: null }, order: 'NEWEST_FIRST' } as const;
    const [entry] = (await services.history.pageOfAsset(ANYBODY, newest)).items;
    expect(entry?.item).toMatchObject({ kind: 'revised', organizationId: archive });
    expect((await historyOf(services, assetId)).at(-1)).toMatchObject({ organizationId: archive });
    await services.sealer.sealNow();
    const { text } = await services.provenance.statementProof(ANYBODY, revised.statementHash);
    const { ok, checks } = await verifyBundleText(text, { trust: services.trust });
    expect(ok).toBe(true);
    expect(checks.find(({ name }) => name === 'membership')?.status).toBe('unknown');
  });
});
