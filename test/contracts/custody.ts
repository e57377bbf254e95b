import { organizationIdOf, type AssetId, type OrganizationId } from '@lanran/protocol/kernel/ids';
import { mined, MUSEUM, type Platform } from '../../scripts/stage/platform.ts';

/** An institution whose owner is the stranger. */
export const ARCHIVE = organizationIdOf('archive');

/** Hands the asset over and lets the council consent to its new holder, each a second later than what was before. */
export async function handOver(
  platform: Platform,
  assetId: AssetId,
  { from, to }: { from: OrganizationId; to: OrganizationId },
): Promise<void> {
  const { assets, people, chain } = platform;
  const ownerOf = (organizationId: OrganizationId) =>
    organizationId === MUSEUM ? people.museum : people.stranger;
  await chain.travelTo((await chain.now()) + 1);
  await mined(assets.connect(ownerOf(from)).offerCustody(assetId, to));
  await mined(assets.connect(ownerOf(to)).acceptCustody(assetId, from, to));
  await chain.travelTo((await chain.now()) + 1);
  await platform.consent(assetId, { holder: to });
}
