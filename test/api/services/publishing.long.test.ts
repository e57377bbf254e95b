import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import type { Draft, Publication } from '@lanran/api/publishing/domain/draft';
import { detailsOf } from '@lanran/api/provenance/domain/statement-details';
import { fromHex, toHex, type Hex } from '@lanran/protocol/kernel/bytes';
import { verifyCheckpoint } from '@lanran/protocol/log/checkpoint';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { verifyInclusion } from '@lanran/protocol/log/merkle-check';
import { statementHash } from '@lanran/protocol/log/statement';
import { actorOf, admit, newPerson } from '../../support/people.ts';
import {
  buildContent,
  createDraft,
  publishAsset,
  resume,
  signStatement,
  upload,
} from '../../support/publications.ts';
import { KilledHereError, openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The other signature of the same key over the same digest, which must not count. */
function highS(signature: Hex): Hex {
  const bytes = fromHex(signature);
  const s = BigInt(toHex(bytes.subarray(32, 64)));
  const flipped = (ORDER - s).toString(16).padStart(64, '0');
  return `${toHex(bytes.subarray(0, 32))}${flipped}${bytes[64] === 27 ? '1c' : '1b'}` as Hex;
}

describe('publishing over real backing services', () => {
  let stack: Stack;
  let services: Services;
  const editor = newPerson();
  const council = newPerson();
  const stranger = newPerson();
  let museum: OrganizationId;
  let community: OrganizationId;
  let actor: Actor;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: editor });
    community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: council });
    await admit(services, { slug: 'strangers', kind: 'INSTITUTION', owner: stranger });
    actor = await actorOf(services, editor);
  });
  afterAll(() => stack.stop());
  beforeEach(() => services.clock.catchUp());

  async function draftWithFile(bytes: Uint8Array = randomBytes(3_000)): Promise<Draft> {
    const draft = await createDraft(services, editor, { organizationId: museum });
    await upload(services, editor, { draftId: draft.id, path: 'skirt.tiff', bytes });
    return draft;
  }

  async function prepared(): Promise<{ draft: Draft; publication: Publication; signature: Hex }> {
    const draft = await draftWithFile();
    const { publication } = await services.publishing.prepare(actor, draft.id);
    return { draft, publication, signature: signStatement(services, editor, publication.statement) };
  }

  it('shows who was admitted, from the chain through the log', async () => {
    expect(actor).toMatchObject({
      memberships: [{ organizationId: museum, kind: 'INSTITUTION', role: 'OWNER' }],
    });
    expect(await stack.stores.organizations.find(community)).toMatchObject({
      isAdmitted: true,
      kind: 'COMMUNITY',
      council: council.address,
      members: [{ address: council.address, role: 'OWNER' }],
    });
  });

  it('publishes a signed draft and gives a checkpoint with a proof that covers it', async () => {
    const { draft, publication, signature } = await prepared();
    const published = await services.publishing.publish(actor, draft.id, signature);
    expect(published).toMatchObject({
      assetId: draft.assetId,
      version: 1,
      statementHash: statementHash(publication.statement),
      files: publication.manifest,
    });
    const leaf = await stack.stores.leaves.find(published.leafIndex);
    const { size, root } = verifyCheckpoint(published.checkpoint, services.trust.checkpointKey);
    const inclusion = {
      leafHash: leaf?.leafHash ?? new Uint8Array(),
      index: published.leafIndex,
      size,
      proof: published.inclusionProof,
      root: fromHex(root),
    };
    expect(verifyInclusion(inclusion)).toEqual({ ok: true });
    const [file] = publication.manifest;
    expect(await services.content.isPinned(file?.cid ?? '')).toBe(true);
    expect(await services.catalog.get({ kind: 'anonymous' }, draft.assetId)).toMatchObject({
      holder: museum,
      metadata: { title: { en: 'Butterfly mother' } },
    });
    expect(await services.staging.list()).toEqual([]);
  });

  it('gives the same receipt when the publication is repeated, and takes no other signature for it', async () => {
    const { draft, publication, signature } = await prepared();
    const first = await services.publishing.publish(actor, draft.id, signature);
    const size = await services.log.size();
    const again = await services.publishing.publish(actor, draft.id, signature);
    expect(again).toEqual(first);
    expect(await services.log.size()).toBe(size);
    const other = signStatement(services, stranger, publication.statement);
    await expect(services.publishing.publish(actor, draft.id, other)).rejects.toMatchObject({
      code: 'BAD_SIGNATURE',
    });
  });

  it('prepares the same thing again until the draft changes', async () => {
    const { draft, publication, signature } = await prepared();
    services.clock.pass(60);
    expect((await services.publishing.prepare(actor, draft.id)).publication).toEqual(publication);
    await services.drafts.update(actor, draft.id, buildContent({ title: { en: 'Another' } }));
    await expect(services.publishing.publish(actor, draft.id, signature)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      field: 'draftId',
    });
    const { publication: newer } = await services.publishing.prepare(actor, draft.id);
    expect(newer.statement.bodyHash).not.toBe(publication.statement.bodyHash);
    await expect(services.publishing.publish(actor, draft.id, signature)).rejects.toMatchObject({
      code: 'BAD_SIGNATURE',
    });
  });

  it('publishes once when the same signed draft is sent several times at once', async () => {
    const { draft, signature } = await prepared();
    const size = await services.log.size();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => services.publishing.publish(actor, draft.id, signature)),
    );
    expect(new Set(answers.map(({ leafIndex }) => leafIndex)).size).toBe(1);
    expect(await services.log.size()).toBe(size + 1);
  });

  it('prepares anew what was never signed and is no longer of now', async () => {
    const { draft, publication } = await prepared();
    services.clock.pass(11 * 60);
    const again = await services.publishing.prepare(actor, draft.id);
    expect(again.publication.statement.issuedAt).toBeGreaterThan(publication.statement.issuedAt);
    const signature = signStatement(services, editor, again.publication.statement);
    expect(await services.publishing.publish(actor, draft.id, signature)).toMatchObject({ version: 1 });
  });

  it('drops what was prepared when a file is uploaded anew or taken out', async () => {
    const { draft, signature } = await prepared();
    await upload(services, editor, { draftId: draft.id, path: 'skirt.tiff', bytes: randomBytes(10) });
    await expect(services.publishing.publish(actor, draft.id, signature)).rejects.toMatchObject({
      field: 'draftId',
    });
    await services.publishing.prepare(actor, draft.id);
    await services.drafts.removeFile(actor, draft.id, 'skirt.tiff');
    await expect(services.publishing.prepare(actor, draft.id)).rejects.toMatchObject({ field: 'files' });
  });

  it('publishes nothing that a kill left prepared while the files of its draft changed', async () => {
    const draft = await draftWithFile();
    await upload(services, editor, { draftId: draft.id, path: 'belt.tiff', bytes: randomBytes(50) });
    const { publication } = await services.publishing.prepare(actor, draft.id);
    const signature = signStatement(services, editor, publication.statement);
    const client = await MongoClient.connect(stack.mongoUri);
    await client.db().collection('draftFiles').deleteOne({ draftId: draft.id, path: 'belt.tiff' });
    await client.close();
    await expect(services.publishing.publish(actor, draft.id, signature)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      field: 'draftId',
    });
    const anew = await services.publishing.prepare(actor, draft.id);
    expect(anew.publication.manifest.map(({ path }) => path)).toEqual(['skirt.tiff']);
  });

  it('refuses a high-s signature, a malformed one and one by a key of another organization', async () => {
    const { draft, publication, signature } = await prepared();
    const size = await services.log.size();
    const foreign = signStatement(services, stranger, publication.statement);
    const refused: readonly Hex[] = [
      highS(signature),
      '0x1234',
      `${signature.slice(0, -2)}00` as Hex,
      foreign,
    ];
    for (const wrong of refused) {
      await expect(services.publishing.publish(actor, draft.id, wrong)).rejects.toMatchObject({
        code: 'BAD_SIGNATURE',
        field: 'signature',
      });
    }
    expect(await services.log.size()).toBe(size);
    const published = await services.publishing.publish(actor, draft.id, signature);
    expect(published.leafIndex).toBe(size);
  });

  it('does not let somebody else prepare or publish the draft', async () => {
    const { draft, signature } = await prepared();
    const other = await actorOf(services, stranger);
    await expect(services.publishing.prepare(other, draft.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(services.publishing.publish(other, draft.id, signature)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('refuses to prepare while a file has not arrived, saying how many bytes are missing', async () => {
    const bytes = randomBytes(3_000);
    const draft = await createDraft(services, editor, { organizationId: museum });
    const uploadId = await upload(services, editor, {
      draftId: draft.id,
      path: 'film/reel 1.mov',
      bytes,
      received: 1_000,
    });
    await expect(services.publishing.prepare(actor, draft.id)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      field: 'files.film/reel 1.mov',
      message: expect.stringContaining('2000 of 3000 bytes are missing'),
    });
    await resume(services, uploadId, bytes.subarray(1_000));
    const { publication } = await services.publishing.prepare(actor, draft.id);
    expect(publication.manifest).toMatchObject([{ path: 'film/reel 1.mov', bytes: 3_000 }]);
  });

  it.each(['after-pin', 'after-append'] as const)(
    'completes a publication that was killed %s when it is repeated, with nothing doubled',
    async (point) => {
      const { draft, signature } = await prepared();
      const size = await services.log.size();
      services.failPoints.arm(point);
      await expect(services.publishing.publish(actor, draft.id, signature)).rejects.toThrow(KilledHereError);
      // What the next start does first.
      await services.uploads.sweep();
      const published = await services.publishing.publish(actor, draft.id, signature);
      expect(published.leafIndex).toBe(size);
      expect(await services.log.size()).toBe(size + 1);
      expect(await stack.stores.drafts.find(draft.id)).toMatchObject({ publishedIndex: size });
      expect(await services.catalog.get(actor, draft.assetId)).toMatchObject({ publishedIndex: size });
    },
  );

  it('tells somebody who changed a draft after the kill that it is published already', async () => {
    const { draft, signature } = await prepared();
    services.failPoints.arm('after-append');
    await expect(services.publishing.publish(actor, draft.id, signature)).rejects.toThrow(KilledHereError);
    await services.drafts.update(actor, draft.id, buildContent({ title: { en: 'Another' } }));
    await expect(services.publishing.prepare(actor, draft.id)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining(draft.assetId),
    });
    expect((await stack.stores.drafts.find(draft.id))?.publishedIndex).not.toBeNull();
  });

  it('publishes under a community, and refuses to open such an asset for everyone', async () => {
    const content = buildContent({ community, access: 'OPEN' });
    await expect(createDraft(services, editor, { organizationId: museum, content })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      field: 'access',
    });
    await expect(
      createDraft(services, editor, { organizationId: museum, content: buildContent({ community: museum }) }),
    ).rejects.toMatchObject({ field: 'community' });
  });

  it('opens nothing past the community of an asset that has it already', async () => {
    const bytes = randomBytes(2_000);
    const behind = { organizationId: museum, content: buildContent({ community }) };
    const { assetId } = await publishAsset(services, editor, { ...behind, bytes });
    const content = buildContent({ access: 'OPEN', community: null });
    const draft = await createDraft(services, editor, { organizationId: museum, content });
    await upload(services, editor, { draftId: draft.id, path: 'again.tiff', bytes });
    await expect(services.publishing.prepare(actor, draft.id)).rejects.toMatchObject({
      code: 'HELD_FOR_COMMUNITY',
      message: expect.stringContaining(assetId),
    });
    await services.drafts.update(actor, draft.id, buildContent({ access: 'LICENSED', community }));
    await services.publishing.prepare(actor, draft.id);
    await services.drafts.update(actor, draft.id, content);
    await expect(services.publishing.prepare(actor, draft.id)).rejects.toMatchObject({
      code: 'HELD_FOR_COMMUNITY',
    });
  });

  it('publishes a named people without a community only with a reason, which is signed and told', async () => {
    const content = buildContent({ community: null, title: { en: 'Miao sacred banner' } });
    const draft = await createDraft(services, editor, { organizationId: museum, content });
    await upload(services, editor, { draftId: draft.id, path: 'banner.tiff', bytes: randomBytes(100) });
    await expect(services.publishing.prepare(actor, draft.id)).rejects.toMatchObject({
      code: 'COMMUNITY_REASON_REQUIRED',
      field: 'noCommunityReason',
      message: expect.stringContaining('Miao'),
    });
    const reason = 'Its maker asked that no village be named.';
    await services.drafts.update(actor, draft.id, { ...content, noCommunityReason: reason });
    const { publication } = await services.publishing.prepare(actor, draft.id);
    expect(publication.body).toContainEqual(
      expect.objectContaining({ name: 'noCommunityReason', value: reason }),
    );
    const signature = signStatement(services, editor, publication.statement);
    const { assetId, leafIndex } = await services.publishing.publish(actor, draft.id, signature);
    expect(await services.catalog.get({ kind: 'anonymous' }, assetId)).toMatchObject({
      community: null,
      metadata: { noCommunityReason: reason },
    });
    const leaf = await stack.stores.leaves.find(leafIndex);
    if (leaf === null) throw new Error('The leaf is not there.');
    expect(detailsOf(leaf)).toMatchObject({ noCommunityReason: reason });
  });

  it('shows what names a people, and no community, to whoever asks for it', async () => {
    const publish = async (content: ReturnType<typeof buildContent>) =>
      (await publishAsset(services, editor, { organizationId: museum, content, bytes: randomBytes(50) }))
        .assetId;
    const noCommunityReason = 'No village takes part yet.';
    const named = await publish({
      ...buildContent({ community: null, title: { zh: '侗族鼓楼' } }),
      noCommunityReason,
    });
    await publish(buildContent({ community, title: { zh: '侗族花桥' } }));
    await publish(buildContent({ community: null, title: { en: 'Bridge' } }));
    const list = async (peoples: readonly string[], hasCommunity: boolean) => {
      const filter = { peoples, hasCommunity };
      const page = { first: 10, after: null };
      const { items } = await services.catalog.browse(
        { kind: 'anonymous' },
        { filter, sort: 'NEWEST', page },
      );
      return items.map(({ item }) => item.id);
    };
    expect(await list(['dong', 'buyi'], false)).toEqual([named]);
    expect(await list(['dong'], true)).toHaveLength(1);
    expect(await list(['buyi'], false)).toEqual([]);
  });

  it('takes no reason beside a community', async () => {
    const content = { ...buildContent({ community }), noCommunityReason: 'Nobody was found.' };
    await expect(createDraft(services, editor, { organizationId: museum, content })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      field: 'noCommunityReason',
    });
  });

  it('takes no signature of a council that is no member: the chain would not count it', async () => {
    const elders = newPerson();
    const village = await admit(services, {
      slug: 'langde',
      kind: 'COMMUNITY',
      owner: newPerson(),
      council: elders,
    });
    const draft = await createDraft(services, elders, { organizationId: village });
    await upload(services, elders, { draftId: draft.id, path: 'song.wav', bytes: randomBytes(100) });
    const speaker = await actorOf(services, elders);
    const { publication } = await services.publishing.prepare(speaker, draft.id);
    const signature = signStatement(services, elders, publication.statement);
    await expect(services.publishing.publish(speaker, draft.id, signature)).rejects.toMatchObject({
      code: 'BAD_SIGNATURE',
    });
  });

  it('refuses bytes that were altered on the staging disk', async () => {
    const draft = await createDraft(services, editor, { organizationId: museum });
    const uploadId = await upload(services, editor, {
      draftId: draft.id,
      path: 'skirt.tiff',
      bytes: randomBytes(500),
    });
    const { publication } = await services.publishing.prepare(actor, draft.id);
    const { filePath } = await services.staging.open(uploadId);
    await writeFile(filePath, randomBytes(500));
    const size = await services.log.size();
    await expect(
      services.publishing.publish(actor, draft.id, signStatement(services, editor, publication.statement)),
    ).rejects.toMatchObject({ code: 'CONTENT_MISMATCH' });
    expect(await services.log.size()).toBe(size);
  });
});
