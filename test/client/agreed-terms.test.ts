import { describe, expect, it } from 'vitest';
import { ALL_RIGHTS } from '@lanran/protocol/licensing/rights';
import { type Body, bodyHash, buildBody } from '@lanran/protocol/log/body';
import { revealBody } from '@lanran/protocol/proofs/bundle-parts';
import { ZERO_32, type Hex } from '@lanran/protocol/kernel/bytes';
import {
  NO_COMMUNITY,
  parseAssetId,
  parseLicenseId,
  parseLogId,
  parseOrganizationId,
  parseStatementHash,
} from '@lanran/protocol/kernel/ids';
import { buyLicenses } from '@lanran/sdk/licensing/purchase';
import { placeOrder } from '@lanran/sdk/licensing/orders/orders';
import { platformOf, type Platform } from '@lanran/sdk/kernel/session';
import { keySigner } from '@lanran/sdk/kernel/signer';
import { statementHash, type Statement } from '@lanran/protocol/log/statement';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { TERRITORIES_HASH } from '@lanran/protocol/territories/territories';
import { licenseIdOf, type Terms } from '@lanran/protocol/licensing/terms';
import { termsToJson } from '@lanran/protocol/licensing/terms-json';
import { answeringApi } from './answering-api.ts';

const idOf = (byte: string): Hex => `0x${byte.repeat(32)}`;
const ASSET = parseAssetId(idOf('01'));
const SHOWN = parseLicenseId(idOf('aa'));
const TOKEN = parseAddress(`0x${'07'.repeat(20)}`);

const REQUEST = {
  licensee: parseOrganizationId(idOf('02')),
  wish: { media: 4, territories: 1n, firstDay: 20_800, lastDay: 20_900, exclusive: false },
  wishInput: {
    media: ['STREAMING'],
    territories: ['AD'],
    from: '2026-12-13',
    to: '2027-03-23',
    exclusive: false,
  },
  maxPrice: 100n,
};

const BODY = buildBody({ schema: 'lanran/published/1', title: { en: 'Skirt' }, version: 1 });
const SECOND = buildBody({ schema: 'lanran/revised/1', version: 2 });
const reveal = (body: Body, name: string) => JSON.stringify(revealBody(body, [name]));

const STATEMENT: Statement = {
  kind: 'published',
  assetId: ASSET,
  community: NO_COMMUNITY,
  previous: ZERO_32,
  bodyHash: bodyHash(BODY),
  issuedAt: 1_790_000_000,
};

/** A version as the platform tells it. */
function told(statement: Statement, body = BODY) {
  return {
    version: 1,
    statementHash: statementHash(statement),
    statement: JSON.stringify(statement),
    numberProof: reveal(body, 'version'),
  };
}

const TERMS: Terms = {
  assetId: ASSET,
  version: statementHash(STATEMENT),
  licensee: REQUEST.licensee,
  offerId: 1n,
  wish: REQUEST.wish,
  token: TOKEN,
  price: 100n,
  communityShareBps: 2_000,
  operatorShareBps: 0,
  rights: 0,
  origin: 'SALE',
  parent: null,
  territoriesHash: TERRITORIES_HASH,
};

/** A platform that quotes these terms, and which lets nothing be signed. */
async function quotingPlatform(quoted: Terms, changes: object = {}): Promise<Platform> {
  const quote = {
    ok: true,
    version: told(STATEMENT),
    offerId: '1',
    price: { amount: '100', token: TOKEN },
    terms: JSON.stringify(termsToJson(quoted)),
    termsHash: licenseIdOf(quoted),
    reasons: [],
    ...changes,
  };
  const api = await answeringApi(({ query }) => {
    if (query.includes('quote('))
      return {
        quote,
        paymentAccount: { token: TOKEN, balance: '100', allowance: '0', permitNonce: '0' },
        forwarderNonce: '0',
      };
    if (query.includes('order(')) return { order: null };
    throw new Error(`nothing more may be asked: ${query}`);
  });
  return platformOf({
    api,
    safe: null,
    signer: keySigner(idOf('11')),
    deployment: {
      logId: parseLogId(idOf('03')),
      origin: 'lanran.test/1',
      checkpointKey: '',
      chainId: 1n,
      contracts: new Map(),
      canBatch: true,
      rights: ALL_RIGHTS,
      currencies: [{ symbol: 'TCNY', decimals: 2, kind: 'TEST', address: TOKEN }],
    },
  });
}

describe('a buyer who was shown terms', () => {
  it('buys nothing when they are others by now', async () => {
    const agreed = new Map([[ASSET, SHOWN]]);
    const purchase = buyLicenses(await quotingPlatform(TERMS), { ...REQUEST, assetIds: [ASSET], agreed });
    await expect(purchase).rejects.toMatchObject({ code: 'TERMS_CHANGED' });
  });

  it('orders nothing when they are others by now', async () => {
    const platform = await quotingPlatform({ ...TERMS, origin: 'INVOICE' });
    const order = placeOrder(platform, { ...REQUEST, assetId: ASSET, agreed: SHOWN });
    await expect(order).rejects.toMatchObject({ code: 'TERMS_CHANGED' });
  });
});

describe('a buyer who was shown nothing yet', () => {
  const OTHER = idOf('44');
  it.each<[string, Partial<Terms>, object]>([
    ['asset', { assetId: parseAssetId(OTHER) }, {}],
    ['version', { version: parseStatementHash(OTHER) }, {}],
    ['licensee', { licensee: parseOrganizationId(OTHER) }, {}],
    ['media', { wish: { ...REQUEST.wish, media: 1 } }, {}],
    ['territories', { wish: { ...REQUEST.wish, territories: 2n } }, {}],
    ['first day', { wish: { ...REQUEST.wish, firstDay: 20_801 } }, {}],
    ['last day', { wish: { ...REQUEST.wish, lastDay: 20_899 } }, {}],
    ['exclusivity', { wish: { ...REQUEST.wish, exclusive: true } }, {}],
    ['offer', { offerId: 2n }, {}],
    ['price', { price: 90n }, {}],
    ['token', { token: parseAddress(`0x${'08'.repeat(20)}`) }, {}],
    ['parent', { parent: SHOWN }, {}],
    ['origin', { origin: 'RENEWAL' }, {}],
    ['terms shown', {}, { termsHash: OTHER }],
    ['asset', {}, { version: told({ ...STATEMENT, assetId: parseAssetId(OTHER) }) }],
    ['withdrawn', {}, { version: told({ ...STATEMENT, kind: 'withdrawn' }) }],
    ['statement', {}, { version: { ...told(STATEMENT), statementHash: OTHER } }],
    ['version', {}, { version: null }],
    ['number', {}, { version: { ...told(STATEMENT), version: 2 } }],
    ['number', {}, { version: { ...told(STATEMENT, SECOND), version: 2 } }],
    ['number', {}, { version: { ...told(STATEMENT), numberProof: reveal(BODY, 'title') } }],
    ['version', {}, { version: { ...told(STATEMENT), numberProof: '{}' } }],
    ['terms', {}, { terms: '{}' }],
    ['terms', {}, { terms: null }],
  ])('buys and orders nothing when the quote has another %s', async (what, change, changes) => {
    const sale = await quotingPlatform({ ...TERMS, ...change }, changes);
    const refusal = { code: 'UNTRUSTWORTHY_ANSWER', message: expect.stringContaining(what) };
    await expect(buyLicenses(sale, { ...REQUEST, assetIds: [ASSET] })).rejects.toMatchObject(refusal);
    const invoice = await quotingPlatform({ ...TERMS, origin: 'INVOICE', ...change }, changes);
    await expect(placeOrder(invoice, { ...REQUEST, assetId: ASSET })).rejects.toMatchObject(refusal);
  });

  it('buys no other version than the one that the buyer was shown', async () => {
    const versions = new Map([[ASSET, parseStatementHash(OTHER)]]);
    const purchase = buyLicenses(await quotingPlatform(TERMS), { ...REQUEST, assetIds: [ASSET], versions });
    await expect(purchase).rejects.toMatchObject({
      message: expect.stringContaining('version of the terms'),
    });
  });
});
