import { movedCollections } from './documents.ts';
import { pinsOf, pinsOfSides, type PinsOfSides } from './files/copy-files.ts';
import { answers } from './files/read-pin.ts';
import type { Side } from './sides.ts';

const SAMPLED_DOCUMENTS = 200;
const SAMPLED_BYTES = 32 * 2 ** 20;
const SAMPLED_PINS = 64;

/** In all, and what the other side lacks. */
interface Amount {
  readonly bytes: number;
  readonly missing: number;
  readonly missingBytes: number;
}

export interface Estimate {
  readonly documents: (Amount & { readonly count: number }) | null;
  readonly files: (Amount & { readonly pins: number }) | null;
  /** By how fast a sample could be read. */
  readonly seconds: number;
}

/** What there is to move, measured on a sample; the other side (null where it is empty) is only read. */
export async function estimate(source: Side, target: Side | null): Promise<Estimate> {
  // One after the other: each measures how fast it can read.
  const documents = source.documents === null ? null : await ofDocuments(source, target);
  const files = source.files === null ? null : await ofFiles(source, target);
  return {
    documents: documents?.amount ?? null,
    files: files?.amount ?? null,
    seconds: Math.ceil((documents?.seconds ?? 0) + (files?.seconds ?? 0)),
  };
}

/** What a pass begins with. */
export interface Looked {
  /** How many there are; null where they don't move, as for `pins`. */
  readonly documents: number | null;
  readonly pins: PinsOfSides | null;
  /** By a sample of each collection. */
  readonly bytesOfDocuments: number;
  /** That the other side lacks. */
  readonly missingBytes: { readonly documents: number; readonly files: number };
}

export async function lookAtBoth(source: Side, target: Side): Promise<Looked> {
  const areFilesMoved = source.files !== null && target.files !== null;
  const [documents, pins] = await Promise.all([
    source.documents === null ? null : ofDocuments(source, target),
    areFilesMoved ? pinsOfSides({ source: source.files, target: target.files }) : null,
  ]);
  const { count = null, bytes = 0, missingBytes = 0 } = documents?.amount ?? {};
  const missing = pins === null ? 0 : [...pins.wanted].filter((cid) => !pins.found.has(cid)).length;
  const ofMissingPins =
    source.files === null || pins === null ? 0 : await bytesOfPins(source.files, missing, pins.wanted.size);
  return {
    documents: count,
    pins,
    bytesOfDocuments: bytes,
    missingBytes: { documents: missingBytes, files: ofMissingPins },
  };
}

/** How many bytes so many of a server's pins have. */
export async function bytesOfPins(
  files: NonNullable<Side['files']>,
  part: number,
  all: number,
): Promise<number> {
  // A large Kubo takes long to say its size.
  if (part === 0) return 0;
  return Math.round(((await files.size()).bytes / all) * part);
}

async function ofDocuments({ documents }: Side, target: Side | null) {
  const amount = { count: 0, bytes: 0, missing: 0, missingBytes: 0 };
  let seconds = 0;
  const there = target?.documents ?? null;
  const found = there === null ? [] : await movedCollections(there);
  for (const name of documents === null ? [] : await movedCollections(documents)) {
    const count = (await documents?.count(name)) ?? 0;
    const began = performance.now();
    const sample = { count: 0, bytes: 0 };
    for await (const some of documents?.documents(name, SAMPLED_DOCUMENTS) ?? []) {
      sample.bytes += some.reduce((sum, { length }) => sum + length, 0);
      sample.count += some.length;
      if (sample.count >= SAMPLED_DOCUMENTS) break;
    }
    const share = sample.count === 0 ? 0 : count / sample.count;
    amount.count += count;
    amount.bytes += Math.round(sample.bytes * share);
    const missing = Math.max(count - (found.includes(name) ? ((await there?.count(name)) ?? 0) : 0), 0);
    amount.missing += missing;
    amount.missingBytes += sample.count === 0 ? 0 : Math.round((sample.bytes / sample.count) * missing);
    // Read, written, and read on both sides to compare.
    seconds += ((performance.now() - began) / 1_000) * share * 4;
  }
  return { amount, seconds };
}

async function ofFiles({ files }: Side, target: Side | null) {
  if (files === null) return null;
  const [wanted, found] = await Promise.all([
    pinsOf(files),
    target?.files == null ? new Set<string>() : pinsOf(target.files),
  ]);
  const { bytes } = await files.size();
  const began = performance.now();
  let [sampled, pins] = [0, 0];
  for (const cid of wanted) {
    try {
      for await (const portion of files.export(cid)) {
        sampled += portion.length;
        if (sampled >= SAMPLED_BYTES) break;
      }
    } catch (error) {
      // The copy names what is damaged.
      if (!(await answers(files))) throw error;
    }
    pins += 1;
    if (sampled >= SAMPLED_BYTES || pins === SAMPLED_PINS) break;
  }
  const share = sampled === 0 ? 0 : bytes / sampled;
  const missing = [...wanted].filter((cid) => !found.has(cid)).length;
  // Read, written, and read there to verify.
  const seconds = ((performance.now() - began) / 1_000) * share * 3;
  const missingBytes = wanted.size === 0 ? 0 : Math.round((bytes / wanted.size) * missing);
  return { amount: { pins: wanted.size, bytes, missing, missingBytes }, seconds };
}
