import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { parseDay } from '@lanran/protocol/kernel/day';
import { assetIdOf, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { licenseIdOf, type Terms } from '@lanran/protocol/licensing/terms';
import { parseTerritories, TERRITORIES_HASH } from '@lanran/protocol/territories/territories';
import {
  BLOCK,
  buildAsset,
  buildOffer,
  GraphqlStage,
  MUSEUM,
  STUDIO,
  TOKEN_ADDRESS,
} from './graphql-stage.ts';

const ASK = `query ($licensee: ID!, $purchases: [PurchaseInput!]!, $sinceLogSize: Int) {
  quotePurchases(licensee: $licensee, purchases: $purchases, sinceLogSize: $sinceLogSize) {
    logSize block { number } rows { assetId outcome holder quote { ok price { amount } } sold { id } } } }`;
const USE = { media: ['STREAMING'], territories: ['CN'], from: '2027-01-01', to: '2027-06-30' };
const LOG_SIZE = 40;

describe('quotes of several purchases', () => {
  let stage: GraphqlStage;
  const offered = buildAsset();
  const plain = buildAsset();
  const unknown = assetIdOf(MUSEUM, randomBytes32());
  beforeAll(async () => {
    stage = await GraphqlStage.start();
    stage.logSize = LOG_SIZE;
    for (const asset of [offered, plain]) await stage.assets.project(asset);
    await stage.offers.project(buildOffer(offered));
    await sell(LOG_SIZE, 5n);
    await sell(LOG_SIZE + 9, 8n);
    await sell(LOG_SIZE - 1, 6n);
    await sell(LOG_SIZE + 1, 7n, { lastDay: parseDay('2027-07-01') });
  });
  afterAll(() => stage.close());

  const termsOf = (offerId: bigint, wish: Partial<Terms['wish']> = {}): Terms => ({
    assetId: offered.id,
    version: offered.head,
    licensee: STUDIO,
    offerId,
    wish: {
      media: bitsOf(['STREAMING']),
      territories: parseTerritories('CN'),
      firstDay: parseDay('2027-01-01'),
      lastDay: parseDay('2027-06-30'),
      exclusive: false,
      ...wish,
    },
    token: TOKEN_ADDRESS,
    price: 1n,
    communityShareBps: 0,
    operatorShareBps: 0,
    rights: 0,
    origin: 'SALE',
    parent: null,
    territoriesHash: TERRITORIES_HASH,
  });
  const sell = async (soldIndex: number, offerId: bigint, wish: Partial<Terms['wish']> = {}) => {
    const terms = termsOf(offerId, wish);
    await stage.licenses.project({
      id: licenseIdOf(terms),
      terms,
      takenVersions: [],
      holder: MUSEUM,
      licensee: STUDIO,
      isRevoked: false,
      revocation: null,
      transaction: ZERO_32,
      // All in one second.
      soldAt: new Date('2026-11-20T00:00:00Z'),
      soldIndex,
      projectedIndex: soldIndex,
    });
  };
  const ask = async (
    who: 'producer' | 'curator',
    assetIds: readonly string[],
    sinceLogSize: number | null,
  ) => {
    const purchases = assetIds.map((assetId) => ({ assetId, wish: USE }));
    const token = await stage.signIn(who);
    return stage.ask(ASK, { variables: { licensee: STUDIO, purchases, sinceLogSize }, token });
  };

  it('say of each what a quote says, at one block', async () => {
    const { data, errors } = await ask('producer', [offered.id, plain.id, unknown], null);
    expect(errors).toEqual([]);
    expect(data?.['quotePurchases']).toEqual({
      logSize: LOG_SIZE,
      block: { number: BLOCK.number },
      rows: [
        {
          assetId: offered.id,
          outcome: 'FREE',
          holder: MUSEUM,
          quote: { ok: true, price: { amount: '120000' } },
          sold: [],
        },
        {
          assetId: plain.id,
          outcome: 'REFUSED',
          holder: MUSEUM,
          quote: { ok: false, price: null },
          sold: [],
        },
        { assetId: unknown, outcome: 'NOT_FOUND', holder: null, quote: null, sold: [] },
      ],
    });
  });

  it('tell the licensee what it bought since the log had that size, for that very use, and nobody else', async () => {
    const soldTo = async (who: 'producer' | 'curator') => {
      const { data } = await ask(who, [offered.id], LOG_SIZE);
      return (data?.['quotePurchases'] as { rows: { sold: unknown }[] } | undefined)?.rows[0]?.sold;
    };
    const bought = [5n, 8n].map((offerId) => ({ id: licenseIdOf(termsOf(offerId)) }));
    expect(await soldTo('producer')).toEqual(expect.arrayContaining(bought));
    expect(await soldTo('producer')).toHaveLength(bought.length);
    expect(await soldTo('curator')).toEqual([]);
  });

  it.each([0, 11])('are not of %i purchases', async (count) => {
    const { errors } = await ask(
      'producer',
      Array.from({ length: count }, () => plain.id),
      null,
    );
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', field: 'purchases' });
  });
});
