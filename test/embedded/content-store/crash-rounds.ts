import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { expect } from 'vitest';
import { keyOf } from '../../../embedded/content-store/cids.ts';
import { ContentStore } from '../../../embedded/content-store/content-store.ts';
import { collect, createDirectory, PROFILE } from './store-under-test.ts';
import { startStoreProcess, type StoreProcess } from './store-process.ts';

interface Sent {
  content: Buffer;
  /** Null until the store has answered. */
  cid: string | null;
}

/** So small that a file has more blocks than one transaction of the index takes. */
const CHUNKER = 'size-1024';
const LARGE_BYTES = 6_000_000;
const ADDS_AT_ONCE = 6;

/**
 * Rounds of `kill -9` in the midst of adds, each on the directory that the last one left. After each, what was answered is
 * there whole and pinned, what was not is there whole or not at all, and index and files agree.
 */
export async function runCrashRounds(rounds: number): Promise<void> {
  const directory = createDirectory();
  const sent: Sent[] = [];
  for (let round = 0; round < rounds; round++) {
    const store = await startStoreProcess(directory);
    await addUntilKilled(store, sent, 1 + (round % 9));
    await check(directory, sent);
  }
  rmSync(directory, { recursive: true, force: true });
}

async function addUntilKilled(store: StoreProcess, sent: Sent[], answersBeforeKill: number): Promise<void> {
  let answers = 0;
  const addOne = async (size: number): Promise<void> => {
    const one: Sent = { content: randomBytes(size), cid: null };
    sent.push(one);
    one.cid = (await store.ipfs.add(one.content, { ...PROFILE, chunker: CHUNKER })).cid.toString();
    // At a moment of no particular meaning, so that over many rounds each step is hit.
    if (++answers === answersBeforeKill) setTimeout(() => store.process.kill('SIGKILL'), Math.random() * 100);
  };
  const addOn = async (): Promise<void> => {
    while (store.process.exitCode === null && store.process.signalCode === null) {
      await addOne(answers % 3 === 0 ? LARGE_BYTES : 1 + Math.floor(Math.random() * 50_000));
    }
  };
  await Promise.allSettled(Array.from({ length: ADDS_AT_ONCE }, addOn));
  await store.exited;
}

async function check(directory: string, sent: readonly Sent[]): Promise<void> {
  const store = await ContentStore.open(directory);
  try {
    expect(await store.audit()).toEqual([]);
    for (const { content, cid } of sent) {
      const intake = store.startIntake({
        layout: { chunkBytes: 1_024, maxLinks: 1_024 },
        isPublic: true,
        onlyHash: true,
      });
      await intake.addFile(null, portions(content));
      const [entry] = await intake.commit({ pin: false, wrap: false });
      if (entry === undefined) throw new Error('No CID.');
      const isThere = store.reader.has(entry.cid, 'anyone');
      if (cid !== null) expect([cid, isThere]).toEqual([entry.cid.toString(), true]);
      if (!isThere) continue;
      const stored = await store.reader.content(entry.cid, 'anyone');
      if (stored.kind !== 'file') throw new Error('Not a file.');
      const bytes = await collect(stored.read(0, stored.bytes) as AsyncIterable<Uint8Array>);
      expect(bytes.equals(content)).toBe(true);
      const pin = await store.pins.get(entry.cid, 'all', 'anyone');
      expect([...keyOf(pin.cid)]).toEqual([...keyOf(entry.cid)]);
    }
  } finally {
    await store.close();
  }
}

async function* portions(content: Buffer): AsyncGenerator<Uint8Array> {
  yield content;
}
