import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { CID } from 'multiformats/cid';
import { expect } from 'vitest';
import { z } from 'zod';
import { filesMarkerOf } from '@lanran/api/storage/domain/files-marker';
import { RefusedError, UnreachableError } from '@lanran/sdk/kernel/errors';
import { parseLogId } from '@lanran/protocol/kernel/ids';
import { ContentStore } from '../../embedded/content-store/content-store.ts';
import { Ingest, type IngestKind } from './ingest.ts';
import type { Installation } from './installation.ts';
import type { PlatformProcess } from './platform-process.ts';

/** A reel that arrives in several portions, one that takes another's place, one that nobody else may see, and records that are imported together. */
const KINDS: readonly IngestKind[] = [
  { access: 'OPEN', records: 1, bytes: 4_000_000 },
  { access: 'LICENSED', records: 1, bytes: 6_000_000 },
  { access: 'LICENSED', records: 1, bytes: 2_000_000, isReplacing: true },
  { access: 'RESTRICTED', records: 2, bytes: 1_300_000 },
  { access: 'LICENSED', records: 12, bytes: 30_000 },
];
/** A round's kill comes at any moment up to then. */
const LATEST_KILL_MS = 2_000;
const Entries = z.array(z.object({ cid: z.string() }));
const Sealed = z.array(
  z.object({
    current: z.object({ root: z.string(), payloadCid: z.string(), within: z.string().optional() }),
  }),
);
const Deployed = z.object({ deployment: z.object({ logId: z.string() }) });
const Leaves = z.array(z.object({ assetId: z.string() }));

/**
 * Rounds of kill -9 in the midst of a mixed ingest, each on what the last one left, and a last one that ends in peace. Each
 * time every acknowledged byte is there; in the end nothing is twice, half there, or left over.
 */
export async function runIngestRounds(here: Installation, rounds: number): Promise<void> {
  const ingest = await Ingest.as(here.keyFile('institution'));
  for (let round = 0; round < rounds; round++) {
    const killAfterMs = Math.random() * LATEST_KILL_MS;
    try {
      await ingestUntilKilled(here, ingest, { killAfterMs, isWholeGroup: round % 2 === 1 });
    } catch (cause) {
      throw new Error(`Round ${round}, killed after ${Math.round(killAfterMs)} ms`, { cause });
    }
  }
  await requireWholeAfterAll(here, ingest);
}

/** One such round, killed with its services once the first record is published, while the others are on their way. */
export async function runOneIngestRound(here: Installation): Promise<void> {
  const ingest = await Ingest.as(here.keyFile('institution'));
  const platform = await here.start({}, { ownGroup: true });
  let isKilled = false;
  const killOncePublished = () => {
    if (isKilled || ingest.records.every(({ assetId }) => assetId === null)) return false;
    isKilled = true;
    process.kill(-platform.pid, 'SIGKILL');
    return false;
  };
  await bringUntilGone(platform, ingest, killOncePublished);
  await requireWholeAfterAll(here, ingest);
}

/** Lets the client finish on a last start. */
async function requireWholeAfterAll(here: Installation, ingest: Ingest): Promise<void> {
  const { url } = await here.start();
  await ingest.requireKept(url);
  await ingest.bring(url, [], () => true);
  await ingest.requireKept(url);
  await requireNothingTwice(here, ingest);
  await requireNothingLeft(here, ingest);
}

async function ingestUntilKilled(
  here: Installation,
  ingest: Ingest,
  { killAfterMs, isWholeGroup }: { readonly killAfterMs: number; readonly isWholeGroup: boolean },
): Promise<void> {
  const platform = await here.start({}, { ownGroup: true });
  await ingest.requireKept(platform.url);
  const timer = setTimeout(() => {
    // Its services too, as when the machine goes; or the platform alone.
    process.kill(isWholeGroup ? -platform.pid : platform.pid, 'SIGKILL');
  }, killAfterMs);
  try {
    await bringUntilGone(platform, ingest, () => false);
  } finally {
    clearTimeout(timer);
  }
}

async function bringUntilGone(
  platform: PlatformProcess,
  ingest: Ingest,
  isEnough: () => boolean,
): Promise<void> {
  try {
    await ingest.bring(platform.url, KINDS, isEnough);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
  await platform.ended();
}

/** What was under way when the platform went is nobody's fault. */
function isGone(error: unknown): boolean {
  const isRefusedForIt = error instanceof RefusedError && error.code === 'UNAVAILABLE';
  const isBrokenOff = error instanceof TypeError && ['fetch failed', 'terminated'].includes(error.message);
  return isRefusedForIt || isBrokenOff || error instanceof UnreachableError;
}

/** One asset a record, one statement an asset. */
async function requireNothingTwice(here: Installation, ingest: Ingest): Promise<void> {
  const assetIds = ingest.records.map(({ assetId }) => assetId);
  expect(new Set(assetIds).size).toBe(ingest.records.length);
  const client = await MongoClient.connect((await here.services()).mongoUri);
  try {
    const leaves = client.db().collection('leaves');
    const published = Leaves.parse(await leaves.find({ 'statement.kind': 'published' }).toArray());
    const own = published.map(({ assetId }) => assetId).filter((id) => assetIds.includes(id));
    expect(own.sort()).toEqual([...assetIds].sort());
    const drafts = client.db().collection('drafts');
    const imported = await drafts.find({ externalId: { $regex: /^ingest:/ } }).toArray();
    expect(imported.filter(({ publishedIndex }) => publishedIndex === null)).toEqual([]);
    expect(imported).toHaveLength(ingest.records.length);
  } finally {
    await client.close();
  }
}

/** Of originals in clear, of what they are encrypted as, and of the marker that the store is this installation's. */
async function knownCids(here: Installation): Promise<string[]> {
  const client = await MongoClient.connect((await here.services()).mongoUri);
  const { deployment } = Deployed.parse(await here.ask('{ deployment { logId } }'));
  try {
    const entries = await client.db().collection('manifest_entries').find().toArray();
    const sealed = Sealed.parse(await client.db().collection('sealedFiles').find().toArray());
    return [
      filesMarkerOf(parseLogId(deployment.logId)).cid,
      ...Entries.parse(entries).map(({ cid }) => cid),
      ...sealed.flatMap(({ current }) => [current.root, current.payloadCid, current.within ?? []].flat()),
    ];
  } finally {
    await client.close();
  }
}

/** Neither on the staging disk, nor in the content store, where nothing is in clear that is not for everyone. */
async function requireNothingLeft(here: Installation, ingest: Ingest): Promise<void> {
  const known = await knownCids(here);
  await here.platform.end('SIGTERM');
  // What a kill left half-made is swept at the next start.
  await here.start();
  await here.platform.end('SIGTERM');
  expect(await readdir(join(here.dataDir, 'staging'))).toEqual([]);
  const store = await ContentStore.open(join(here.dataDir, 'content-store'));
  try {
    expect(await store.audit()).toEqual([]);
    const pinned: string[] = [];
    for await (const { cid } of store.pins.list('recursive', 'platform')) pinned.push(cid.toString());
    expect(pinned.filter((cid) => !known.includes(cid))).toEqual([]);
    const closed = ingest.records.filter(({ record }) => record.request.access !== 'OPEN');
    const inClear = closed.filter(({ digest }) => store.reader.has(CID.parse(digest.cid), 'platform'));
    expect(inClear.map(({ record }) => record.externalId)).toEqual([]);
  } finally {
    await store.close();
  }
}
