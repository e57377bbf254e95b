import type { Db } from 'mongodb';

const KINDS = ['ANSWERED', 'AGREED', 'LICENSE_ENDS', 'ASSET_REVISED', 'ASSET_TAKEN_DOWN'] as const;
const BATCH = 1_000;

/** Items of the studio of a key, each about one of the assets. */
export async function drawInbox(
  documents: Db,
  assetIds: readonly string[],
  { member, from, to }: { readonly member: string; readonly from: number; readonly to: number },
): Promise<void> {
  const studio = await documents
    .collection<{ _id: string }>('organizations')
    .findOne({ kind: 'STUDIO', 'members.address': member });
  if (studio === null) throw new Error('no studio');
  const items = documents.collection<{ _id: string }>('inboxItems');
  const [last] = await items.find().sort({ sequence: -1 }).limit(1).toArray();
  const start = last !== undefined && 'sequence' in last ? Number(last['sequence']) : 0;
  for (let at = from; at < to; at += BATCH)
    await items.insertMany(
      Array.from({ length: Math.min(BATCH, to - at) }, (_, place) => ({
        _id: `drawn-${at + place}`,
        sequence: start + 1 + at - from + place,
        recipient: studio._id,
        kind: KINDS[(at + place) % KINDS.length],
        assetId: assetIds[(at + place) % assetIds.length],
        requestId: null,
        licenseId: null,
        searchId: null,
        callId: null,
        by: null,
        count: null,
        at: new Date(Date.now() - (to - at - place) * 60_000),
      })),
    );
}
