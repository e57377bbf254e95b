import type { Db } from 'mongodb';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { FLAT_PRICE } from '@lanran/protocol/licensing/pricing';
import { parseTerritories, WORLD } from '@lanran/protocol/territories/territories';

const DAYS = { firstDay: 20_000, lastDay: 30_000 };
const TOKEN = `0x${'00'.repeat(20)}`;

interface DrawnAsset {
  readonly _id: string;
  readonly holder: string;
  readonly community: string | null;
}

/**
 * Offers of the first assets that were drawn, and consents to those of a community, as the read models have them: a third lack a
 * medium, a third of the consents end early or leave out a territory. Returns the ids.
 */
export async function drawOffers(documents: Db, count: number): Promise<readonly string[]> {
  const assets = await documents
    .collection<DrawnAsset>('assets')
    .find({ 'metadata.identifier': /^DRAWN/, access: { $ne: 'RESTRICTED' } })
    .limit(count)
    .toArray();
  const insert = (name: string, records: readonly { readonly _id: string }[]) =>
    documents.collection<{ _id: string }>(name).insertMany([...records]);
  await insert(
    'offers',
    assets.map(({ _id, holder }, at) => ({
      _id: String(1_000_000 + at),
      assetId: _id,
      holder,
      ...DAYS,
      media: bitsOf(at % 3 === 0 ? ['STREAMING'] : ['STREAMING', 'GAME']),
      territories: WORLD.toString(),
      exclusive: false,
      token: TOKEN,
      price: String(1_000 + at),
      rule: { ...FLAT_PRICE, minimum: '0', groups: [] },
      licensee: null,
      communityShareBps: 1_000,
      rights: 0,
      isClosed: false,
      projectedIndex: 2_000_000 + at,
    })),
  );
  await insert(
    'consents',
    assets.flatMap(({ _id, holder, community }, at) =>
      community === null
        ? []
        : [
            {
              _id,
              assetId: _id,
              community,
              holder,
              media: bitsOf(['STREAMING', 'GAME']),
              territories: (WORLD & ~(at % 3 === 1 ? parseTerritories('JP') : 0n)).toString(),
              lastDay: at % 3 === 2 ? 21_500 : DAYS.lastDay,
              shareBps: 1_000,
              rights: 0,
              isWithdrawn: false,
              projectedIndex: 2_000_000 + at,
            },
          ],
    ),
  );
  return assets.map(({ _id }) => _id);
}
