import { describe, expect, it } from 'vitest';
import type { Hex } from '@lanran/protocol/bytes';
import { parseAssetId, parseLicenseId, parseLogId, parseOrganizationId } from '@lanran/protocol/ids';
import { buyLicenses } from '@lanran/client/purchase';
import { placeOrder } from '@lanran/client/orders';
import { platformOf, type Platform } from '@lanran/client/platform';
import { keySigner } from '@lanran/client/signer';
import { parseAddress } from '@lanran/protocol/signature';
import { answeringApi } from './answering-api.ts';

const idOf = (byte: string): Hex => `0x${byte.repeat(32)}`;
const ASSET = parseAssetId(idOf('01'));
const SHOWN = parseLicenseId(idOf('aa'));
const NOW = idOf('bb');
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

/** A platform whose quotes have other terms than were shown, and which lets nothing be signed. */
async function changedPlatform(): Promise<Platform> {
  const quote = {
    ok: true,
    offerId: '1',
    price: { amount: '100', token: TOKEN },
    termsHash: NOW,
    reasons: [],
  };
  const api = await answeringApi(({ query }) => {
    if (query.includes('quote(')) return { quote };
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
      paymentToken: { address: TOKEN, symbol: 'TCNY', decimals: 2 },
    },
  });
}

describe('a buyer who was shown terms', () => {
  it('buys nothing when they are others by now', async () => {
    const platform = await changedPlatform();
    const purchase = buyLicenses(platform, {
      ...REQUEST,
      assetIds: [ASSET],
      agreed: new Map([[ASSET, SHOWN]]),
    });
    await expect(purchase).rejects.toMatchObject({ code: 'TERMS_CHANGED' });
  });

  it('orders nothing when they are others by now', async () => {
    const order = placeOrder(await changedPlatform(), { ...REQUEST, assetId: ASSET, agreed: SHOWN });
    await expect(order).rejects.toMatchObject({ code: 'TERMS_CHANGED' });
  });
});
