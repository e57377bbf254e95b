import { rmSync } from 'node:fs';
import { auditIndexes } from '@lanran/embedded/document-store/storage/audit';
import { startDocumentStore } from '@lanran/embedded/document-store/server';
import { type Collection, MongoClient } from 'mongodb';
import { endChild, startChildStore } from './child-store.ts';
import { temporaryDirectory } from './under-test.ts';

const CLIENTS = 8;
/** Acknowledged writes after which a round is cut off: at least so many, and up to as many again. */
const LEAST_WRITES = 150;

interface Counter {
  readonly _id: string;
  readonly key: string;
  readonly tags: string[];
  readonly version: number;
}

/** What a client knows of one document: the version acknowledged (-1: gone), and the one it was writing. */
interface Known {
  acknowledged: number;
  inFlight: number | null;
}

export interface KillReport {
  readonly acknowledgedWrites: number;
  /** Documents that are neither as acknowledged nor as the write in flight would have left them. */
  readonly lost: readonly string[];
  readonly auditProblems: readonly string[];
}

/** Kills the store under load, round after round over one directory, and compares what is left with what was acknowledged. */
export async function killRounds(rounds: number): Promise<KillReport> {
  const dataDir = temporaryDirectory();
  const known = new Map<string, Known>();
  const lost: string[] = [];
  const auditProblems: string[] = [];
  let acknowledgedWrites = 0;
  for (let round = 0; round < rounds; round += 1) {
    acknowledgedWrites += await writeUntilKilled(dataDir, round, known);
    auditProblems.push(...(await auditIndexes(dataDir)).problems);
    lost.push(...(await compareWithStore(dataDir, known)));
  }
  rmSync(dataDir, { recursive: true });
  return { acknowledgedWrites, lost, auditProblems };
}

async function writeUntilKilled(dataDir: string, round: number, known: Map<string, Known>): Promise<number> {
  const { child, uri } = await startChildStore({ DATA_DIR: dataDir });
  const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 1_000, maxPoolSize: CLIENTS });
  const counters = client.db('kill').collection<Counter>('counters');
  if (round === 0) {
    await counters.createIndexes([{ key: { key: 1 }, unique: true }, { key: { tags: 1, version: -1 } }]);
  }
  const cutAt = LEAST_WRITES + Math.floor(Math.random() * LEAST_WRITES);
  let acknowledged = 0;
  const onAcknowledged = () => {
    acknowledged += 1;
    if (acknowledged === cutAt) child.kill('SIGKILL');
  };
  await Promise.all(
    Array.from({ length: CLIENTS }, (_, number) =>
      writeUntilCut(counters, { prefix: `${round}-${number}`, known, onAcknowledged }),
    ),
  );
  await endChild(child, 'SIGKILL');
  await client.close();
  return acknowledged;
}

interface Writer {
  readonly prefix: string;
  readonly known: Map<string, Known>;
  readonly onAcknowledged: () => void;
}

/** Inserts, changes and removes documents of its own until the store is gone. */
async function writeUntilCut(
  counters: Collection<Counter>,
  { prefix, known, onAcknowledged }: Writer,
): Promise<void> {
  for (let number = 0; ; number += 1) {
    const _id = `${prefix}-${number}`;
    const state: Known = { acknowledged: -1, inFlight: null };
    known.set(_id, state);
    const write = async (version: number, act: () => Promise<unknown>) => {
      state.inFlight = version;
      await act();
      state.acknowledged = version;
      state.inFlight = null;
      onAcknowledged();
    };
    try {
      await write(0, () =>
        counters.insertOne({ _id, key: _id, tags: [prefix, String(number % 7)], version: 0 }),
      );
      await write(1, () => counters.updateOne({ _id }, { $inc: { version: 1 }, $push: { tags: 'more' } }));
      if (number % 3 === 0) await write(-1, () => counters.deleteOne({ _id }));
    } catch {
      // The store was killed: what this write did is not known, and both outcomes are right.
      return;
    }
  }
}

async function compareWithStore(dataDir: string, known: ReadonlyMap<string, Known>): Promise<string[]> {
  const store = await startDocumentStore({ dataDir });
  const client = await MongoClient.connect(store.uri);
  const found = await client.db('kill').collection<Counter>('counters').find().toArray();
  await client.close();
  await store.close();
  const versions = new Map(found.map(({ _id, version }) => [_id, version]));
  const wrong = [...known].filter(([id, { acknowledged, inFlight }]) => {
    const version = versions.get(id) ?? -1;
    return version !== acknowledged && version !== inFlight;
  });
  const strangers = [...versions.keys()].filter((id) => !known.has(id));
  return [...wrong.map(([id]) => id), ...strangers];
}
