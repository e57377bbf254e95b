import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, ANONYMOUS } from '@lanran/api/platform/kernel/actor';
import type { AgreementUpload } from '@lanran/api/publishing/services/agreements';
import { utf8 } from '@lanran/protocol/kernel/bytes';
import { type OrganizationId, organizationIdOf } from '@lanran/protocol/kernel/ids';
import { parseBundle } from '@lanran/protocol/proofs/bundle';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import { agreementOf } from '@lanran/protocol/proofs/verify-content';
import { actorOf, admit, newPerson } from '../../support/people.ts';
import {
  buildContent,
  createDraft,
  publishAsset,
  signStatement,
  upload,
} from '../../support/publications.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

describe('license agreements of an organization', () => {
  let stack: Stack;
  let services: Services;
  const curator = newPerson();
  const neighbor = newPerson();
  let museum: OrganizationId;
  let gallery: OrganizationId;
  let actor: Actor;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    gallery = await admit(services, { slug: 'gallery', kind: 'INSTITUTION', owner: neighbor });
    actor = await actorOf(services, curator);
  });
  afterAll(() => stack.stop());
  beforeEach(() => services.clock.catchUp());

  const textOf = (text: string, overrides: Partial<AgreementUpload> = {}): AgreementUpload => ({
    fileName: 'license.txt',
    name: { en: 'Film license' },
    content: utf8(text),
    isPreselected: false,
    ...overrides,
  });
  async function add(text: string, overrides: Partial<AgreementUpload> = {}) {
    const { addedAt: _, ...agreement } = await services.agreements.add(
      actor,
      museum,
      textOf(text, overrides),
    );
    return agreement;
  }
  const listed = async () =>
    (await services.agreements.of(actor, museum)).agreements.map(({ sha256 }) => sha256);
  const hasText = (sha256: string) =>
    services.agreements.text(sha256).then(
      () => true,
      () => false,
    );

  it('are added once, newest first, and readable by their hash', async () => {
    const first = await add('first');
    const second = await add('second', { isPreselected: true });
    const renamed = await add('first', { name: { zh: '影视许可协议' } });
    expect(renamed).toEqual({ ...first, name: { zh: '影视许可协议' } });
    const list = await services.agreements.of(actor, museum);
    expect(list.agreements.map(({ name }) => name)).toEqual([{ zh: '影视许可协议' }, { en: 'Film license' }]);
    expect(list.preselected).toBe(second.sha256);
    expect((await services.agreements.text(first.sha256)).content).toEqual(utf8('first'));
  });

  it('are changed by its editors alone', async () => {
    const other = await actorOf(services, neighbor);
    await expect(services.agreements.add(other, museum, textOf('theirs'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(services.agreements.of(ANONYMOUS, museum)).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    });
  });

  it('refuse what is no text of its type, and to name what is not listed', async () => {
    await expect(add('text', { fileName: 'license.pdf' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      field: 'agreement',
    });
    await expect(add('text', { name: {} })).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'name' });
    await expect(services.agreements.preselect(actor, museum, 'ab'.repeat(32))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      field: 'sha256',
    });
  });

  it('are named by a version, in its body and its proof, and offline by the text itself', async () => {
    const agreement = await add('signed');
    const content = buildContent({ agreement });
    const { assetId } = await publishAsset(services, curator, { organizationId: museum, content });
    const asset = await services.catalog.get(actor, assetId);
    expect(asset.metadata.agreement).toEqual(agreement);
    const { text } = await services.provenance.assetProof(actor, assetId);
    expect(agreementOf(parseBundle(text))).toEqual(agreement);
    const statusOf = async (atHand: { sha256: string; bytes: number }) => {
      const { checks } = await verifyBundleText(text, { agreement: atHand });
      return checks.find(({ name }) => name === 'agreement')?.status;
    };
    expect(await statusOf(agreement)).toBe('pass');
    expect(await statusOf({ ...agreement, sha256: 'ab'.repeat(32) })).toBe('fail');
  });

  it('stay with the versions that name them when they leave the list or a revision names another', async () => {
    const former = await add('former');
    const next = await add('next');
    const content = buildContent({ agreement: former });
    const { assetId } = await publishAsset(services, curator, { organizationId: museum, content });
    await services.agreements.remove(actor, museum, former.sha256);
    expect(await listed()).not.toContain(former.sha256);
    expect(await hasText(former.sha256)).toBe(true);

    const draft = await services.revisions.create(actor, assetId);
    expect(draft.content.metadata.agreement).toEqual(former);
    await services.drafts.update(actor, draft.id, buildContent({ agreement: next }));
    const { publication } = await services.publishing.prepare(actor, draft.id);
    const signature = signStatement(services, curator, publication.statement);
    await services.publishing.publish(actor, draft.id, signature);
    const versions = await services.versions.of({ id: assetId });
    expect(versions.map(({ metadata }) => metadata.agreement)).toEqual([next, former]);
  });

  it('refuse a draft that names a text which is not here, or as something else than it is', async () => {
    const agreement = await add('known');
    const naming = (changed: object) =>
      createDraft(services, curator, {
        organizationId: museum,
        content: buildContent({ agreement: { ...agreement, ...changed } }),
      });
    await expect(naming({ sha256: 'ab'.repeat(32) })).rejects.toMatchObject({ field: 'agreement' });
    await expect(naming({ bytes: 6 })).rejects.toMatchObject({ field: 'agreement.bytes' });
    await expect(naming({ mediaType: 'text/html' })).rejects.toMatchObject({ field: 'agreement.mediaType' });
    await expect(naming({ mediaType: 'text/markdown' })).rejects.toMatchObject({
      field: 'agreement.mediaType',
    });
    await expect(naming({ name: { en: 'a\nb' } })).rejects.toMatchObject({ field: 'agreement.name.en' });
    const record = { ...buildContent({ agreement: { ...agreement, bytes: 6 } }), externalId: 'one' };
    expect(await services.imports.import(actor, museum, [record])).toMatchObject([
      { problem: { field: 'agreement.bytes' } },
    ]);
  });

  it('go with the list while nothing was to be signed that names them, and are then refused when it is', async () => {
    const agreement = await add('taken back');
    const draft = await createDraft(services, curator, {
      organizationId: museum,
      content: buildContent({ agreement }),
    });
    await upload(services, curator, { draftId: draft.id, path: 'a.png', bytes: randomBytes(50) });
    await services.agreements.remove(actor, museum, agreement.sha256);
    await services.agreements.remove(actor, museum, agreement.sha256);
    expect(await hasText(agreement.sha256)).toBe(false);
    await expect(services.publishing.prepare(actor, draft.id)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      field: 'agreement',
    });
    const [prepared] = await services.batches.prepare(actor, [draft.id]);
    expect(prepared?.problem?.field).toBe('agreement');
    await add('taken back');
    expect((await services.publishing.prepare(actor, draft.id)).publication.body).toContainEqual(
      expect.objectContaining({ name: 'agreement', value: agreement }),
    );
  });

  it('share a text, which goes when the last of them takes it off', async () => {
    const { sha256 } = await add('shared');
    const other = await actorOf(services, neighbor);
    await services.agreements.add(other, gallery, textOf('shared'));
    await services.agreements.remove(actor, museum, sha256);
    expect(await hasText(sha256)).toBe(true);
    await services.agreements.remove(other, gallery, sha256);
    await services.agreements.remove(actor, museum, sha256);
    expect(await hasText(sha256)).toBe(false);
  });

  it('are at most 20 in a list', async () => {
    const full = organizationIdOf('full');
    const editor: Actor = {
      kind: 'member',
      address: '0x01',
      memberships: [{ organizationId: full, kind: 'INSTITUTION', role: 'EDITOR' }],
    };
    for (let at = 0; at < 20; at++) await services.agreements.add(editor, full, textOf(`text ${at}`));
    await expect(services.agreements.add(editor, full, textOf('one more'))).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
    });
    await services.agreements.add(editor, full, textOf('text 3'));
  });
});
