import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChainFollower } from '@lanran/api/log/jobs/chain-follower';
import type { CursorStore } from '@lanran/api/platform/jobs/cursor-store';
import type { LoggedStatement } from '@lanran/api/log/domain/logged-statement';
import { decodeEvidence } from '@lanran/protocol/log/evidence';
import { fieldValue } from '@lanran/protocol/log/body';
import { organizationIdOf, parseAssetId } from '@lanran/protocol/kernel/ids';
import type { StatementLog } from '@lanran/api/log/services/statement-log';
import { admitAct } from '@lanran/sdk/organizations/admission-act';
import { addMemberAct, admit, newPerson, relayAct, removeMemberAct, signAct } from '../../support/people.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

/** A follower's memory that begins anew. */
class LostCursors implements CursorStore {
  position = 0;
  reads = 0;

  async read(): Promise<number> {
    this.reads += 1;
    return this.position;
  }

  async advance(_follower: string, position: number): Promise<void> {
    this.position = Math.max(this.position, position);
  }
}

describe('the chain follower over a real chain and database', () => {
  let stack: Stack;
  let services: Services;
  const owner = newPerson();
  const editor = newPerson();
  const museum = organizationIdOf('museum');

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner });
    await relayAct(
      services,
      owner,
      addMemberAct({ organizationId: museum, key: editor.address, role: 'EDITOR' }),
    );
    await relayAct(services, owner, removeMemberAct({ organizationId: museum, key: editor.address }));
  });
  afterAll(() => stack.stop());

  function newFollower(
    cursors: CursorStore,
    { confirmations = 0, log = services.log }: { confirmations?: number; log?: StatementLog } = {},
  ): ChainFollower {
    return new ChainFollower({
      ledger: stack.ledger,
      log,
      cursors,
      confirmations,
      everyMs: 1_000,
    });
  }

  async function logged(): Promise<LoggedStatement[]> {
    return stack.stores.leaves.list(0, 1_000);
  }

  it('logs every event of the contracts once, in chain order, with its place on the chain as evidence', async () => {
    const statements = (await logged()).filter(({ statement }) => statement.assetId === parseAssetId(museum));
    expect(statements.map(({ statement }) => statement.kind)).toEqual([
      'organization-admitted',
      'member-added',
      'member-added',
      'member-removed',
    ]);
    const places = statements.map(({ evidence }) => decodeEvidence(evidence));
    for (const [at, place] of places.entries()) {
      if (place.type !== 'chain-event') throw new Error('no event');
      const receipt = await stack.ledger.findReceipt(place.transactionHash);
      const event = receipt?.events.find(({ logIndex }) => logIndex === place.logIndex);
      expect(event).toMatchObject({ chainId: stack.chainId, blockHash: place.blockHash });
      expect(fieldValue({ fields: statements[at]?.body ?? [] }, 'event')).toEqual(event?.args);
      expect(statements[at]?.statement.issuedAt).toBe(event?.blockTime);
    }
  });

  it('appends nothing twice when its cursor is lost', async () => {
    const before = await logged();
    const cursors = new LostCursors();
    const follower = newFollower(cursors);
    expect(await follower.run()).toBe('idle');
    expect(cursors.position).toBe(await stack.ledger.latestBlock());
    expect(await logged()).toEqual(before);
  });

  it('asks the database nothing while the chain has no new block', async () => {
    const cursors = new LostCursors();
    const follower = newFollower(cursors);
    await follower.run();
    const { reads } = cursors;
    expect(await follower.run()).toBe('idle');
    expect(cursors.reads).toBe(reads);
  });

  it('appends nothing twice when two processes follow at once', async () => {
    const before = await logged();
    const accreditor = newPerson(stack.accreditor.privateKey);
    const organizationId = organizationIdOf('archive');
    const admission = { organizationId, kind: 'INSTITUTION', council: null } as const;
    const act = admitAct({ ...admission, owner: editor.address, payout: editor.address });
    await stack.ledger.relay(await signAct(services, accreditor, { act }), {
      signed: async () => undefined,
      sent: async () => undefined,
    });
    const others = await openServices(stack, services);
    await Promise.all([services, others].map(({ log }) => newFollower(new LostCursors(), { log }).run()));
    const added = (await logged()).slice(before.length).map(({ statement }) => statement);
    expect(added).toMatchObject([
      { kind: 'organization-admitted', assetId: organizationId },
      { kind: 'member-added', assetId: organizationId },
    ]);
  });

  it('leaves a block alone until as many blocks as asked for stand on it', async () => {
    const cursors = new LostCursors();
    const latest = await stack.ledger.latestBlock();
    const follower = newFollower(cursors, { confirmations: 2 });
    expect(await follower.run()).toBe('idle');
    expect(cursors.position).toBe(latest - 2);
    const following = follower.followTo(latest);
    await admit(services, { slug: 'one-more', kind: 'STUDIO', owner: newPerson() });
    await admit(services, { slug: 'and-another', kind: 'STUDIO', owner: newPerson() });
    await following;
    expect(cursors.position).toBe(latest);
  });
});
