import type { TransactionReceipt } from 'ethers';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { TODAY } from '../stage/chain.ts';
import type { GasStage } from './stage.ts';

/** What the calendar of an asset holds at most, of exclusive licenses and of offers. */
const CALENDAR_SIZE = 32;
/** A territory that the crowd leaves to the license that is measured. */
const FREE_TERRITORY = 1n << 250n;
const territory = (at: number): bigint => 1n << BigInt(at);

/** @returns the purchase of a later license beside 32 live exclusives that meet it in all but territories */
export async function buyCrowded(stage: GasStage, assetId: AssetId): Promise<TransactionReceipt> {
  await stage.platform.consent(assetId);
  await stage.platform.offer(assetId);
  await stage.platform.offer(assetId, { exclusive: true });
  for (let at = 0; at < CALENDAR_SIZE; at++) {
    await stage.buy(assetId, { territories: territory(at), exclusive: true });
  }
  await stage.buy(assetId, { territories: FREE_TERRITORY });
  return stage.buy(assetId, { territories: FREE_TERRITORY, lastDay: TODAY + 31 });
}

/** @returns the purchase of the 32nd exclusive beside 31 of them and the hulls of 31 offers, all elsewhere */
export async function buyExclusiveCrowded(stage: GasStage, assetId: AssetId): Promise<TransactionReceipt> {
  await stage.platform.consent(assetId);
  await stage.platform.offer(assetId, { exclusive: true });
  for (let at = 0; at < CALENDAR_SIZE - 1; at++) {
    // Each offer sells its own territory alone, so that a quote chooses it.
    await stage.platform.offer(assetId, {
      territories: territory(at),
      media: bitsOf(['TELEVISION', 'STREAMING']),
    });
    await stage.buy(assetId, { territories: territory(at) });
  }
  for (let at = 0; at < CALENDAR_SIZE - 1; at++) {
    await stage.buy(assetId, { territories: territory(CALENDAR_SIZE + at), exclusive: true });
  }
  return stage.buy(assetId, { territories: FREE_TERRITORY, exclusive: true });
}
