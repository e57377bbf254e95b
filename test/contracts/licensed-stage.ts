import { getAddress } from 'ethers';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { admitSecondStudio, licenseIn, RIGHT, type Agreed } from '../../scripts/stage/market.ts';
import { mined, Platform } from '../../scripts/stage/platform.ts';

/** A platform on which the studio has two licenses of one asset for the same days. */
export interface Licensed {
  readonly platform: Platform;
  readonly assetId: AssetId;
  /** Without any right. */
  readonly locked: Agreed;
  /** Transferable and revocable. */
  readonly open: Agreed;
}

export async function startLicensed(): Promise<Licensed> {
  const platform = await Platform.startAdmitted({ operatorShareBps: 250 });
  await platform.fundStudio();
  await admitSecondStudio(platform);
  const assetId = await platform.materializeNew();
  await platform.consent(assetId, { rights: RIGHT.TRANSFERABLE });
  await platform.offer(assetId);
  const locked = licenseIn(platform, await platform.buy(assetId));
  await mined(platform.book.connect(platform.people.museum).closeOffer(1n));
  await platform.offer(assetId, { rights: RIGHT.TRANSFERABLE | RIGHT.REVOCABLE });
  const open = licenseIn(platform, await platform.buy(assetId));
  return { platform, assetId, locked, open };
}

/** Where an organization's licenses lie: the last 20 bytes of its id. */
export function accountOf(organizationId: string): string {
  return getAddress(`0x${organizationId.slice(-40)}`);
}
