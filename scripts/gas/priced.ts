import type { TransactionReceipt } from 'ethers';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { parseTerritories } from '@lanran/protocol/territories/territories';
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

/** @returns a later purchase by a price rule */
export async function buyPriced(stage: GasStage, assetId: AssetId): Promise<TransactionReceipt> {
  await stage.platform.consent(assetId);
  await stage.platform.offer(assetId, { price: 50_000n, media: MEDIA, rule: RULE });
  await stage.buy(assetId, { territories: FOUR_COUNTRIES, lastDay: TODAY + 27 });
  return stage.buy(assetId, { territories: FOUR_COUNTRIES, lastDay: TODAY + 28 });
}

/** @returns the consent to one use, after the asset's own was withdrawn, and a later purchase by it */
export async function buyByUse(
  stage: GasStage,
  assetId: AssetId,
): Promise<Record<'consentTo' | 'licenseByUse', TransactionReceipt>> {
  const { consents, people } = stage.platform;
  await stage.platform.consent(assetId);
  await stage.platform.offer(assetId);
  await stage.buy(assetId, { territories: FOUR_COUNTRIES, lastDay: TODAY + 29 });
  await mined(consents.connect(people.council).withdraw(assetId));
  const consentTo = await stage.platform.consentTo(assetId, { territories: FOUR_COUNTRIES });
  const licenseByUse = await stage.buy(assetId, { territories: FOUR_COUNTRIES });
  return { consentTo, licenseByUse };
}
