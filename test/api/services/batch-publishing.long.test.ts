import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import { MAX_BATCH } from '@lanran/api/publishing/services/batch-publishing';
import { batchDigest, buildBatch } from '@lanran/protocol/log/batch';
import { parseBundle } from '@lanran/protocol/proofs/bundle';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { digestFile } from '@lanran/protocol/files/digest';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { signDigest } from '@lanran/protocol/kernel/signature';
import type { Statement } from '@lanran/protocol/log/statement';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import { RpcChainLookup } from '@lanran/sdk/provenance/rpc-chain-lookup';
import { actorOf, admit, newPerson, type Person, relayAct } from '../../support/people.ts';
import { buildContent, createDraft, signStatement, upload } from '../../support/publications.ts';
import { consentAct, offeringAct } from '../../support/sales.ts';
import { KilledHereError, openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const FILE = randomBytes(500);

async function digestOf(bytes: Uint8Array) {
  async function* chunks() {
    yield bytes;
  }
  return digestFile(chunks(), { createSha256: () => createHash('sha256') });
}

describe('publishing many drafts by one signature', () => {
  let stack: Stack;
  let services: Services;
  const curator = newPerson();
  const council = newPerson();
  const stranger = newPerson();
  let museum: OrganizationId;
  let community: OrganizationId;
  let actor: Actor;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: council });
    await admit(services, { slug: 'strangers', kind: 'INSTITUTION', owner: stranger });
    actor = await actorOf(services, curator);
  });
  afterAll(() => stack.stop());
  beforeEach(() => services.clock.catchUp());

  async function draftsWithFiles(count: number): Promise<string[]> {
    const ids: string[] = [];
    for (let at = 0; at < count; at++) {
      const content = buildContent({ title: { en: `Cuff ${at}` }, community });
      const { id } = await createDraft(services, curator, { organizationId: museum, content });
      await upload(services, curator, { draftId: id, path: 'cuff.tiff', bytes: FILE });
      ids.push(id);
    }
    return ids;
  }

  async function statementsOf(ids: readonly string[]): Promise<Statement[]> {
    const prepared = await services.batches.prepare(actor, ids);
    return prepared.flatMap(({ prepared: each }) => each?.publication.statement ?? []);
  }

  const signBatch = (statements: readonly Statement[], person: Person = curator): Hex =>
    signDigest(batchDigest(buildBatch(statements), stack.logId), person.privateKey);

  async function prepared(count: number) {
    const ids = await draftsWithFiles(count);
    const statements = await statementsOf(ids);
    return { ids, statements, signature: signBatch(statements) };
  }

  it('publishes each, with receipts in the order that was signed and proofs in which every check passes', async () => {
    const { ids, statements, signature } = await prepared(3);
    const receipts = await services.batches.publish(actor, ids, signature);
    expect(receipts.map(({ assetId }) => assetId)).toEqual(statements.map(({ assetId }) => assetId));
    const chain = await RpcChainLookup.open(stack.rpcUrl);
    const files = new Map([['cuff.tiff', await digestOf(FILE)]]);
    for (const [at, { assetId }] of [...receipts.entries()].slice(1)) {
      const { text } = await services.provenance.assetProof(actor, assetId);
      expect(parseBundle(text).evidence).toMatchObject({ type: 'batch', index: at, count: 3, signature });
      const { ok, checks } = await verifyBundleText(text, { trust: services.trust, chain, files });
      expect(ok).toBe(true);
      // Nobody witnessed this log.
      expect(checks.filter(({ status }) => status !== 'pass').map(({ name }) => name)).toEqual(['witness']);
    }
    chain.close();
  });

  it('makes assets that can be consented to and offered: the chain takes the evidence', async () => {
    const { ids, signature } = await prepared(3);
    const [, , third] = await services.batches.publish(actor, ids, signature);
    const assetId = third?.assetId ?? '';
    const [asset] = await services.catalog.findMany(actor, third === undefined ? [] : [third.assetId]);
    if (asset == null) throw new Error(`${assetId} is no asset`);
    await relayAct(services, council, consentAct(services, asset.id, { holder: museum }));
    await relayAct(services, curator, offeringAct(services, asset.id));
    expect(await stack.stores.offers.listOpen([asset.id])).toHaveLength(1);
  });

  it('publishes nothing twice when the batch is repeated, also by two at once', async () => {
    const { ids, signature } = await prepared(4);
    const size = await services.log.size();
    const [first, second] = await Promise.all([
      services.batches.publish(actor, ids, signature),
      services.batches.publish(actor, ids, signature),
    ]);
    expect(second.map(({ leafIndex }) => leafIndex)).toEqual(first.map(({ leafIndex }) => leafIndex));
    expect(await services.batches.publish(actor, ids, signature)).toMatchObject(
      first.map(({ leafIndex }) => ({ leafIndex })),
    );
    expect(await services.log.size()).toBe(size + 4);
    expect(await services.staging.list()).toEqual([]);
  });

  it.each(['after-pin', 'after-append'] as const)(
    'goes on where it was killed %s, with the same signature',
    async (point) => {
      const { ids, signature } = await prepared(6);
      const size = await services.log.size();
      services.failPoints.arm(point);
      await expect(services.batches.publish(actor, ids, signature)).rejects.toThrow(KilledHereError);
      // What the next start does first.
      await services.uploads.sweep();
      const receipts = await services.batches.publish(actor, ids, signature);
      expect(receipts.map(({ leafIndex }) => leafIndex).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 6 }, (_, at) => size + at),
      );
      expect(await services.log.size()).toBe(size + 6);
      expect(await services.staging.list()).toEqual([]);
    },
  );

  it('publishes the others of a batch of which one is in the log by another signature', async () => {
    const { ids, statements, signature } = await prepared(3);
    const [, taken = ''] = ids;
    const [, statement] = statements;
    if (statement === undefined) throw new Error('three were prepared');
    await services.publishing.publish(actor, taken, signStatement(services, curator, statement));
    await expect(services.batches.publish(actor, ids, signature)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('with other evidence'),
    });
    const drafts = await stack.stores.drafts.findMany(ids);
    expect(drafts.map(({ publishedIndex }) => typeof publishedIndex)).toEqual(['number', 'number', 'number']);
    expect(await services.staging.list()).toEqual([]);
    expect(await stack.stores.manifestClaims.list(null, 10)).toEqual([]);
  });

  it('tells of those that a kill left published that they are, when the signature is lost', async () => {
    const { ids, signature } = await prepared(3);
    services.failPoints.arm('after-append');
    await expect(services.batches.publish(actor, ids, signature)).rejects.toThrow(KilledHereError);
    const again = await services.batches.prepare(actor, ids);
    const leaves = again.map(({ prepared: each }) => each?.leafIndex ?? null);
    expect(leaves.filter((leaf) => leaf !== null).length).toBeGreaterThan(0);
    const rest = again.filter((_, at) => leaves[at] === null);
    const restIds = rest.map(({ draftId }) => draftId);
    if (restIds.length > 0)
      await services.batches.publish(actor, restIds, signBatch(await statementsOf(restIds)));
    const drafts = await stack.stores.drafts.findMany(ids);
    expect(new Set(drafts.map(({ publishedIndex }) => publishedIndex)).size).toBe(3);
    expect(drafts.every(({ publishedIndex }) => publishedIndex !== null)).toBe(true);
  });

  it('prepares those that are ready, and says of each other what it lacks', async () => {
    const [ready] = await draftsWithFiles(1);
    const empty = await createDraft(services, curator, { organizationId: museum });
    const answers = await services.batches.prepare(actor, [empty.id, ready ?? '']);
    expect(answers).toMatchObject([
      { draftId: empty.id, prepared: null, problem: { code: 'BAD_INPUT', field: 'files' } },
      { draftId: ready, problem: null, prepared: { leafIndex: null } },
    ]);
  });

  it('refuses a signature over others, in another order, over one alone, or by who is no editor', async () => {
    const { ids, statements, signature } = await prepared(3);
    const size = await services.log.size();
    const [first] = statements;
    if (first === undefined) throw new Error('three were prepared');
    const wrong: readonly [readonly string[], Hex][] = [
      [ids, signBatch(statements.slice(1))],
      [ids.toReversed(), signature],
      [ids.slice(1), signature],
      [ids, signStatement(services, curator, first)],
      [ids, signBatch(statements, council)],
      [ids, signBatch(statements, stranger)],
      [ids, '0x1234'],
    ];
    for (const [drafts, refused] of wrong) {
      await expect(services.batches.publish(actor, drafts, refused)).rejects.toMatchObject({
        code: 'BAD_SIGNATURE',
        field: 'signature',
      });
    }
    expect(await services.log.size()).toBe(size);
    expect(await services.batches.publish(actor, ids, signature)).toHaveLength(3);
  });

  it('refuses a batch of which a draft changed since it was signed, and publishes none of it', async () => {
    const { ids, signature } = await prepared(3);
    const size = await services.log.size();
    await services.drafts.update(actor, ids[1] ?? '', buildContent({ title: { en: 'Another' } }));
    await expect(services.batches.publish(actor, ids, signature)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining(ids[1] ?? ''),
    });
    expect(await services.log.size()).toBe(size);
  });

  it('refuses more than a batch takes, none at all, one twice, and drafts of others', async () => {
    const [id] = await draftsWithFiles(1);
    const many = Array.from({ length: MAX_BATCH + 1 }, (_, at) => `draft-${at}`);
    const refused: readonly [readonly string[], string][] = [
      [many, 'LIMIT_EXCEEDED'],
      [[], 'BAD_INPUT'],
      [[id ?? '', id ?? ''], 'BAD_INPUT'],
      [[id ?? '', 'nobody'], 'NOT_FOUND'],
    ];
    for (const [ids, code] of refused) {
      await expect(services.batches.prepare(actor, ids)).rejects.toMatchObject({ code });
      await expect(services.batches.publish(actor, ids, '0x')).rejects.toMatchObject({ code });
    }
    const other = await actorOf(services, stranger);
    await expect(services.batches.prepare(other, [id ?? ''])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(services.batches.prepare({ kind: 'anonymous' }, [id ?? ''])).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    });
  });
});
