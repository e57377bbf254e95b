import { tokenOf } from '../../support/sales.ts';
import { randomBytes } from 'node:crypto';
import { Wallet } from 'ethers';
import { SafeL2__factory } from '../../../contracts/abi/factories/SafeL2__factory.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fromHex, type Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import { approveAct } from '@lanran/sdk/licensing/licensing-acts';
import { signSafeCall } from '@lanran/sdk/acts/safe-acts';
import { outwaitLatestBlock } from '../../support/chain-time.ts';
import { acceptCustodyAct, offerCustodyAct } from '@lanran/sdk/custody/custody-acts';
import {
  acceptCouncilAct,
  actorOf,
  admit,
  nameSuccessorAct,
  newPerson,
  type Person,
  relayAct,
} from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import {
  createSafe,
  executeOutside,
  nextNonce,
  proposeAct,
  safeCall,
  signEntry,
  signFor,
} from '../../support/safes.ts';
import { consentAct, offeringAct } from '../../support/sales.ts';
import { KilledHereError, openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

describe('the council desk over real backing services', () => {
  let stack: Stack;
  let services: Services;
  const curator = newPerson();
  const east = newPerson();
  const west = newPerson();
  const south = newPerson();
  const stranger = newPerson();
  let museum: OrganizationId;
  let community: OrganizationId;
  let sister: OrganizationId;
  /** Two of three; the council of both communities. */
  let safe: Address;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    safe = (await createSafe(services, { owners: [east, west, south], threshold: 2 })).address;
    const council = { address: safe };
    community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: east, council });
    sister = await admit(services, { slug: 'langde', kind: 'COMMUNITY', owner: west, council });
  });
  afterAll(() => stack.stop());
  beforeEach(() => services.clock.catchUp());

  async function publish(of: OrganizationId = community, access: 'LICENSED' | 'RESTRICTED' = 'LICENSED') {
    const content = buildContent({ community: of, access });
    return (await publishAsset(services, curator, { organizationId: museum, content })).assetId;
  }

  const consent = (assetId: AssetId) => consentAct(services, assetId, { holder: museum });
  const consentOf = (assetId: AssetId) => services.consents.liveOf([assetId]);
  const isConsented = async (assetId: AssetId) => (await consentOf(assetId))[0] !== null;

  describe('makes Safes', () => {
    it('once for the same key, owners and threshold, in whatever order and however often it is asked', async () => {
      const [first, second] = await Promise.all([
        createSafe(services, { owners: [south, east], threshold: 1 }),
        createSafe(services, { owners: [south, east], threshold: 1 }),
      ]);
      expect(second).toEqual(first);
      expect(await services.councilDesk.findSafe(first.address)).toEqual(first);
      expect(first).toMatchObject({ threshold: 1, nonce: 0n });
      expect(new Set(first.owners)).toEqual(new Set([south.address, east.address]));
      const actor = await actorOf(services, south);
      const turned = { owners: [east.address, south.address], threshold: 1 };
      expect((await services.councilDesk.createSafe(actor, turned)).address).toBe(first.address);
      const others = await createSafe(services, { owners: [south, east], threshold: 2 });
      expect(others.address).not.toBe(first.address);
    });

    it('refuses what can be no Safe', async () => {
      const actor = await actorOf(services, east);
      const { address } = east;
      const nobody = `0x${'00'.repeat(19)}01` as Address;
      const refusals: [Parameters<typeof services.councilDesk.createSafe>[1], string][] = [
        [{ owners: [], threshold: 1 }, 'owners'],
        [{ owners: [address, address], threshold: 1 }, 'owners'],
        [{ owners: [address, nobody], threshold: 1 }, 'owners'],
        [{ owners: [address], threshold: 2 }, 'threshold'],
        [{ owners: [address], threshold: 0 }, 'threshold'],
      ];
      for (const [input, field] of refusals)
        await expect(services.councilDesk.createSafe(actor, input)).rejects.toMatchObject({ field });
      await expect(
        services.councilDesk.createSafe({ kind: 'anonymous' }, { owners: [address], threshold: 1 }),
      ).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    });

    it('makes at most ten a day for one key', async () => {
      const { address: createdBy } = stranger;
      const createdAt = services.clock.now();
      for (let count = 0; count < 10; count++)
        await stack.stores.safes.recordCreation({ safe: newPerson().address, createdBy, createdAt });
      const asking = () => createSafe(services, { owners: [stranger], threshold: 1 });
      await expect(asking()).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
      services.clock.pass(86_401);
      expect((await asking()).owners).toEqual([stranger.address]);
    });

    it('for members also when strangers have made many', async () => {
      services.clock.pass(-3 * 86_400);
      const createdAt = services.clock.now();
      for (let count = 0; count < 30; count++) {
        const { address: safe } = newPerson();
        await stack.stores.safes.recordCreation({ safe, createdBy: newPerson().address, createdAt });
      }
      const asking = (creator: Person) =>
        createSafe(services, { owners: [creator, west, curator], threshold: 3 });
      await expect(asking(newPerson())).rejects.toMatchObject({
        code: 'LIMIT_EXCEEDED',
        message: expect.stringContaining('for members of organizations alone'),
      });
      expect((await asking(east)).threshold).toBe(3);
    });

    it('takes nothing else for a Safe: no key, no other contract, no code of another kind', async () => {
      const { contracts } = stack;
      const others = [stranger.address, contracts['Organizations'], contracts['SafeL2']];
      for (const address of others)
        expect(await services.councilDesk.findSafe(String(address).toLowerCase() as Address)).toBeNull();
    });
  });

  it('gathers two of three signatures, then executes once what they signed', async () => {
    const assetId = await publish();
    const proposed = await proposeAct(services, east, { safe, act: consent(assetId) });
    expect(proposed).toMatchObject({
      contract: 'ConsentRegistry',
      functionName: 'grant',
      assetIds: [assetId],
      signers: [east.address],
      threshold: 2,
      state: 'OPEN',
      transaction: null,
    });
    expect(await isConsented(assetId)).toBe(false);
    expect(await services.licensing.isMaterialized(assetId)).toBe(false);

    const again = await proposeAct(services, east, { safe, act: consent(assetId) });
    expect(again).toEqual(proposed);

    const executed = await signEntry(services, south, proposed);
    expect(executed).toMatchObject({ state: 'EXECUTED', transaction: expect.stringMatching(/^0x/) });
    expect(new Set(executed.signers)).toEqual(new Set([east.address, south.address]));
    expect(await consentOf(assetId)).toMatchObject([{ assetId, community, holder: museum }]);
    expect(await services.councilDesk.outcomeOf(executed)).toMatchObject({
      assetId,
      functionName: 'grant',
      transaction: executed.transaction,
    });

    const nonce = await nextNonce(services, safe);
    expect(await signEntry(services, west, proposed)).toEqual(executed);
    expect(await services.councilDesk.execute(await actorOf(services, east), proposed.hash)).toEqual(
      executed,
    );
    expect(await nextNonce(services, safe)).toBe(nonce);
  });

  it('serves one Safe that is the council of two communities', async () => {
    const assets = [await publish(community), await publish(sister)];
    for (const assetId of assets) {
      services.clock.pass(1);
      const proposed = await proposeAct(services, west, { safe, act: consent(assetId) });
      expect((await signEntry(services, east, proposed)).state).toBe('EXECUTED');
      expect(await isConsented(assetId)).toBe(true);
    }
    const listed = await services.councilDesk.list(await actorOf(services, south), safe);
    expect(listed.slice(0, 2).map(({ assetIds: [assetId] }) => assetId)).toEqual(assets.toReversed());
  });

  it('shows an owner who is no member what a viewer of the Safe’s communities sees, and nobody else', async () => {
    const restricted = await publish(community, 'RESTRICTED');
    const owner = await actorOf(services, south);
    await expect(services.catalog.get(owner, restricted)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const acting = await services.councilDesk.actorOf(owner, safe);
    expect((await services.catalog.get(acting, restricted)).id).toBe(restricted);
    expect(acting).toMatchObject({
      address: south.address,
      memberships: [
        { organizationId: community, role: 'VIEWER' },
        { organizationId: sister, role: 'VIEWER' },
      ],
    });
    const member = await services.councilDesk.actorOf(await actorOf(services, east), safe);
    expect(member).toMatchObject({ memberships: [{ organizationId: community, role: 'OWNER' }, {}] });
    const propose = { community, holder: museum, assetIds: [await publish()] };
    expect(await services.collections.propose(acting, propose)).toMatchObject({ community });
    await expect(services.collections.propose(owner, propose)).rejects.toMatchObject({ code: 'FORBIDDEN' });

    const outsider = await actorOf(services, stranger);
    await expect(services.councilDesk.actorOf(outsider, safe)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(services.councilDesk.actorOf({ kind: 'anonymous' }, safe)).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    });
    await expect(services.councilDesk.actorOf(owner, stranger.address)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('executes at once what one owner decides alone', async () => {
    const alone = await createSafe(services, { owners: [east], threshold: 1 });
    const own = await admit(services, {
      slug: 'alone',
      kind: 'COMMUNITY',
      owner: east,
      council: { address: alone.address },
    });
    const assetId = await publish(own);
    const done = await proposeAct(services, east, { safe: alone.address, act: consent(assetId) });
    expect(done).toMatchObject({ state: 'EXECUTED', signers: [east.address] });
    expect(await isConsented(assetId)).toBe(true);
  });

  it('waits for the transactions before, then executes those that were signed meanwhile', async () => {
    const [first, second] = [await publish(), await publish()];
    const nonce = await nextNonce(services, safe);
    const later = await proposeAct(services, east, { safe, act: consent(second), nonce: nonce + 1n });
    expect(await signEntry(services, west, later)).toMatchObject({ state: 'OPEN', transaction: null });
    expect(await isConsented(second)).toBe(false);
    const earlier = await proposeAct(services, east, { safe, act: consent(first), nonce });
    await signEntry(services, west, earlier);
    expect(await isConsented(first)).toBe(true);
    expect(await isConsented(second)).toBe(true);
    expect(await nextNonce(services, safe)).toBe(nonce + 2n);
  });

  it('names one of two proposals for the same nonce overtaken when the other was executed', async () => {
    const [one, other] = [await publish(), await publish()];
    const nonce = await nextNonce(services, safe);
    const overtaken = await proposeAct(services, east, { safe, act: consent(one), nonce });
    const winner = await proposeAct(services, west, { safe, act: consent(other), nonce });
    await signEntry(services, south, winner);
    expect(await signEntry(services, south, overtaken)).toMatchObject({
      state: 'OVERTAKEN',
      transaction: null,
    });
    expect(await isConsented(one)).toBe(false);
    const late = proposeAct(services, east, { safe, act: consent(await publish()), nonce });
    await expect(late).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'input.nonce' });
  });

  it('tells both languages why the contracts refused, sends nothing, and tries again when asked', async () => {
    const assetId = await publish();
    const nonce = await nextNonce(services, safe);
    const tooMuch = consentAct(services, assetId, { holder: museum, shareBps: 10_001 });
    const proposed = await proposeAct(services, east, { safe, act: tooMuch });
    await expect(signEntry(services, west, proposed)).rejects.toMatchObject({
      code: 'LEDGER_REFUSED',
      reasons: [{ code: 'CONSENT_REGISTRY_SHARE_TOO_HIGH', text: { zh: expect.stringMatching(/[一-龥]/) } }],
    });
    const actor = await actorOf(services, south);
    expect(await services.councilDesk.get(actor, proposed.hash)).toMatchObject({
      state: 'REFUSED',
      transaction: null,
    });
    expect(await nextNonce(services, safe)).toBe(nonce);
    await expect(services.councilDesk.execute(actor, proposed.hash)).rejects.toMatchObject({
      code: 'LEDGER_REFUSED',
    });
    // Another act under the same nonce takes its place.
    const better = await proposeAct(services, east, { safe, act: consent(assetId), nonce });
    expect((await signEntry(services, west, better)).state).toBe('EXECUTED');
    expect((await services.councilDesk.get(actor, proposed.hash)).state).toBe('OVERTAKEN');
  });

  it('executes on request what was refused, once nothing stands in its way', async () => {
    const { address: heir } = await createSafe(services, { owners: [south], threshold: 1 });
    const elder = newPerson();
    const own = await admit(services, { slug: 'heirs', kind: 'COMMUNITY', owner: elder });
    const early = { safe: heir, act: acceptCouncilAct(own) };
    await expect(proposeAct(services, south, early)).rejects.toMatchObject({ code: 'LEDGER_REFUSED' });
    const { hash } = await safeCall(services, early);
    await relayAct(services, elder, nameSuccessorAct(own, heir));
    const done = await services.councilDesk.execute(await actorOf(services, south), hash);
    expect(done).toMatchObject({ state: 'EXECUTED', functionName: 'acceptCouncil' });
    expect((await stack.stores.organizations.find(own))?.isAdmitted).toBe(true);
    const assetId = await publish(own);
    expect((await proposeAct(services, south, { safe: heir, act: consent(assetId) })).state).toBe('EXECUTED');
  });

  it('executes by the time it is, however long nothing happened on the chain', async () => {
    const taker = newPerson();
    const archive = await admit(services, { slug: 'archive', kind: 'INSTITUTION', owner: taker });
    const alone = await createSafe(services, { owners: [east], threshold: 1 });
    const council = { address: alone.address };
    const own = await admit(services, { slug: 'idle', kind: 'COMMUNITY', owner: east, council });
    const assetId = await publish(own);
    await relayAct(services, curator, offerCustodyAct(assetId, archive));
    // Consent is refused in the second in which custody moved, which stays that of the latest block.
    await relayAct(services, taker, acceptCustodyAct({ assetId, holder: museum, taker: archive }));
    await outwaitLatestBlock(services);
    const act = consentAct(services, assetId, { holder: archive });
    expect(await proposeAct(services, east, { safe: alone.address, act })).toMatchObject({
      state: 'EXECUTED',
    });
    expect(await isConsented(assetId)).toBe(true);
  });

  it('takes eth_sign signatures too', async () => {
    const assetId = await publish();
    const proposed = await proposeAct(services, east, { safe, act: consent(assetId) });
    const plain = await new Wallet(west.privateKey).signMessage(fromHex(proposed.hash));
    const v = Number.parseInt(plain.slice(-2), 16) + 4;
    const signature = `0x${plain.slice(2, -2)}${v.toString(16)}` as const;
    const actor = await actorOf(services, west);
    expect((await services.councilDesk.sign(actor, { hash: proposed.hash, signature })).state).toBe(
      'EXECUTED',
    );
    expect(await isConsented(assetId)).toBe(true);
  });

  it('knows what owners had executed without the platform', async () => {
    const assetId = await publish();
    await services.materialization.ensure(assetId);
    const proposed = await proposeAct(services, east, { safe, act: consent(assetId) });
    const transaction = await executeOutside(services, { signers: [west, south], call: proposed });
    expect(await signEntry(services, west, proposed)).toMatchObject({ state: 'EXECUTED', transaction });
  });

  it('counts no signature of who is an owner no more', async () => {
    const heir = newPerson();
    const own = await createSafe(services, { owners: [south, west, east], threshold: 2 });
    const { address } = own;
    await admit(services, { slug: 'own-of-heirs', kind: 'STUDIO', owner: own });
    const nonce = await nextNonce(services, address);
    const act = approveAct(tokenOf(stack), marketOf(services), 7n);
    const proposed = await proposeAct(services, west, { safe: address, act, nonce: nonce + 1n });
    const before = own.owners[own.owners.indexOf(west.address) - 1] ?? `0x${'00'.repeat(19)}01`;
    const swap = SafeL2__factory.createInterface().encodeFunctionData('swapOwner', [
      before,
      west.address,
      heir.address,
    ]);
    const call = { safe: address, to: address, data: swap as Hex, nonce };
    await executeOutside(services, { signers: [south, east], call });
    const signed = await signEntry(services, south, proposed);
    expect(signed).toMatchObject({ state: 'OPEN', signers: [south.address] });
    expect((await signEntry(services, heir, proposed)).state).toBe('EXECUTED');
  });

  describe('after a crash between sending and receipt', () => {
    it('answers the first outcome to whoever repeats', async () => {
      const assetId = await publish();
      const nonce = await nextNonce(services, safe);
      const proposed = await proposeAct(services, east, { safe, act: consent(assetId) });
      services.failPoints.arm('after-safe-act-sent');
      await expect(signEntry(services, west, proposed)).rejects.toThrow(KilledHereError);
      // As after a restart: nothing is remembered in memory.
      const restarted = await openServices(stack, services);
      const outcome = await signEntry(restarted, west, proposed);
      expect(outcome).toMatchObject({ state: 'EXECUTED', transaction: expect.stringMatching(/^0x/) });
      expect(await signEntry(services, west, proposed)).toEqual(outcome);
      expect(await nextNonce(services, safe)).toBe(nonce + 1n);
      expect(await isConsented(assetId)).toBe(true);
    });

    it('finds on chain what was executed, when its own record of the transaction is of another', async () => {
      const assetId = await publish();
      const proposed = await proposeAct(services, east, { safe, act: consent(assetId) });
      services.failPoints.arm('after-safe-act-sent');
      await expect(signEntry(services, west, proposed)).rejects.toThrow(KilledHereError);
      const recorded = await stack.stores.safes.find(proposed.hash);
      await stack.ledger.findReceipt(recorded?.transaction ?? '0x');
      await stack.stores.safes.markSent(proposed.hash, `0x${'99'.repeat(32)}`);
      expect(await services.councilDesk.get(await actorOf(services, east), proposed.hash)).toMatchObject({
        state: 'EXECUTED',
        transaction: recorded?.transaction,
      });
    });

    it('executes once when the last two signatures come at once', async () => {
      const assetId = await publish();
      const nonce = await nextNonce(services, safe);
      const proposed = await proposeAct(services, east, { safe, act: consent(assetId) });
      const [left, right] = await Promise.all([
        signEntry(services, west, proposed),
        signEntry(services, south, proposed),
      ]);
      expect([left.state, right.state]).toEqual(['EXECUTED', 'EXECUTED']);
      expect(left.transaction).toBe(right.transaction);
      expect(await nextNonce(services, safe)).toBe(nonce + 1n);
    });
  });

  describe('refuses', () => {
    it('signatures that are not an owner’s over exactly this transaction, for this Safe, chain and nonce', async () => {
      const assetId = await publish();
      const act = consent(assetId);
      const proposed = await proposeAct(services, east, { safe, act });
      const twin = await createSafe(services, { owners: [west, east, south], threshold: 2 });
      expect(twin.address).not.toBe(safe);
      const actor = await actorOf(services, west);
      const { chainId } = stack;
      const forged = [
        await signFor(services, stranger, proposed),
        await signFor(services, west, { ...proposed, nonce: proposed.nonce + 1n }),
        await signFor(services, west, { ...proposed, safe: twin.address }),
        await signSafeCall(west, { chainId: chainId + 1n, safe }, proposed),
        `0x${'11'.repeat(65)}`,
        '0x',
      ] as const;
      for (const signature of forged) {
        await expect(
          services.councilDesk.sign(actor, { hash: proposed.hash, signature }),
        ).rejects.toMatchObject({ code: 'BAD_SIGNATURE', field: 'signature' });
      }
      const ofContract = `0x${west.address.slice(2).padStart(64, '0')}${'00'.repeat(32)}00` as const;
      await expect(
        services.councilDesk.sign(actor, { hash: proposed.hash, signature: ofContract }),
      ).rejects.toThrow(/signature of a contract/);
      expect((await services.councilDesk.get(actor, proposed.hash)).signers).toEqual([east.address]);
    });

    it('who is no owner: for them no transaction exists', async () => {
      const act = consent(await publish());
      const proposed = await proposeAct(services, east, { safe, act });
      const actor = await actorOf(services, stranger);
      const { councilDesk } = services;
      const notFound = { code: 'NOT_FOUND' };
      await expect(councilDesk.get(actor, proposed.hash)).rejects.toMatchObject(notFound);
      await expect(councilDesk.execute(actor, proposed.hash)).rejects.toMatchObject(notFound);
      await expect(signEntry(services, stranger, proposed)).rejects.toMatchObject(notFound);
      await expect(councilDesk.get(actor, `0x${'12'.repeat(32)}`)).rejects.toMatchObject(notFound);
      await expect(councilDesk.list(actor, safe)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(proposeAct(services, stranger, { safe, act })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
      await expect(councilDesk.list({ kind: 'anonymous' }, safe)).rejects.toMatchObject({
        code: 'SIGN_IN_REQUIRED',
      });
    });

    it('nonces that were used, and those more than twenty ahead', async () => {
      const next = await nextNonce(services, safe);
      const act = consent(await publish());
      for (const nonce of [next - 1n, next + 21n]) {
        await expect(proposeAct(services, east, { safe, act, nonce })).rejects.toMatchObject({
          code: 'BAD_INPUT',
          field: 'input.nonce',
        });
      }
    });

    it('calls that are no acts of the platform, an approval of anybody but the market among them', async () => {
      const next = await nextNonce(services, safe);
      const foreign = [
        { contract: 'TestToken', data: '0xa9059cbb' },
        { contract: 'SafeL2', data: '0x' },
        approveAct(tokenOf(stack), east.address, 5n),
      ] as const;
      for (const act of foreign) {
        await expect(proposeAct(services, east, { safe, act })).rejects.toMatchObject({
          code: 'BAD_INPUT',
          field: 'input.data',
        });
      }
      const allowed = await proposeAct(services, east, {
        safe,
        act: approveAct(tokenOf(stack), marketOf(services), 5n),
      });
      expect(allowed).toMatchObject({ contract: 'TestToken', functionName: 'approve', nonce: next });
      expect((await signEntry(services, west, allowed)).state).toBe('EXECUTED');
    });

    it('to offer what is RESTRICTED; to a stranger’s Safe it does not exist, the council’s may speak of it', async () => {
      const hidden = await publish(community, 'RESTRICTED');
      const foreign = await createSafe(services, { owners: [stranger], threshold: 1 });
      await expect(
        proposeAct(services, stranger, { safe: foreign.address, act: consent(hidden) }),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(
        proposeAct(services, south, { safe, act: offeringAct(services, hidden) }),
      ).rejects.toMatchObject({ code: 'FORBIDDEN' });
      const proposed = await proposeAct(services, south, { safe, act: consent(hidden) });
      expect((await signEntry(services, east, proposed)).state).toBe('EXECUTED');
    });

    it('the hundred and first proposal of one owner, and none of another for it', async () => {
      const rogue = newPerson();
      const own = await createSafe(services, { owners: [rogue, east, west], threshold: 2 });
      const { address, nonce } = own;
      await admit(services, { slug: 'own-of-a-rogue', kind: 'STUDIO', owner: own });
      const { safes } = stack.stores;
      const sentAt = new Date(services.clock.now().getTime() - 3_600_000);
      const act = approveAct(tokenOf(stack), marketOf(services), 1n);
      const { hash: _, ...call } = await safeCall(services, { safe: address, act });
      for (let count = 0; count < 100; count++) {
        const hash = `0x${randomBytes(32).toString('hex')}` as const;
        await safes.propose({
          ...{ hash, safe: address, ...call, contract: 'TestToken', functionName: 'approve', assetIds: [] },
          ...{ versions: [] },
          ...{ proposedAt: sentAt, sinceBlock: 0, state: 'OPEN', transaction: null },
        });
        const signature = { signer: rogue.address, signature: '0x', sentBy: rogue.address, sentAt } as const;
        await safes.addSignature({ hash, ...signature });
      }
      await expect(proposeAct(services, rogue, { safe: address, act })).rejects.toMatchObject({
        code: 'LIMIT_EXCEEDED',
      });
      const honest = await proposeAct(services, east, { safe: address, act });
      expect(honest).toMatchObject({ state: 'OPEN', nonce });
      expect((await signEntry(services, west, honest)).state).toBe('EXECUTED');
      // What was overtaken takes no room.
      expect((await proposeAct(services, rogue, { safe: address, act })).state).toBe('OPEN');
    });

    it('more than 60 signatures a minute of one key', async () => {
      const busy = newPerson();
      const own = await createSafe(services, { owners: [busy, east], threshold: 2 });
      const sentAt = services.clock.now();
      for (let count = 0; count < 60; count++) {
        const { hash } = await safeCall(services, { safe: own.address, act: consent(assetOf(count)) });
        await stack.stores.safes.addSignature({
          hash,
          signer: busy.address,
          signature: '0x',
          sentBy: busy.address,
          sentAt,
        });
      }
      const act = consent(await publish());
      const attempt = () => proposeAct(services, busy, { safe: own.address, act });
      await expect(attempt()).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
      services.clock.pass(61);
      expect((await attempt()).state).toBe('OPEN');
    });
  });
});

function marketOf({ stack }: Services): Address {
  return parseAddress(stack.contracts['LicenseMarket']?.toLowerCase());
}

function assetOf(count: number): AssetId {
  return `0x${count.toString(16).padStart(64, '0')}` as AssetId;
}
