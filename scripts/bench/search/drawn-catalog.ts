import type { Db } from 'mongodb';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { BASE_VOCABULARY } from '@lanran/protocol/assets/vocabulary';

const BATCH = 1_000;

/** English words with the Chinese that stands beside them, and the share of assets that have them. */
const WORDS = [
  ['heron', '鹭鸟', 0.2],
  ['collar', '衣领', 0.3],
  ['river', '河流', 0.4],
  ['indigo', '蓝靛', 0.5],
  ['butterfly', '蝴蝶', 0.5],
  ['cloth', '布料', 0.75],
] as const;
/** A long tail, as titles have it. */
const TAIL = 40_000;
const RESTRICTED = 0.01;

export interface DrawnParties {
  readonly holders: readonly string[];
  readonly community: string;
}

/** Writes assets, as api/assets/adapters/mongo/asset-store.ts does, to the store of a platform that does not run: no leaf says them, so the index has to be made anew. */
export async function drawCatalog(
  documents: Db,
  { assets, holders, community }: DrawnParties & { readonly assets: number },
): Promise<void> {
  const draw = numbersFrom(7);
  for (let from = 0; from < assets; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, assets - from) }, (_, at) =>
      drawAsset(from + at, { draw, holders, community }),
    );
    await documents.collection<{ _id: string }>('assets').insertMany(batch, { ordered: false });
  }
}

function drawAsset(
  number: number,
  { draw, holders, community }: DrawnParties & { readonly draw: () => number },
) {
  const words = WORDS.filter(([, , share]) => draw() < share);
  const tail = Array.from({ length: 6 }, () => `w${Math.floor(TAIL * draw() ** 3).toString(36)}`);
  const terms = Array.from({ length: 3 }, () => pick(BASE_VOCABULARY, draw));
  const metadata = {
    kind: pick(['PATTERN', 'COSTUME', 'FILM'] as const, draw),
    access: draw() < RESTRICTED ? 'RESTRICTED' : pick(['OPEN', 'LICENSED'] as const, draw),
    title: {
      en: [...words.map(([en]) => en), ...tail.slice(0, 2)].join(' '),
      zh: `${words.map(([, zh]) => zh).join('')}纹${number}`,
    },
    description: { en: tail.join(' '), zh: '馆藏编号与来源见登记簿。' },
    terms,
    identifier: `DRAWN.${number}`,
    synthetic: true,
  };
  const id = `0x${bytesToHex(sha256(new TextEncoder().encode(`drawn ${number}`)))}`;
  return {
    _id: id,
    holder: pick(holders, draw),
    formerHolders: [],
    custodyOffer: null,
    community: draw() < 0.5 ? community : null,
    version: 1,
    metadata,
    filesField: { count: 0, bytes: 0, root: id },
    head: id,
    publishedIndex: 1_000_000 + number,
    publishedAt: new Date(Date.UTC(2026, 0, 1) + 1_000 * number),
    isWithdrawn: false,
    isTakenDown: false,
    projectedIndex: 1_000_000 + number,
    changedLeaf: 0,
    kind: metadata.kind,
    access: metadata.access,
    termKeys: terms.map(({ vocabulary, code }) => `${vocabulary}/${code}`),
    peoples: [],
    titleKey: metadata.title.en,
  };
}

function pick<T>(values: readonly T[], draw: () => number): T {
  const value = values[Math.floor(draw() * values.length)];
  if (value === undefined) throw new RangeError('nothing to pick from');
  return value;
}

/** mulberry32: the same numbers for the same seed. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
