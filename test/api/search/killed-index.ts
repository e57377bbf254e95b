import type { Asset } from '@lanran/api/assets/domain/asset';
import { Concepts } from '@lanran/api/concepts/domain/concepts';
import { NEVER_FOR_SALE } from '@lanran/api/assets/domain/availability';
import type { AssetIndex } from '@lanran/api/search/ports/asset-index';
import { toIndexedAsset } from '@lanran/api/search/services/indexed-assets';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf, parseAssetId, parseStatementHash } from '@lanran/protocol/kernel/ids';

/* What a process that a test kills writes to an index, leaf by leaf, and what is there after each leaf. */

export const ASSETS = 30;
const EVERY = { dropped: 5, erased: 11, anew: 23 } as const;
const MAPPING = '1.1';
const HOLDER = organizationIdOf('museum');

const numberAt = (leaf: number) => (leaf * 7) % ASSETS;
const idOf = (number: number) => parseAssetId(`0x${(number + 1).toString(16).padStart(64, '0')}`);

/** Of one asset alone. */
export function titleOf(number: number): string {
  return `zq${String.fromCharCode(97 + Math.floor(number / 6), 103 + (number % 6))}k`;
}

/** The asset that a leaf writes; null: it takes one away. */
function writtenAt(leaf: number): Asset | null {
  if (leaf % EVERY.dropped === EVERY.dropped - 1) return null;
  const number = numberAt(leaf);
  return {
    id: idOf(number),
    holder: HOLDER,
    formerHolders: [],
    custodyOffer: null,
    community: null,
    version: 1,
    metadata: {
      kind: 'PATTERN',
      access: leaf % 3 === 0 ? 'RESTRICTED' : 'OPEN',
      title: { en: `Heron ${titleOf(number)}` },
      terms: [],
      creditLine: `leaf ${leaf}`,
      synthetic: true,
    },
    filesField: { count: 0, bytes: 0, root: ZERO_32 },
    head: parseStatementHash(`0x${'5e'.repeat(32)}`),
    publishedIndex: number,
    publishedAt: new Date(0),
    isWithdrawn: false,
    isTakenDown: false,
    projectedIndex: leaf,
  };
}

/** Of the leaves before this one. */
export function assetsAfter(leaves: number): ReadonlyMap<number, Asset> {
  const assets = new Map<number, Asset>();
  for (let leaf = 0; leaf < leaves; leaf += 1) {
    const asset = writtenAt(leaf);
    if (asset === null) assets.delete(numberAt(leaf));
    else assets.set(numberAt(leaf), asset);
  }
  return assets;
}

const indexed = (asset: Asset) =>
  toIndexedAsset(
    { asset, availability: NEVER_FOR_SALE },
    { namesOf: () => null, colorsOf: () => [], concepts: Concepts.NONE },
  );

/** Now and then something is erased, or the whole index is made anew. */
export async function write(index: AssetIndex, leaf: number): Promise<void> {
  if (leaf % EVERY.anew === 0) {
    const all = [...assetsAfter(leaf + 1).values()].map(indexed);
    const batches = async function* () {
      yield all.slice(0, 9);
      yield all.slice(9);
    };
    return index.rebuild(batches(), { leaves: leaf + 1, mapping: MAPPING }, () => undefined);
  }
  const asset = writtenAt(leaf);
  await index.apply({
    to: leaf + 1,
    put: asset === null ? [] : [indexed(asset)],
    drop: asset === null ? [idOf(numberAt(leaf))] : [],
    isErasure: leaf % EVERY.erased === 0,
  });
}
