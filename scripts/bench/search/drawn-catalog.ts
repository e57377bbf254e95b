import type { Db } from 'mongodb';
import sharp from 'sharp';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { BASE_VOCABULARY } from '@lanran/protocol/assets/vocabulary';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { WORLD } from '@lanran/protocol/territories/territories';

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
  const placeholders = await drawPlaceholders(draw);
  for (let from = 0; from < assets; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, assets - from) }, (_, at) =>
      drawAsset(from + at, { draw, holders, community }),
    );
    const insert = async (name: string, records: readonly { readonly _id: string }[]) =>
      documents.collection<{ _id: string }>(name).insertMany([...records], { ordered: false });
    await insert('assets', batch);
    const roots = batch.map(({ _id }) => _id);
    await insert(
      'covers',
      roots.map((root) => ({ _id: root, index: 0 })),
    );
    await insert(
      'manifest_entries',
      roots.map((root) => entryOf(root)),
    );
    await insert(
      'fileDescriptions',
      roots.map((root) => describe(root, placeholders)),
    );
  }
}

/** One picture each. */
function entryOf(root: string) {
  const sha256 = root.slice(2);
  return { _id: `${root}:0`, root, index: 0, path: 'front.jpg', bytes: 1_000, sha256, cid: 'bafkdrawn' };
}

function describe(root: string, placeholders: readonly string[]) {
  const placeholder = placeholders[Number.parseInt(root.slice(2, 6), 16) % placeholders.length];
  const picture = { width: 1_600, height: 1_200, placeholder };
  return { _id: root.slice(2), mediaType: 'image/jpeg', picture, refusal: null, version: 4 };
}

/** As the platform makes them, of two colors each. */
async function drawPlaceholders(draw: () => number): Promise<string[]> {
  const color = () => ({ r: 255 * draw(), g: 255 * draw(), b: 255 * draw() });
  return Promise.all(
    Array.from({ length: 64 }, async () => {
      const upper = { create: { width: 16, height: 6, channels: 3, background: color() } } as const;
      const image = sharp({ create: { width: 16, height: 12, channels: 3, background: color() } });
      const webp = await image
        .composite([{ input: upper, gravity: 'north' }])
        .webp({ quality: 40 })
        .toBuffer();
      return `data:image/webp;base64,${webp.toString('base64')}`;
    }),
  );
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
    filesField: { count: 1, bytes: 1_000, root: id },
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
    ...drawSale(draw),
    titleKey: metadata.title.en,
  };
}

/** A third is on sale for all but training of AI, everywhere, for years. */
function drawSale(draw: () => number) {
  if (draw() > 1 / 3) return {};
  const days = { firstDay: 20_000, lastDay: 30_000 };
  const token = `0x${'00'.repeat(20)}`;
  const price = String(100 + Math.floor(draw() * 10_000));
  const sale = { ...days, media: bitsOf(['STREAMING', 'GAME']), territories: WORLD.toString(), token, price };
  return {
    consentUntil: days.lastDay,
    offeredUntil: days.lastDay,
    onOffer: true,
    saleDays: [days],
    saleUntil: days.lastDay,
    sales: [sale],
    taken: [],
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
