import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import type { Published } from '@lanran/api/publishing/services/statement-publisher';
import type { HistoryEntry } from '@lanran/api/provenance/services/statement-history';
import {
  type LicenseId,
  type OrganizationId,
  organizationIdOf,
  parseStatementHash,
} from '@lanran/protocol/kernel/ids';
import { memberSignatureSigner } from '@lanran/protocol/log/evidence';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { claimAct } from '@lanran/sdk/licensing/claim-act';
import { readAll } from '../adapters/mongo/stores-under-test.ts';
import { historyOf } from '../../support/asset-history.ts';
import { actorOf, admit, newPerson, relayAct } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import {
  buildWish,
  PRICE,
  closeOfferAct,
  consentAct,
  offeringAct,
  purchaseAct,
} from '../../support/sales.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const ANYBODY: Actor = { kind: 'anonymous' };

describe('the log as people read it, over real backing services', () => {
  let stack: Stack;
  let services: Services;
  const curator = newPerson();
  const council = newPerson();
  const buyer = newPerson();
  let museum: OrganizationId;
  let community: OrganizationId;
  let studio: OrganizationId;
  let sold: Published;
  let hidden: Published;
  let licenseId: LicenseId;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: council });
    studio = await admit(services, { slug: 'studio', kind: 'STUDIO', owner: buyer });
    sold = await publishAsset(services, curator, {
      organizationId: museum,
      content: buildContent({ community }),
    });
    const { assetId } = sold;
    await relayAct(services, council, consentAct(services, assetId, { holder: museum }));
    await relayAct(services, curator, offeringAct(services, assetId));
    const act = await purchaseAct(services, buyer, {
      assetId,
      licensee: studio,
      wish: buildWish(services),
    });
    const [id] = (await relayAct(services, buyer, act)).licenseIds;
    if (id === undefined) throw new Error('nothing was sold');
    licenseId = id;
    const [offer] = await stack.stores.offers.listOpen([assetId]);
    await relayAct(services, curator, closeOfferAct(offer?.id));
    await services.sealer.sealNow();
    hidden = await publishAsset(services, curator, {
      organizationId: museum,
      content: buildContent({ community, access: 'RESTRICTED' }),
    });
  });
  afterAll(() => stack.stop());

  const whole = (actor: Actor) => readAll((page) => services.history.page(actor, page), 7);
  const entryOf = (entries: readonly HistoryEntry[], leafIndex: number) =>
    entries.find((entry) => entry.leafIndex === leafIndex);

  it('pages through an asset’s statements from either end', async () => {
    const paged = await readAll(
      (page) => services.history.pageOfAsset(ANYBODY, { assetId: sold.assetId, page, order: 'NEWEST_FIRST' }),
      2,
    );
    expect(paged).toEqual((await historyOf(services, sold.assetId)).reverse());
    expect(paged.map(({ kind, organizationId }) => [kind, organizationId])).toEqual([
      ['offer-closed', museum],
      ['licensed', studio],
      ['offered', museum],
      ['consented', community],
      ['published', museum],
    ]);
  });

  it('finds the statement by which an organization was admitted, and none for one that was not', async () => {
    expect(await services.history.admissionOf(community)).toMatchObject({
      kind: 'organization-admitted',
      details: { organizationId: community, council: council.address },
    });
    expect(await services.history.admissionOf(organizationIdOf('nobody'))).toBeNull();
  });

  it('tells what each says, with the license’s window but not its price', async () => {
    const entries = await historyOf(services, sold.assetId);
    expect(entries.map(({ details }) => details)).toMatchObject([
      { version: 1, access: 'LICENSED', title: { en: 'Butterfly mother' } },
      { holder: museum, media: ['TELEVISION', 'STREAMING'], territories: ['WORLD'], shareBps: 1_000 },
      { price: { amount: '120000' }, media: ['STREAMING'] },
      { licenseId, licensee: studio, media: ['STREAMING'], origin: 'SALE' },
      { offerId: expect.stringMatching(/^\d+$/) },
    ]);
    expect(JSON.stringify(entries[3]?.details)).not.toContain('120000');
  });

  it('gives statement and signature, which verify, and the first anchor that covers it', async () => {
    const [published] = await historyOf(services, sold.assetId);
    if (published?.statement == null || published.signature === null) throw new Error('not signed');
    const { statement, signature, anchor, leafIndex } = published;
    expect(memberSignatureSigner(statement, stack.logId, signature)).toBe(curator.address);
    expect(anchor?.size).toBeGreaterThan(leafIndex);
    expect(anchor).toMatchObject({ transaction: expect.stringMatching(/^0x[0-9a-f]{64}$/) });
    const [unanchored] = await historyOf(services, hidden.assetId);
    expect(unanchored?.anchor).toBeNull();
  });

  it('shows the whole log to anybody, and of a restricted asset no more than the log itself reveals', async () => {
    const entries = await whole(ANYBODY);
    expect(entries.map(({ leafIndex }) => leafIndex)).toEqual(
      Array.from({ length: await services.log.size() }, (_, at) => at).reverse(),
    );
    const entry = entryOf(entries, hidden.leafIndex);
    expect(entry).toEqual({
      kind: 'published',
      statementHash: hidden.statementHash,
      leafIndex: hidden.leafIndex,
      issuedAt: expect.any(Date),
      assetId: null,
      organizationId: null,
      details: {},
      statement: null,
      reasonHash: null,
      scopeHash: null,
      signer: null,
      signature: null,
      transaction: null,
      anchor: null,
    });
    expect(entryOf(entries, sold.leafIndex)).toMatchObject({ assetId: sold.assetId, organizationId: museum });
  });

  it('shows a restricted asset’s statement in the log to its people', async () => {
    const entries = await whole(await actorOf(services, council));
    expect(entryOf(entries, hidden.leafIndex)).toMatchObject({
      assetId: hidden.assetId,
      organizationId: museum,
      details: { access: 'RESTRICTED' },
    });
  });

  it('finds one statement by its hash, showing as much of it as the list does', async () => {
    for (const actor of [ANYBODY, await actorOf(services, council)]) {
      const entries = await whole(actor);
      for (const { statementHash, leafIndex } of [sold, hidden])
        expect(await services.history.find(actor, statementHash)).toEqual(entryOf(entries, leafIndex));
    }
    expect(await services.history.find(ANYBODY, parseStatementHash(`0x${'77'.repeat(32)}`))).toBeNull();
  });

  it.each(['x', '-1', '99999999999999'])('refuses a cursor of another list (%s)', async (after) => {
    await expect(services.history.page(ANYBODY, { first: 5, after })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      field: 'after',
    });
  });

  it('says how far the log has come, and names its jobs to members alone', async () => {
    const status = await services.logStatus.status();
    const size = await services.log.size();
    expect(status).toMatchObject({ size, anchoredSize: size - 1, pending: 1, witnesses: 0 });
    await expect(services.logStatus.jobs(ANYBODY)).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    const stranger = await actorOf(services, newPerson());
    await expect(services.logStatus.jobs(stranger)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const jobs = await services.logStatus.jobs(await actorOf(services, buyer));
    expect(jobs.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['log-projection', 'sealer', 'vault']),
    );
  });

  it('tells members what a sale credited and what they claimed of it', async () => {
    const page = { first: 10, after: null };
    const [curators, elders] = await Promise.all([actorOf(services, curator), actorOf(services, council)]);
    const share = (await services.earnings.list(elders, community, page)).items.map(({ item }) => item);
    expect(share).toMatchObject([{ kind: 'SHARE', licenseId, assetId: sold.assetId, amount: PRICE / 10n }]);
    const credits = await stack.ledger.creditsOf(museum);
    const earned = (await services.earnings.list(curators, museum, page)).items.map(({ item }) => item);
    expect(earned.map(({ amount }) => amount)).toEqual(credits.map(({ amount }) => amount));
    const [credit] = credits;
    if (credit === undefined) throw new Error('nothing was credited');
    await relayAct(services, curator, claimAct(museum, parseAddress(credit.token)));
    const after = (await services.earnings.list(curators, museum, page)).items.map(({ item }) => item);
    expect(after).toMatchObject([
      { kind: 'CLAIM', amount: credit.amount, licenseId: null },
      { kind: 'SHARE', amount: credit.amount },
    ]);
    await expect(services.earnings.list(curators, community, page)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(services.earnings.list(ANYBODY, museum, page)).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    });
  });

  it('lets anybody with its id check a license', async () => {
    expect(await services.licenseChecks.find(licenseId)).toMatchObject({
      state: 'LIVE',
      revokedAt: null,
      license: { licensee: studio, holder: museum },
    });
    services.clock.pass(40 * 86_400);
    expect(await services.licenseChecks.find(licenseId)).toMatchObject({ state: 'EXPIRED' });
    services.clock.catchUp();
  });
});
