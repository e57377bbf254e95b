import { createHash, randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Published } from '@lanran/api/publishing/services/statement-publisher';
import { formatBundle, parseBundle } from '@lanran/protocol/proofs/bundle';
import type { Known } from '@lanran/protocol/proofs/check';
import { digestFile } from '@lanran/protocol/files/digest';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import { type OrganizationId, parseLogId, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import { RpcChainLookup } from '@lanran/sdk/provenance/rpc-chain-lookup';
import { historyOf } from '../../support/asset-history.ts';
import { actorOf, admit, newPerson, relayAct } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import { buildWish, consentAct, offeringAct, purchaseAct } from '../../support/sales.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const FILE = randomBytes(5_000);
/** What a verifier with a node and without witnesses can't know. */
const UNKNOWN = ['witness', 'title stated'];

describe('proof bundles over real backing services', () => {
  let stack: Stack;
  let chain: RpcChainLookup;
  let services: Services;
  let client: MongoClient;
  const curator = newPerson();
  const council = newPerson();
  const buyer = newPerson();
  let museum: OrganizationId;
  let community: OrganizationId;
  let studio: OrganizationId;
  let published: Published;
  let files: ReadonlyMap<string, FileDigest>;

  beforeAll(async () => {
    stack = await startStack();
    chain = await RpcChainLookup.open(stack.rpcUrl);
    services = await openServices(stack);
    client = await new MongoClient(stack.mongoUri).connect();
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: council });
    studio = await admit(services, { slug: 'studio', kind: 'STUDIO', owner: buyer });
    published = await publish();
    files = new Map([
      ['skirt.tiff', await digestFile(asChunks(FILE), { createSha256: () => createHash('sha256') })],
    ]);
  });
  afterAll(async () => {
    chain.close();
    await client.close();
    await stack.stop();
  });

  async function* asChunks(bytes: Uint8Array): AsyncIterable<Uint8Array> {
    yield bytes;
  }

  const publish = () =>
    publishAsset(services, curator, {
      organizationId: museum,
      content: buildContent({ community, title: { en: 'Butterfly mother', zh: '蝴蝶妈妈' } }),
      bytes: FILE,
    });

  async function proofOf({ assetId }: Pick<Published, 'assetId'>): Promise<string> {
    const { text } = await services.provenance.assetProof({ kind: 'anonymous' }, assetId);
    return text;
  }

  async function statuses(text: string, overrides: Known = {}) {
    const { checks } = await verifyBundleText(text, { trust: services.trust, files, chain, ...overrides });
    return Object.fromEntries(checks.map(({ name, status }) => [name, status]));
  }

  function allPass(checks: Readonly<Record<string, string>>): Record<string, string> {
    const expected = Object.keys(checks).map(
      (name) => [name, UNKNOWN.includes(name) ? 'unknown' : 'pass'] as const,
    );
    return Object.fromEntries(expected);
  }

  async function editLeaf(index: number, change: object): Promise<() => Promise<void>> {
    const leaves = client.db().collection<{ _id: number }>('leaves');
    const before = await leaves.findOne({ _id: index }, { promoteValues: false });
    if (before === null) throw new Error(`no leaf ${index}`);
    await leaves.updateOne({ _id: index }, { $set: change });
    return async () => {
      await leaves.replaceOne({ _id: index }, before);
    };
  }

  it('proves an asset with the trust file and the file at hand, down to the anchoring transaction', async () => {
    const text = await proofOf(published);
    const checks = await statuses(text);
    expect(Object.keys(checks)).toHaveLength(11);
    expect(checks).toEqual(allPass(checks));
    const { anchor } = parseBundle(text);
    expect(anchor?.transaction?.proof.length).toBeGreaterThan(0);
    const wrongChain = { ...services.trust, chainId: '1' };
    expect(await statuses(text, { trust: wrongChain })).toMatchObject({ 'log identity': 'fail' });
  });

  it('proves it the same after the log grew and was anchored many times', async () => {
    const before = await proofOf(published);
    for (let round = 0; round < 6; round++) {
      await publish();
      await services.sealer.sealNow();
    }
    const text = await proofOf(published);
    expect(parseBundle(text).anchor?.blockHash).toBe(parseBundle(before).anchor?.blockHash);
    const checks = await statuses(text);
    expect(checks).toEqual(allPass(checks));
  });

  it('is not accepted for another installation, another file or another byte', async () => {
    const text = await proofOf(published);
    const foreign = { ...services.trust, logId: parseLogId(randomBytes32()) };
    expect(await statuses(text, { trust: foreign })).toMatchObject({ 'log identity': 'fail' });
    const other = await digestFile(asChunks(FILE.subarray(1)), {
      createSha256: () => createHash('sha256'),
    });
    expect(await statuses(text, { files: new Map([['skirt.tiff', other]]) })).toMatchObject({
      files: 'fail',
    });
    const step = Math.ceil(text.length / 60);
    for (let at = 0; at < text.length; at += step) {
      const changed = text.slice(0, at) + (text[at] === 'a' ? 'b' : 'a') + text.slice(at + 1);
      const report = await verifyBundleText(changed, { trust: services.trust, files });
      expect(report.ok, `byte ${at}`).toBe(false);
    }
  });

  it('proves a license with its terms and the asset it is of', async () => {
    const { assetId } = published;
    await relayAct(services, council, consentAct(services, assetId, { holder: museum }));
    await relayAct(services, curator, offeringAct(services, assetId));
    const wish = buildWish(services);
    const act = await purchaseAct(services, buyer, { assetId, licensee: studio, wish });
    const {
      licenseIds: [licenseId],
    } = await relayAct(services, buyer, act);
    if (licenseId === undefined) throw new Error('nothing was sold');
    const actor = await actorOf(services, buyer);
    const { text } = await services.provenance.licenseProof(actor, licenseId);
    const checks = await statuses(text);
    expect(Object.keys(checks)).toEqual(expect.arrayContaining(['license', 'consent', 'undisputed']));
    expect(checks).toEqual(allPass(checks));
    const bundle = parseBundle(text);
    expect(bundle.sale?.consent?.given.statement.kind).toBe('consented');
    const { sale: _sale, ...older } = bundle;
    expect(text.length - formatBundle(older).length).toBeLessThan(40 * 1024);
    expect(await statuses(formatBundle(older))).toMatchObject({ consent: 'unknown', undisputed: 'unknown' });
    expect(parseBundle(text).license).toMatchObject({
      licenseId,
      terms: { licensee: studio, firstDay: wish.firstDay, communityShareBps: 1_000 },
    });
    await expect(services.provenance.licenseProof({ kind: 'anonymous' }, licenseId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('tells an asset’s history: who did what, by which key or in which transaction', async () => {
    const history = await historyOf(services, published.assetId);
    expect(history).toMatchObject([
      { kind: 'published', signer: curator.address, organizationId: museum, transaction: null },
      { kind: 'consented', signer: null, organizationId: community },
      { kind: 'offered', organizationId: museum },
      { kind: 'licensed', organizationId: studio },
    ]);
    await services.sealer.sealNow();
    const anchored = await historyOf(services, published.assetId);
    expect(anchored.map(({ anchor }) => anchor)).not.toContain(null);
  });

  it('hides a restricted asset’s proof from those for whom it does not exist', async () => {
    const hidden = await publishAsset(services, curator, {
      organizationId: museum,
      content: buildContent({ community, access: 'RESTRICTED' }),
    });
    const stranger = await actorOf(services, buyer);
    await expect(services.provenance.assetProof(stranger, hidden.assetId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const { text } = await services.provenance.assetProof(await actorOf(services, council), hidden.assetId);
    expect(await statuses(text, { files: new Map() })).toMatchObject({ membership: 'pass', anchor: 'pass' });
  });

  it.each([
    ['a field’s value', 'body', (leaf: EditedLeaf) => ({ body: leaf.body.map(retitled) })],
    ['a field taken out', 'body', (leaf: EditedLeaf) => ({ body: leaf.body.slice(1) })],
    [
      'the statement',
      'inclusion',
      (leaf: EditedLeaf) => ({ statement: { ...leaf.statement, issuedAt: 1_700_000_000 } }),
    ],
    ['the leaf’s hash', 'anchor', () => ({ leafHash: Buffer.alloc(32, 7) })],
  ])('betrays an operator who edits in the database: %s', async (_what, check, edit) => {
    const leaf = await stack.stores.leaves.find(published.leafIndex);
    if (leaf === null) throw new Error('no leaf');
    const restore = await editLeaf(published.leafIndex, edit({ body: leaf.body, statement: leaf.statement }));
    try {
      // The tiles and the cached tree of a running process would still hold the truth; an operator starts anew.
      const restarted = await reopened();
      const { text } = await restarted.provenance.assetProof({ kind: 'anonymous' }, published.assetId);
      const report = await verifyBundleText(text, { trust: services.trust, files });
      expect(report.ok).toBe(false);
      expect(report.checks.filter(({ status }) => status === 'fail').map(({ name }) => name)).toContain(
        check,
      );
    } finally {
      await restore();
    }
    const checks = await statuses(await proofOf(published));
    expect(checks).toEqual(allPass(checks));
  });

  async function reopened(): Promise<Services> {
    return openServices(stack, { checkpointKey: services.checkpointKey });
  }
});

interface EditedLeaf {
  readonly body: readonly { readonly name: string }[];
  readonly statement: object;
}

function retitled(field: { readonly name: string }): object {
  return field.name === 'title' ? { ...field, value: { en: 'Made in a factory' } } : field;
}
