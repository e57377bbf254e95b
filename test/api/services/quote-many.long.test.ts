import mongoose from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { QuotedRow } from '@lanran/api/desk/services/quote-many';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import { reasonHashOf } from '@lanran/protocol/assets/reason-text';
import { type AssetId, parseAssetId } from '@lanran/protocol/kernel/ids';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { REVOCABLE } from '@lanran/protocol/licensing/rights';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import type { Wish } from '@lanran/protocol/licensing/window';
import { withdrawAct } from '@lanran/sdk/custody/custody-acts';
import { disputeAct } from '@lanran/sdk/disputes/dispute-acts';
import { passASecond } from '../../support/chain-time.ts';
import { grantCollectionAct, withdrawConsentAct } from '../../support/collection-acts.ts';
import { LicensingScene } from '../../support/licensing-scene.ts';
import { actorOf, type Person } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import {
  buildWish,
  closeOfferAct,
  consentAct,
  offeringAct,
  purchaseAct,
  todayIn,
} from '../../support/sales.ts';
import type { Services } from '../../support/services.ts';

const ANYBODY: Actor = { kind: 'anonymous' };
const FRANCE = parseTerritories('FR');

describe('one wish for many assets', () => {
  let scene: LicensingScene;
  let services: Services;
  let assets: Record<string, AssetId>;

  beforeAll(async () => {
    scene = await LicensingScene.start();
    ({ services } = scene);
    assets = await stage();
  });
  afterAll(() => scene.stop());
  beforeEach(() => services.clock.catchUp());

  /** An asset for each thing that a quote looks at. */
  async function stage(): Promise<Record<string, AssetId>> {
    const { curator, council, buyer, museum, studio } = scene;
    const withoutCommunity = async () =>
      (
        await publishAsset(services, curator, {
          organizationId: museum,
          content: buildContent({ community: null }),
        })
      ).assetId;
    const buy = async (assetId: AssetId, overrides: Partial<Wish> = {}) =>
      scene.relay(
        buyer,
        await purchaseAct(services, buyer, {
          assetId,
          licensee: studio,
          wish: buildWish(services, overrides),
        }),
      );

    const staged: Record<string, AssetId> = {
      untouched: await scene.publish(),
      offered: await scene.publishOffered(),
      unconsentedRights: await scene.publish(),
      bought: await scene.publishOffered(),
      exclusive: await scene.publishOffered({ exclusive: true }),
      beside: await scene.publishOffered(),
      withdrawnConsent: await scene.publishOffered(),
      closed: await scene.publish(),
      disputed: await scene.publishOffered(),
      withdrawn: await scene.publishOffered(),
      free: await withoutCommunity(),
      inCollection: await scene.publish(),
      reserved: await scene.publish(),
    };
    const id = (name: string) => parseAssetId(staged[name]);
    await scene.relay(council, consentAct(services, id('unconsentedRights'), { holder: museum }));
    await scene.relay(curator, offeringAct(services, id('unconsentedRights'), { rights: REVOCABLE | 1 }));
    await buy(id('bought'));
    await buy(id('exclusive'), { exclusive: true, territories: FRANCE });
    await buy(id('beside'), { territories: FRANCE });
    await scene.relay(curator, offeringAct(services, id('beside'), { exclusive: true }));
    await scene.relay(council, withdrawConsentAct(id('withdrawnConsent')));
    await scene.relay(council, consentAct(services, id('closed'), { holder: museum }));
    const { offerId } = await scene.relay(curator, offeringAct(services, id('closed')));
    await scene.relay(curator, closeOfferAct(offerId));
    const dispute = { assetId: id('disputed'), organizationId: scene.community };
    await scene.relay(council, disputeAct({ ...dispute, reasonHash: reasonHashOf('Not theirs.') }));
    await scene.relay(curator, withdrawAct(id('withdrawn')));
    await scene.relay(curator, offeringAct(services, id('free'), { communityShareBps: 0 }));
    const proposal = { community: scene.community, holder: museum, assetIds: [id('inCollection')] };
    const collection = await services.collections.propose(await actorOf(services, council), proposal);
    await passASecond(services);
    await scene.relay(council, grantCollectionAct(services, collection));
    await scene.relay(council, consentAct(services, id('reserved'), { holder: museum }));
    await scene.relay(
      curator,
      offeringAct(services, id('reserved'), { licensee: scene.partners, price: 1n }),
    );
    return staged;
  }

  const wishes = (): Record<string, Wish> => {
    const today = todayIn(services);
    return {
      plain: buildWish(services),
      exclusive: buildWish(services, { exclusive: true }),
      exclusiveElsewhere: buildWish(services, { exclusive: true, territories: parseTerritories('CN') }),
      unofferedMedium: buildWish(services, { media: bitsOf(['STREAMING', 'GAME']) }),
      long: buildWish(services, { lastDay: today + 1_000 }),
      past: buildWish(services, { firstDay: today - 1 }),
      empty: buildWish(services, { firstDay: today + 2, lastDay: today + 1 }),
    };
  };

  it.each([
    ['the studio', 'buyer'],
    ['another studio', 'partner'],
    ['the museum', 'curator'],
    ['somebody of no organization', 'stranger'],
  ] as const)('comes to what a quote of each asset says to %s', async (_, who) => {
    const person: Person = scene[who];
    const actor = await actorOf(services, person);
    for (const [name, wish] of Object.entries(wishes())) {
      const assetIds = Object.values(assets);
      const { rows } = await services.quoteMany.quote(actor, { assetIds, wish, licensee: scene.studio });
      for (const [at, [asset, assetId]] of Object.entries(assets).entries()) {
        const { terms, reasons } = await services.licensing.quote(actor, {
          assetId,
          licensee: scene.studio,
          wish,
        });
        const row = rows[at];
        const outcome = reasons.length === 0 ? 'FREE' : 'REFUSED';
        if (asset === 'withdrawn') {
          // The log closes what is offered of it, the contract does not: nothing is sold of it either way.
          expect(row).toMatchObject({ outcome: 'REFUSED' });
          expect(reasonNamesOf(row)).toContain('ASSET_WITHDRAWN');
          continue;
        }
        expect({ name, asset, row }).toMatchObject({ name, asset, row: { outcome, terms, reasons } });
      }
    }
  });

  it('tells the nearest wishes that a quote allows', async () => {
    const actor = await actorOf(services, scene.buyer);
    const wish = buildWish(services, {
      lastDay: todayIn(services) + 1_000,
      media: bitsOf(['STREAMING', 'GAME']),
    });
    const assetIds = Object.values(assets);
    const { rows } = await services.quoteMany.quote(actor, { assetIds, wish, licensee: null });
    const tested = rows.flatMap((row) =>
      'alternatives' in row ? row.alternatives.map((near) => ({ ...near, assetId: row.assetId })) : [],
    );
    expect(tested.length).toBeGreaterThan(3);
    for (const { assetId, wish: near, terms } of tested) {
      const quote = await services.licensing.quote(actor, { assetId, licensee: scene.studio, wish: near });
      expect(quote).toMatchObject({ reasons: [], terms });
    }
  });

  it('answers a guest for anybody who could be licensed', async () => {
    const [assetIds, wish] = [Object.values(assets), buildWish(services)];
    const { rows, licensee } = await services.quoteMany.quote(ANYBODY, { assetIds, wish, licensee: null });
    expect(licensee).toBeNull();
    const free = Object.keys(assets).filter((_, at) => rows[at]?.outcome === 'FREE');
    expect(free).toEqual(['offered', 'bought', 'beside', 'free']);
  });

  it('says no more of what the reader may not see than of what is not there', async () => {
    const content = buildContent({ access: 'RESTRICTED', community: scene.community });
    const { assetId: hidden } = await publishAsset(services, scene.curator, {
      organizationId: scene.museum,
      content,
    });
    const missing = parseAssetId(`0x${'ab'.repeat(32)}`);
    const question = { assetIds: [hidden, missing], wish: buildWish(services), licensee: scene.studio };
    const { rows } = await services.quoteMany.quote(await actorOf(services, scene.buyer), question);
    expect(rows).toStrictEqual([
      { assetId: hidden, outcome: 'NOT_FOUND' },
      { assetId: missing, outcome: 'NOT_FOUND' },
    ]);
    const own = await services.quoteMany.quote(await actorOf(services, scene.curator), question);
    expect(own.rows[0]).toMatchObject({ outcome: 'REFUSED' });
  });

  it('names the block up to which it knows what happened', async () => {
    const question = { assetIds: Object.values(assets), wish: buildWish(services), licensee: null };
    const { block } = await services.quoteMany.quote(await actorOf(services, scene.buyer), question);
    const number = await scene.stack.ledger.latestBlock();
    expect(block).toEqual(await scene.stack.ledger.findBlock(number));
    expect(block?.number).toBe(number);
  });

  it('reads as often for many assets as for few', async () => {
    const actor = await actorOf(services, scene.buyer);
    const read = async (assetIds: readonly AssetId[]) => {
      const commands: string[] = [];
      mongoose.set('debug', (collection: string, method: string) => commands.push(`${collection} ${method}`));
      await services.quoteMany.quote(actor, { assetIds, wish: buildWish(services), licensee: null });
      mongoose.set('debug', false);
      return commands.sort();
    };
    const ids = Object.values(assets);
    await read(ids);
    const ofAll = await read(ids);
    // One that could join a collection, and one that is sold exclusively: all that is read.
    const two = [parseAssetId(assets['inCollection']), parseAssetId(assets['exclusive'])];
    expect(ofAll).toEqual(await read(two));
    expect(ofAll.length).toBeGreaterThan(8);
  });

  it('refuses more than 200 assets, and none', async () => {
    const many = Array.from({ length: 201 }, (_, at) =>
      parseAssetId(`0x${at.toString(16).padStart(64, '0')}`),
    );
    for (const assetIds of [many, []])
      await expect(
        services.quoteMany.quote(ANYBODY, { assetIds, wish: buildWish(services), licensee: null }),
      ).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'assets' });
  });
});

function reasonNamesOf(row: QuotedRow | undefined): readonly string[] {
  return row !== undefined && 'reasons' in row ? row.reasons.map(({ name }) => name) : [];
}
