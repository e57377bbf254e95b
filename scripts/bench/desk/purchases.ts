import { contractAddress } from '@lanran/sdk/kernel/session';
import { z } from 'zod';
import { type AssetId, parseAssetId } from '@lanran/protocol/kernel/ids';
import { connect } from '@lanran/sdk/accounts/connect';
import { relay } from '@lanran/sdk/acts/relaying';
import { runCheckout } from '@lanran/sdk/desk/checkout';
import { askCheckout } from '@lanran/sdk/desk/checkout-quotes';
import type { Platform } from '@lanran/sdk/kernel/session';
import type { Signer } from '@lanran/sdk/kernel/signer';
import { getLicense } from '@lanran/sdk/licensing/licenses';
import { mintAct } from '@lanran/sdk/licensing/licensing-acts';
import { paymentDomain } from '@lanran/sdk/licensing/orders/payment';
import { buyLicenses } from '@lanran/sdk/licensing/purchase';
import type { WishInput } from '@lanran/sdk/licensing/quotes';
import { parseWish } from '@lanran/sdk/licensing/wish';
import { chooseOrganization } from '@lanran/sdk/organizations/organizations';
import { CountingApi } from './counting-api.ts';

const Assets = z.object({
  assets: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string() }) })) }),
});
const YEAR = new Date().getUTCFullYear() + 1;
const useOf = (day: string): WishInput => ({
  media: ['STREAMING'],
  territories: ['CN'],
  from: day,
  to: day,
  exclusive: false,
});

/** Requests from the press to the license that is shown, once what signing takes was read: of one asset, and of three at once. */
export async function countPurchases(url: string, signer: Signer): Promise<Record<string, number>> {
  const platform = await connect(url, signer);
  await relay(platform, mintAct(signer.address, 10n ** 7n));
  await paymentDomain(platform, contractAddress(platform.deployment, 'TestToken'));
  const { id: licensee } = await chooseOrganization(platform.api, {
    named: undefined,
    kind: 'STUDIO',
    argument: 'licensee',
  });
  const { assets } = await platform.api.request({
    query: `query { assets(first: 50) { edges { node { id } } } }`,
    answer: Assets,
  });
  const ids = assets.edges.map(({ node }) => parseAssetId(node.id));
  const look = (assetIds: readonly AssetId[], wish: WishInput) =>
    askCheckout(
      platform.api,
      { licensee, items: assetIds.map((assetId) => ({ assetId, wish, offerId: null })), sinceLogSize: null },
      { payer: signer.address, key: signer.address },
    );
  const first = await look(ids, useOf(`${YEAR}-05-01`));
  const free = ids.filter((_, at) => first.rows[at]?.state === 'FREE');
  const [one] = free;
  if (one === undefined) throw new Error('The demo has nothing that can be licensed.');

  const single = countingOf(platform);
  const wishInput = useOf(`${YEAR}-05-01`);
  const outcome = await buyLicenses(single, {
    assetIds: [one],
    licensee,
    wish: parseWish(wishInput),
    wishInput,
    maxPrice: null,
  });
  if (!('bought' in outcome)) throw new Error('The asset was refused.');
  for (const { licenseId } of outcome.bought) await getLicense(single.api, licenseId);

  const wish = useOf(`${YEAR}-05-02`);
  const three = free.slice(0, 3);
  const { rows, logSize } = await look(three, wish);
  const several = countingOf(platform);
  await runCheckout(several, {
    licensee,
    logSize,
    items: three.flatMap((assetId, at) => {
      const row = rows[at];
      return row?.state === 'FREE' ? [{ assetId, wish, offerId: null, seen: row.terms }] : [];
    }),
  });
  return { 'purchase.requests': single.api.requests, 'checkout.requests': several.api.requests };
}

function countingOf(platform: Platform): Platform & { readonly api: CountingApi } {
  return { ...platform, api: new CountingApi(platform.apiUrl, platform.token) };
}
