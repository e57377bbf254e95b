import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import type { ImportedInput } from '@lanran/api/publishing/domain/draft-import';
import { MAX_IMPORTED } from '@lanran/api/publishing/services/draft-imports';
import { type OrganizationId, organizationIdOf } from '@lanran/protocol/kernel/ids';
import { actorOf, admit, newPerson } from '../../support/people.ts';
import { buildContent, signStatement, upload } from '../../support/publications.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

describe('importing drafts by the identifiers of another system', () => {
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

  const record = (externalId: string, overrides: Partial<ImportedInput> = {}): ImportedInput => ({
    ...buildContent(overrides),
    externalId,
  });

  async function statesOf(...inputs: readonly ImportedInput[]) {
    return (await services.imports.import(actor, museum, inputs)).map(({ state }) => state);
  }

  it('makes each once, and brings up to date what says something else by now', async () => {
    expect(await statesOf(record('cmoa:things/1'), record('cmoa:things/2'))).toEqual(['CREATED', 'CREATED']);
    const changed = record('cmoa:things/2', { title: { en: 'Another', zh: '别的' } });
    const again = await services.imports.import(actor, museum, [changed, record('cmoa:things/1')]);
    expect(again).toMatchObject([
      {
        state: 'UPDATED',
        draft: { externalId: 'cmoa:things/2', content: { metadata: { title: { zh: '别的' } } } },
      },
      { state: 'UNCHANGED', draft: { externalId: 'cmoa:things/1' } },
    ]);
    const { totalCount } = await services.drafts.list(actor, museum, { first: 10, after: null });
    expect(totalCount).toBe(2);
  });

  it('makes one of several imports at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 4 }, async () => services.imports.import(actor, museum, [record('at once')])),
    );
    expect(new Set(answers.flat().map(({ draft }) => draft?.assetId)).size).toBe(1);
  });

  it('takes one text in two Unicode forms for one identifier, and a text of another organization for another', async () => {
    expect(await statesOf(record('café'.normalize('NFC')))).toEqual(['CREATED']);
    expect(await statesOf(record(' café '.normalize('NFD')))).toEqual(['UNCHANGED']);
    const other = await actorOf(services, neighbor);
    expect(await services.imports.import(other, gallery, [record('café')])).toMatchObject([
      { state: 'CREATED' },
    ]);
  });

  it('finds what is published, and leaves it as it is', async () => {
    const [imported] = await services.imports.import(actor, museum, [record('to be published')]);
    const id = imported?.draft?.id ?? '';
    await upload(services, curator, { draftId: id, path: 'a.png', bytes: randomBytes(50) });
    const { publication } = await services.publishing.prepare(actor, id);
    const signature = signStatement(services, curator, publication.statement);
    const { assetId, leafIndex } = await services.publishing.publish(actor, id, signature);
    const changed = record('to be published', { title: { en: 'Too late' } });
    expect(await services.imports.import(actor, museum, [changed])).toMatchObject([
      { state: 'PUBLISHED', draft: { assetId, publishedIndex: leafIndex } },
    ]);
    expect(await services.catalog.get(actor, assetId)).toMatchObject({
      metadata: { title: { en: 'Butterfly mother' } },
    });
  });

  it('begins anew what was deleted', async () => {
    const [imported] = await services.imports.import(actor, museum, [record('deleted')]);
    await services.drafts.delete(actor, imported?.draft?.id ?? '');
    expect(await statesOf(record('deleted'))).toEqual(['CREATED']);
  });

  it('refuses what is wrong with a record by its field, and takes the others', async () => {
    const answers = await services.imports.import(actor, museum, [
      record('wrong 1', { community: organizationIdOf('nobody') }),
      record('wrong 2', { kind: 'POTTERY' }),
      record('wrong 3', { title: {} }),
      record(' '),
      record('right'),
      record('right'),
    ]);
    expect(answers.map(({ problem, state }) => problem?.field ?? state)).toEqual([
      'community',
      'kind',
      'title',
      'externalId',
      'CREATED',
      'externalId',
    ]);
  });

  it('checks without writing', async () => {
    const inputs = [record('checked'), record('not checked', { kind: 'POTTERY' })];
    const checked = await services.imports.check(actor, museum, inputs);
    expect(checked).toMatchObject([
      { state: 'CREATED', draft: null },
      { state: null, problem: { field: 'kind' } },
    ]);
    expect(await services.imports.check(actor, museum, inputs)).toEqual(checked);
  });

  it('refuses strangers, and more than it takes at once', async () => {
    const other = await actorOf(services, neighbor);
    await expect(services.imports.import(other, museum, [record('theirs')])).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const many = Array.from({ length: MAX_IMPORTED + 1 }, (_, at) => record(`many ${at}`));
    await expect(services.imports.import(actor, museum, many)).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
    });
  });
});
