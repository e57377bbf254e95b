import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { CID } from 'multiformats/cid';
import { expect } from 'vitest';
import { ContentStore } from '../../../embedded/content-store/content-store.ts';
import { FileDigester } from '../../../embedded/content-store/files/file-digester.ts';
import { collect, createDirectory, PROFILE } from './store-under-test.ts';
import { startStoreProcess, type StoreProcess } from './store-process.ts';

interface Sent {
  content: Buffer;
  /** Null until the store has answered. */
  cid: string | null;
}

/** So small that a file has more blocks than one transaction of the index takes. */
const CHUNK_BYTES = 1_024;
const LARGE_BYTES = 6_000_000;
const ADDS_AT_ONCE = 6;

/**
 * Rounds of `kill -9` in the midst of adds and garbage collection, each on the directory that the last one left. After each,
 * what was answered is there whole and pinned, what was not is there whole or not at all, and index and files agree.
 */
export async function runCrashRounds(rounds: number): Promise<void> {
  const directory = createDirectory();
  const answered = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    const sent: Sent[] = [];
    await addUntilKilled(await startStoreProcess(directory), sent, 1 + (round % 9));
    await check(directory, sent, answered);
    for (const { cid, content } of sent) if (cid !== null) answered.set(cid, content.length);
  }
  rmSync(directory, { recursive: true, force: true });
}

async function addUntilKilled(store: StoreProcess, sent: Sent[], answersBeforeKill: number): Promise<void> {
  let answers = 0;
  const addOne = async (size: number): Promise<void> => {
    const one: Sent = { content: randomBytes(size), cid: null };
    sent.push(one);
    one.cid = (
      await store.ipfs.add(one.content, { ...PROFILE, chunker: `size-${CHUNK_BYTES}` })
    ).cid.toString();
    // At a moment of no particular meaning, so that over many rounds each step is hit.
    if (++answers === answersBeforeKill) setTimeout(() => store.process.kill('SIGKILL'), Math.random() * 100);
  };
  const addOn = async (): Promise<void> => {
    while (store.process.exitCode === null && store.process.signalCode === null) {
      await addOne(answers % 3 === 0 ? LARGE_BYTES : 1 + Math.floor(Math.random() * 50_000));
    }
  };
  const collectOn = async (): Promise<void> => {
    while (store.process.exitCode === null && store.process.signalCode === null) {
      await store.ipfs.add(randomBytes(50_000), { ...PROFILE, chunker: `size-${CHUNK_BYTES}`, pin: false });
      for await (const _ of store.ipfs.repo.gc());
    }
  };
  await Promise.allSettled([...Array.from({ length: ADDS_AT_ONCE }, addOn), collectOn()]);
  await store.exited;
}

async function check(
  directory: string,
  sent: readonly Sent[],
  answered: ReadonlyMap<string, number>,
): Promise<void> {
  const store = await ContentStore.open(directory);
  try {
    expect(await store.audit()).toEqual([]);
    for (const [cid, bytes] of answered) {
      expect(await store.reader.content(CID.parse(cid), 'anyone')).toMatchObject({ kind: 'file', bytes });
    }
    for (const one of sent) await checkOne(store, one);
  } finally {
    await store.close();
  }
}

async function checkOne(store: ContentStore, { content, cid }: Sent): Promise<void> {
  const digester = new FileDigester({ chunkBytes: CHUNK_BYTES, maxLinks: 1_024 });
  digester.update(content);
  const expected = digester.finish().cid;
  const isThere = store.reader.has(expected, 'anyone');
  if (cid !== null) expect([cid, isThere]).toEqual([expected.toString(), true]);
  if (!isThere) return;
  const stored = await store.reader.content(expected, 'anyone');
  if (stored.kind !== 'file') throw new Error('Not a file.');
  const bytes = await collect(await stored.read(0, stored.bytes));
  expect(bytes.equals(content)).toBe(true);
  expect((await store.pins.get(expected, 'all', 'anyone')).type).toBe('recursive');
}
