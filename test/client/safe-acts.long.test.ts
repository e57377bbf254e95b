import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Address } from '@lanran/protocol/kernel/signature';
import { GraphqlClient, type GraphqlRequest } from '@lanran/sdk/kernel/graphql-client';
import { getAsset } from '@lanran/sdk/assets/assets';
import { mintAct } from '@lanran/sdk/licensing/licensing-acts';
import { withdrawConsentAct } from '@lanran/sdk/consent/consent-acts';
import { actingAddress, type Platform } from '@lanran/sdk/kernel/session';
import { buyLicenses } from '@lanran/sdk/licensing/purchase';
import { outcomeDocument, relay } from '@lanran/sdk/acts/relaying';
import { outcomeLine } from '../../scripts/cli/lines/outcome.ts';
import { listProposals, proposeAs, readProposal, signProposal } from '@lanran/sdk/acts/safe-acts';
import { createSafe } from '@lanran/sdk/acts/safes';
import { admit, newPerson, relayAct } from '../support/people.ts';
import { buildContent, publishAsset } from '../support/publications.ts';
import { buildWish, consentAct, offeringAct, PRICE } from '../support/sales.ts';
import { serve, type ServedServices } from '../support/served-services.ts';
import { openServices, type Services } from '../support/services.ts';
import { type Stack, startStack } from '../support/stack.ts';

describe('acts of a Safe by the command line’s client', () => {
  let stack: Stack;
  let services: Services;
  let served: ServedServices;
  const curator = newPerson();
  const east = newPerson();
  const west = newPerson();
  let asEast: Platform;
  let asWest: Platform;
  /** Both must sign; the council. */
  let safe: Address;
  let museum: OrganizationId;
  let community: OrganizationId;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    served = await serve(services);
    [asEast, asWest] = [await served.connect(east), await served.connect(west)];
    safe = (await createSafe(asEast.api, { owners: [east.address, west.address], threshold: 2 })).address;
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    const council = { address: safe };
    community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: east, council });
  });
  afterAll(async () => {
    await served.stop();
    await stack.stop();
  });
  beforeEach(() => services.clock.catchUp());

  async function publish(): Promise<AssetId> {
    const content = buildContent({ community });
    return (await publishAsset(services, curator, { organizationId: museum, content })).assetId;
  }

  const consent = (assetId: AssetId) => consentAct(services, assetId, { holder: museum });
  const through = (platform: Platform, nonce: bigint | null = null): Platform => ({
    ...platform,
    safe: { address: safe, nonce },
  });

  it('are proposed instead of relayed, and done by the last signature', async () => {
    const assetId = await publish();
    const proposed = await relay(through(asEast), consent(assetId));
    expect(proposed).toMatchObject({ transaction: null, proposal: { signatures: 1, threshold: 2 } });
    expect(outcomeDocument(proposed)).toMatchObject({
      proposal: { hash: proposed.proposal?.hash, signatures: 1, threshold: 2, state: 'OPEN' },
    });
    const [listed] = await listProposals(asWest, safe);
    expect(listed).toMatchObject({
      hash: proposed.proposal?.hash,
      call: {
        contract: 'ConsentRegistry',
        functionName: 'grant',
        args: { assetId, consent: { shareBps: '1000' } },
      },
    });
    const signed = await signProposal(asWest, listed?.hash ?? '0x');
    expect(signed).toMatchObject({ state: 'EXECUTED', signatures: 2, outcome: { assetId } });
    expect(await signProposal(asWest, signed.hash)).toMatchObject({ transaction: signed.transaction });
  });

  it('with all signatures behind an act that lacks some say that they wait for it, and how to go first', async () => {
    const stuck = await relay(through(asEast), consent(await publish()));
    const behind = await relay(through(asEast), consent(await publish()));
    const hash = behind.proposal?.hash ?? '0x';
    const signed = await signProposal(asWest, hash);
    expect(signed).toMatchObject({ state: 'OPEN', signatures: 2 });
    expect(outcomeLine({ transaction: null, proposal: signed })).toMatch(
      /under a nonce before \d+ goes first.*--safe-nonce/,
    );
    await signProposal(asWest, stuck.proposal?.hash ?? '0x');
    expect(await readProposal(asWest, hash)).toMatchObject({ state: 'EXECUTED' });
  });

  it('are signed, not proposed again, by an owner who means the same', async () => {
    const act = consent(await publish());
    const first = await relay(through(asEast), act);
    expect((await relay(through(asEast), act)).proposal).toEqual(first.proposal);
    const done = await relay(through(asWest), act);
    expect(done.proposal).toMatchObject({ hash: first.proposal?.hash, state: 'EXECUTED' });
    expect(outcomeDocument(done)).toMatchObject({ transaction: done.transaction });
  });

  it('take the next free nonce, or one that is named, to replace what waits there', async () => {
    const [one, two, three] = [await publish(), await publish(), await publish()];
    const first = await relay(through(asEast), consent(one));
    const second = await relay(through(asWest), consent(two));
    const nonce = first.proposal?.nonce ?? -1n;
    expect(second.proposal?.nonce).toBe(nonce + 1n);
    const instead = await relay(through(asWest, nonce), consent(three));
    expect(instead.proposal).toMatchObject({ nonce, state: 'OPEN' });
    await signProposal(asEast, instead.proposal?.hash ?? '0x');
    expect(await readProposal(asWest, first.proposal?.hash ?? '0x')).toMatchObject({ state: 'OVERTAKEN' });
    expect(await signProposal(asEast, second.proposal?.hash ?? '0x')).toMatchObject({ state: 'EXECUTED' });
  });

  it('wait behind nobody’s proposal when they say no', async () => {
    const assetId = await publish();
    await relay(through(asEast), consent(assetId));
    await relay(through(asWest), consent(assetId));
    const junk = await relay(through(asEast), consent(await publish()));
    const refusal = await relay(through(asEast), withdrawConsentAct(assetId));
    expect(refusal.proposal?.nonce).toBe(junk.proposal?.nonce);
    const done = await relay(through(asWest), withdrawConsentAct(assetId));
    expect(done.proposal).toMatchObject({ hash: refusal.proposal?.hash, state: 'EXECUTED' });
    expect(await readProposal(asWest, junk.proposal?.hash ?? '0x')).toMatchObject({ state: 'OVERTAKEN' });
  });

  it('take the nonce of what the contracts refused, which would hold up the others', async () => {
    const assetId = await publish();
    const refused = consentAct(services, assetId, { holder: museum, shareBps: 10_001 });
    const { proposal } = await relay(through(asEast), refused);
    await expect(relay(through(asWest), refused)).rejects.toMatchObject({
      code: 'LEDGER_REFUSED',
      reasons: [{ code: 'CONSENT_REGISTRY_SHARE_TOO_HIGH' }],
    });
    const better = await relay(through(asEast), consent(assetId));
    expect(better.proposal?.nonce).toBe(proposal?.nonce);
    expect((await relay(through(asWest), consent(assetId))).proposal?.state).toBe('EXECUTED');
  });

  it('approve a price before they buy for it, both waiting for the owners in that order', async () => {
    const buyer = { address: safe };
    const studio = await admit(services, { slug: 'safe-studio', kind: 'STUDIO', owner: buyer });
    const assetId = await publish();
    await relay(through(asEast), consent(assetId));
    await relay(through(asWest), consent(assetId));
    await relayAct(services, curator, offeringAct(services, assetId));
    await relay(asEast, mintAct(actingAddress(through(asEast)), PRICE));
    const wish = buildWish(services);
    const day = (at: number) => new Date(at * 86_400_000).toISOString().slice(0, 10);
    const request = {
      assetIds: [assetId],
      licensee: studio,
      wish,
      wishInput: {
        media: ['STREAMING'],
        territories: ['WORLD'],
        from: day(wish.firstDay),
        to: day(wish.lastDay),
        exclusive: false,
      },
      maxPrice: null,
    };
    const asked = await buyLicenses(through(asEast), request);
    expect(asked).toMatchObject({ bought: [{ outcome: { proposal: { state: 'OPEN' } } }] });
    const waiting = (await listProposals(asWest, safe)).filter(({ state }) => state === 'OPEN');
    const [approving, buying] = ['approve', 'buy'].map((name) =>
      waiting.find(({ call }) => call.functionName === name),
    );
    expect(buying?.nonce).toBe((approving?.nonce ?? -1n) + 1n);
    // Signed in the wrong order: the purchase waits for the approval, then follows it.
    await signProposal(asWest, buying?.hash ?? '0x');
    await signProposal(asWest, approving?.hash ?? '0x');
    const done = await readProposal(asWest, buying?.hash ?? '0x');
    expect(done).toMatchObject({ state: 'EXECUTED', outcome: { assetId } });
    expect(done.outcome?.licenseIds).toHaveLength(1);
    expect(await buyLicenses(through(asEast), request)).toMatchObject({ bought: [{ alreadyHeld: true }] });
  });

  it('sign nothing that the platform tells otherwise than its hash says', async () => {
    const { proposal } = await relay(through(asEast), consent(await publish()));
    const honest = asWest.api;
    const lying = new (class extends GraphqlClient {
      override async request<T>(request: GraphqlRequest<T>): Promise<T> {
        const answer = await honest.request(request);
        const { safeTransaction } = answer as { safeTransaction?: object };
        return safeTransaction === undefined
          ? answer
          : { ...answer, safeTransaction: { ...safeTransaction, data: '0x12345678' } };
      }
    })(served.url);
    const hash = proposal?.hash ?? '0x';
    await expect(signProposal({ ...asWest, api: lying }, hash)).rejects.toMatchObject({
      code: 'UNTRUSTWORTHY_ANSWER',
    });
    expect((await readProposal(asEast, hash)).signatures).toBe(1);
  });

  it('are asked for by owners who see what the Safe’s community shows its viewers', async () => {
    const content = buildContent({ community, access: 'RESTRICTED' });
    const { assetId } = await publishAsset(services, curator, { organizationId: museum, content });
    await expect(getAsset(asWest.api, assetId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const acting = new GraphqlClient(served.url, asWest.token, safe);
    expect((await getAsset(acting, assetId)).id).toBe(assetId);
    const asStranger = await served.connect(newPerson());
    const lying = new GraphqlClient(served.url, asStranger.token, safe);
    await expect(getAsset(lying, assetId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const nonsense = new GraphqlClient(served.url, asWest.token, '0x12');
    await expect(getAsset(nonsense, assetId)).rejects.toMatchObject({ field: 'X-Lanran-Safe' });
  });

  it('need an owner’s key and a Safe that is there', async () => {
    const asCurator = await served.connect(curator);
    const act = consent(await publish());
    await expect(relay(through(asCurator), act)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const nowhere = { address: newPerson().address, nonce: null };
    await expect(proposeAs(asEast, nowhere, act)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      argument: 'safe',
    });
  });
});
