import { type Collection, MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyedMutex } from '@lanran/api/platform/concurrency/keyed-mutex';
import { LogContradictsAnchorError, CheckpointAnchoring } from '@lanran/api/log/jobs/checkpoint-anchoring';
import type { AnchorStore } from '@lanran/api/log/ports/anchor-store';
import { toHex } from '@lanran/protocol/kernel/bytes';
import { bodyHash, buildBody } from '@lanran/protocol/log/body';
import { parseHeader } from '@lanran/protocol/chain/contract-state';
import { assetIdOf, NO_COMMUNITY, organizationIdOf, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { readTrie, transactionKey } from '@lanran/protocol/chain/trie';
import { KilledHereError, openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

interface StoredLeaf {
  readonly _id: number;
  readonly leafHash: Buffer;
}

const body = buildBody({ schema: 'lanran/published/1' });

describe('the sealer over a real chain and database', () => {
  let stack: Stack;
  let services: Services;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
  });
  afterAll(() => stack.stop());

  async function append(count: number): Promise<void> {
    for (let at = 0; at < count; at++) {
      const statement = {
        kind: 'published',
        assetId: assetIdOf(organizationIdOf('museum'), randomBytes32()),
        community: NO_COMMUNITY,
        previous: NO_COMMUNITY,
        bodyHash: bodyHash(body),
        issuedAt: 1_790_000_000,
      } as const;
      await services.log.append({
        statement,
        evidence: { type: 'note', signature: `0x${'11'.repeat(64)}` },
        body,
      });
    }
  }

  function newSealer(
    options: { everyLeaves?: number; everySeconds?: number; anchors?: AnchorStore } = {},
  ): CheckpointAnchoring {
    return new CheckpointAnchoring({
      log: services.log,
      ledger: stack.ledger,
      anchors: options.anchors ?? stack.stores.anchors,
      clock: services.clock,
      failPoints: services.failPoints,
      everyLeaves: options.everyLeaves ?? 100,
      everySeconds: options.everySeconds ?? 60,
      lookEveryMs: 1_000,
      anchoringTurns: new KeyedMutex(),
    });
  }

  const anchoredSize = async () => (await stack.ledger.anchoredCheckpoint()).size;

  it('anchors all there is, with what proves it: header, storage, the transaction in its block', async () => {
    await append(3);
    const anchor = await newSealer().sealNow();
    const size = await services.log.size();
    expect(anchor).toMatchObject({ size, root: toHex(await services.log.rootAt(size)) });
    expect(await stack.ledger.anchoredCheckpoint()).toEqual({ size, root: anchor?.root });
    expect(await stack.stores.anchors.findLatest()).toEqual(anchor);
    const header = parseHeader(anchor?.header ?? '0x');
    const index = anchor?.transactionProof?.index ?? -1;
    const found = readTrie({
      root: header.transactionsRoot,
      key: transactionKey(index),
      proof: anchor?.transactionProof?.proof ?? [],
    });
    expect(found).toMatchObject({ ok: true, value: expect.any(Uint8Array) });
  });

  it('waits for N leaves, then anchors', async () => {
    const sealer = newSealer({ everyLeaves: 5 });
    const before = await anchoredSize();
    await append(4);
    await sealer.run();
    expect(await anchoredSize()).toBe(before);
    await append(1);
    await sealer.run();
    expect(await anchoredSize()).toBe(before + 5);
  });

  it('anchors fewer leaves when T seconds have passed since it first saw them', async () => {
    const sealer = newSealer({ everySeconds: 30 });
    const before = await anchoredSize();
    await sealer.run();
    services.clock.pass(1_000);
    await append(1);
    await sealer.run();
    services.clock.pass(29);
    await sealer.run();
    expect(await anchoredSize()).toBe(before);
    services.clock.pass(1);
    await sealer.run();
    expect(await anchoredSize()).toBe(before + 1);
  });

  it('sends one checkpoint for all who ask at once, and covers each of them', async () => {
    await append(2);
    const sealer = newSealer();
    const block = await stack.ledger.latestBlock();
    const size = await services.log.size();
    const anchors = await Promise.all([sealer.sealNow(), sealer.sealNow(), sealer.sealNow()]);
    for (const anchor of anchors) expect(anchor?.size).toBe(size);
    expect(await stack.ledger.latestBlock()).toBe(block + 1);
  });

  it('anchors after a kill just before', async () => {
    await append(1);
    services.failPoints.arm('before-anchor');
    await expect(newSealer().sealNow()).rejects.toThrow(KilledHereError);
    const size = await services.log.size();
    expect((await newSealer().sealNow())?.size).toBe(size);
  });

  it('records what is anchored already instead of sending it twice, when killed between send and record', async () => {
    await append(2);
    const { anchors } = stack.stores;
    const forgetful: AnchorStore = {
      findLatest: () => anchors.findLatest(),
      findCovering: (leafIndex) => anchors.findCovering(leafIndex),
      listMarksAfter: (leafIndex, limit) => anchors.listMarksAfter(leafIndex, limit),
      put: () => Promise.reject(new KilledHereError('before the record')),
    };
    await expect(newSealer({ anchors: forgetful }).sealNow()).rejects.toThrow(KilledHereError);
    const size = await services.log.size();
    expect(await anchoredSize()).toBe(size);
    expect((await anchors.findLatest())?.size).toBeLessThan(size);
    const block = await stack.ledger.latestBlock();
    await append(1);
    const next = await newSealer().sealNow();
    expect(next?.size).toBe(size + 1);
    expect(await anchors.findCovering(size - 1)).toMatchObject({ size, blockNumber: block });
    expect(await stack.ledger.latestBlock()).toBe(block + 1);
  });

  /** Changes the stored leaves for the time of some work. */
  async function withOtherLeaves(
    change: (leaves: Collection<StoredLeaf>) => Promise<unknown>,
    work: () => Promise<void>,
  ): Promise<void> {
    const client = await new MongoClient(stack.mongoUri).connect();
    const leaves = client.db().collection<StoredLeaf>('leaves');
    const before = await leaves.find().toArray();
    try {
      await change(leaves);
      await work();
    } finally {
      await leaves.deleteMany({});
      await leaves.insertMany(before);
      await client.close();
    }
  }

  it('anchors nothing that contradicts what the checkpoint key signed', async () => {
    await append(2);
    await services.log.checkpoint();
    const size = await services.log.size();
    const before = await anchoredSize();
    expect(before).toBeLessThan(size - 1);

    const rewritten = { $set: { leafHash: Buffer.alloc(32, 7) } };
    await withOtherLeaves(
      (leaves) => leaves.updateOne({ _id: size - 1 }, rewritten),
      async () => {
        await expect(newSealer().sealNow()).rejects.toMatchObject({ code: 'CHECKPOINT_REFUSED' });
        expect(await anchoredSize()).toBe(before);
      },
    );
    expect((await newSealer().sealNow())?.size).toBe(size);
  });

  it('fails when the stored log is shorter than what is anchored', async () => {
    const size = await anchoredSize();
    await withOtherLeaves(
      (leaves) => leaves.deleteOne({ _id: size - 1 }),
      async () => {
        await expect(newSealer().run()).rejects.toThrow(LogContradictsAnchorError);
      },
    );
    expect(await newSealer().run()).toBe('idle');
  });

  it('anchors nothing any more when the stored log contradicts what is anchored', async () => {
    const client = await new MongoClient(stack.mongoUri).connect();
    try {
      const size = await services.log.size();
      await client
        .db()
        .collection<{ _id: number }>('leaves')
        .updateOne({ _id: 2 }, { $set: { leafHash: Buffer.alloc(32, 7) } });
      await append(1);
      await expect(newSealer().sealNow()).rejects.toThrow(LogContradictsAnchorError);
      expect(await anchoredSize()).toBe(size);
    } finally {
      await client.close();
    }
  });
});
