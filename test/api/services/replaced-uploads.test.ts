import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import type { Draft } from '@lanran/api/publishing/domain/draft';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { actorOf, admit, newPerson } from '../../support/people.ts';
import {
  buildContent,
  createDraft,
  publishAsset,
  resume,
  signStatement,
  upload,
} from '../../support/publications.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const PATH = 'skirt.tiff';
const DAY_SECONDS = 86_400;

interface Replacing {
  readonly draft: Draft;
  /** Of the whole file. */
  readonly earlierId: string;
  readonly newerId: string;
  readonly newer: Uint8Array;
}

describe('a whole file of a draft whose path is uploaded anew', () => {
  let stack: Stack;
  let services: Services;
  const editor = newPerson();
  let museum: OrganizationId;
  let actor: Actor;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: editor });
    actor = await actorOf(services, editor);
  });
  afterAll(() => stack.stop());
  beforeEach(() => services.clock.catchUp());

  const send = (draftId: string, bytes: Uint8Array, received = bytes.length) =>
    upload(services, editor, { draftId, path: PATH, bytes, received });

  /** A draft with a whole file, and half of another on its way to the same path. */
  async function replacing(content = buildContent()): Promise<Replacing> {
    const draft = await createDraft(services, editor, { organizationId: museum, content });
    const newer = randomBytes(2_000);
    const earlierId = await send(draft.id, randomBytes(1_000));
    return { draft, earlierId, newerId: await send(draft.id, newer, 900), newer };
  }

  async function publish({ id }: Draft) {
    const { publication } = await services.publishing.prepare(actor, id);
    return services.publishing.publish(actor, id, signStatement(services, editor, publication.statement));
  }

  const filesOf = async ({ id }: Draft) => (await services.drafts.get(actor, id)).files;
  const staged = async () => (await services.staging.list()).sort();

  it('stays, and nothing is published, until the new one is whole', async () => {
    const { draft, earlierId, newerId, newer } = await replacing();
    expect(await staged()).toEqual([earlierId, newerId].sort());
    await expect(services.publishing.prepare(actor, draft.id)).rejects.toMatchObject({
      field: `files.${PATH}`,
      message: expect.stringContaining('1100 of 2000 bytes are missing'),
    });

    await resume(services, newerId, newer.subarray(900));

    expect(await staged()).toEqual([newerId]);
    expect(await publish(draft)).toMatchObject({ files: [{ path: PATH, bytes: 2_000 }] });
    expect(await staged()).toEqual([]);
  });

  it.each<readonly [string, (replacing: Replacing) => Promise<unknown>]>([
    [
      'is given up',
      async ({ newerId }) => {
        await services.uploads.withdraw(actor, newerId);
        await services.staging.remove(newerId);
      },
    ],
    [
      'expires',
      async () => {
        services.clock.pass(15 * DAY_SECONDS);
        await services.uploads.expire();
        services.clock.catchUp();
      },
    ],
    [
      'is replaced by a third that has another checksum than was announced',
      ({ draft }) =>
        upload(services, editor, {
          draftId: draft.id,
          path: PATH,
          bytes: randomBytes(10),
          sha256: 'ab'.repeat(32),
        }).catch((error: unknown) => expect(error).toMatchObject({ code: 'CONTENT_MISMATCH' })),
    ],
  ])('is the draft’s file again when the new one %s', async (_how, end) => {
    const under = await replacing();
    await end(under);
    expect(await filesOf(under.draft)).toMatchObject([{ uploadId: under.earlierId, bytes: 1_000 }]);
    expect(await staged()).toEqual([under.earlierId]);
    expect(await publish(under.draft)).toMatchObject({ files: [{ path: PATH, bytes: 1_000 }] });
    expect(await staged()).toEqual([]);
  });

  it('is kept over a restart, as is what has arrived of the new one', async () => {
    const { draft, earlierId, newerId, newer } = await replacing();
    expect(await services.uploads.sweep()).toBe(0);
    expect(await staged()).toEqual([earlierId, newerId].sort());
    await resume(services, newerId, newer.subarray(900));
    expect(await filesOf(draft)).toMatchObject([{ uploadId: newerId }]);
    await services.drafts.delete(actor, draft.id);
  });

  it('is the draft’s file again after a kill between the announcement of the new one and its first byte', async () => {
    const draft = await createDraft(services, editor, { organizationId: museum });
    const earlierId = await send(draft.id, randomBytes(1_000));
    const announcement = { uploadId: 'ab'.repeat(16), draftId: draft.id, path: PATH, sha256: null, bytes: 5 };
    await services.uploads.begin(actor, announcement);
    await services.uploads.sweep();
    expect(await filesOf(draft)).toMatchObject([{ uploadId: earlierId }]);
    await services.drafts.delete(actor, draft.id);
  });

  it('leaves nothing behind after a kill between the end of the new one and its own removal', async () => {
    const { draft, earlierId, newerId, newer } = await replacing();
    const digest = { ...(await services.staging.digest(newerId)), bytes: newer.length };
    await stack.stores.drafts.complete(draft.id, newerId, digest);
    expect(await staged()).toContain(earlierId);
    await services.uploads.sweep();
    expect(await staged()).toEqual([newerId]);
    await services.drafts.delete(actor, draft.id);
  });

  it('is left alone by a client that asks again whether it arrived', async () => {
    const { draft, earlierId, newerId } = await replacing();
    await services.uploads.finish(earlierId);
    expect(await staged()).toEqual([earlierId, newerId].sort());
    await services.drafts.delete(actor, draft.id);
  });

  it('can be taken out itself: the new one goes on', async () => {
    const { draft, earlierId, newerId, newer } = await replacing();
    await services.uploads.withdraw(actor, earlierId);
    await services.staging.remove(earlierId);
    await resume(services, newerId, newer.subarray(900));
    expect(await filesOf(draft)).toMatchObject([{ uploadId: newerId, bytes: 2_000 }]);
    await services.uploads.withdraw(actor, newerId);
    expect(await filesOf(draft)).toEqual([]);
    await services.uploads.sweep();
  });

  it('takes the form that another access asks for, as the new one does', async () => {
    const { draft, earlierId, newerId } = await replacing(buildContent({ access: 'OPEN' }));
    const forms = async () =>
      Promise.all([earlierId, newerId].map(async (id) => (await services.staging.open(id)).sealed !== null));
    expect(await forms()).toEqual([false, false]);
    await services.drafts.update(actor, draft.id, buildContent({ access: 'RESTRICTED' }));
    expect(await forms()).toEqual([true, true]);
    await services.drafts.delete(actor, draft.id);
  });

  it('leaves the disk with the new one when the path, or the draft, is deleted', async () => {
    const { draft } = await replacing();
    await services.drafts.removeFile(actor, draft.id, PATH);
    expect(await staged()).toEqual([]);
    const another = await replacing();
    await services.drafts.delete(actor, another.draft.id);
    expect(await staged()).toEqual([]);
  });

  it('is kept from the version before, where that has it, when the new one is given up or killed at its start', async () => {
    const { assetId } = await publishAsset(services, editor, {
      organizationId: museum,
      bytes: randomBytes(700),
    });
    const draft = await services.revisions.create(actor, assetId);
    const newerId = await send(draft.id, randomBytes(2_000), 900);
    await expect(services.publishing.prepare(actor, draft.id)).rejects.toMatchObject({
      field: `files.${PATH}`,
    });
    await services.uploads.withdraw(actor, newerId);
    await services.staging.remove(newerId);
    const announcement = { uploadId: 'ab'.repeat(16), draftId: draft.id, path: PATH, sha256: null, bytes: 5 };
    await services.uploads.begin(actor, announcement);
    await services.uploads.sweep();
    expect(await filesOf(draft)).toMatchObject([{ uploadId: null, bytes: 700 }]);
    await services.drafts.update(actor, draft.id, buildContent({ title: { en: 'Kept' } }));
    expect(await publish(draft)).toMatchObject({ version: 2, files: [{ path: PATH, bytes: 700 }] });
  });
});
