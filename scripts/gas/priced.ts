import type { TransactionReceipt } from 'ethers';
import type { AssetId } from '@lanran/protocol/ids';
import { parseTerritories } from '@lanran/protocol/territories';
import { TODAY } from '../stage/chain.ts';
import { mined } from '../stage/platform.ts';
import type { GasStage } from './stage.ts';

const MEDIA = 0xffff;
const EIGHT_COUNTRIES = ['CN', 'FR', 'JP', 'US', 'DE', 'KR', 'GB', 'IT'];
const FOUR_COUNTRIES = parseTerritories('CN,FR,JP,US');
/** Factors for every medium and for as many groups as a rule may have. */
const RULE = {
  minimum: 10_000n,
  mediaFactors: Array.from({ length: 16 }, (_, bit) => 100 + 10 * bit),
  groups: EIGHT_COUNTRIES.map((country, at) => ({
    territories: parseTerritories(country),
    factor: 120 + 10 * at,
  })),
  exclusivityFactor: 300,
};

/** @returns what is bought by a price rule, then by consent to one use alone, and that consent */
export async function buyPriced(
  stage: GasStage,
  assetId: AssetId,
): Promise<Record<'licensePriced' | 'licenseByUse' | 'consentTo', TransactionReceipt>> {
  const { consents, people } = stage.platform;
  await stage.platform.consent(assetId, { territories: FOUR_COUNTRIES });
  const flat = { price: 200_000n, lastDay: TODAY + 60 };
  await stage.platform.offer(assetId, { price: 50_000n, media: MEDIA, rule: RULE });
  const buy = (lastDay: number) => stage.buy(assetId, { territories: FOUR_COUNTRIES, lastDay });
  await buy(TODAY + 27);
  const licensePriced = await buy(TODAY + 28);
  await stage.platform.offer(assetId, flat);
  await mined(consents.connect(people.council).withdraw(assetId));
  const consentTo = await stage.platform.consentTo(assetId, { territories: FOUR_COUNTRIES });
  return { licensePriced, consentTo, licenseByUse: await buy(TODAY + 29) };
}
