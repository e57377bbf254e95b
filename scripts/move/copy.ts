import { findDifference, makeIndexes, movedCollections, passDocuments } from './documents.ts';
import { MoveRefusedError } from './errors.ts';
import { bytesOfPins, lookAtBoth, type Looked } from './estimate.ts';
import type { ContentServer } from './files/content-server.ts';
import { type FilesPass, passFiles, pinsOf, type PinsOfSides, verifyPins } from './files/copy-files.ts';
import { Garbage } from './files/garbage.ts';
import { NotedPins } from './files/noted-pins.ts';
import type { Amounts, Progress } from './progress.ts';
import type { Side, Source } from './sides.ts';
import { together } from './together.ts';

/** Of more, what was verified must not be lost when the move is stopped. */
const VERIFIED_THERE_BELOW = 1e12;

export interface CopyParts {
  readonly source: Source;
  readonly target: Side;
  readonly filesMarker: string;
  /** `<data dir>/move`. */
  readonly folder: string;
  /** CIDs of files that are damaged in the source, and are not copied. */
  readonly leftBehind: Set<string>;
  /** Whether a pass may add to them. */
  readonly leavesDamaged: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

interface PassOptions {
  /** What was seen a moment ago, by who looked already. */
  readonly looked?: Looked;
  /** Done while files may still be copied. */
  readonly afterDocuments?: (signal: AbortSignal) => Promise<void>;
  /** Told of each collection that was not alike on both sides. */
  readonly onChanged?: (collection: string) => void;
}

/**
 * Makes the target like the source is now. @returns how many documents and pins it wrote or removed
 * @throws MoveRefusedError where files of the source are damaged and may not be left behind; all else was copied
 */
export async function pass(step: string, parts: CopyParts, options: PassOptions = {}): Promise<number> {
  const { source, target, progress, signal } = parts;
  const { documents, pins, bytesOfDocuments, missingBytes } =
    options.looked ?? (await lookAtBoth(source, target));
  const bytes = bytesOfDocuments + missingBytes.files;
  progress.begin(step, { documents, pins: pins === null ? null : pins.wanted.size, bytes });
  const damaged = new Map<string, string>();
  // Files wait for disks, documents for answers.
  const changes = await together(signal, [
    (either) => filesPass({ ...parts, signal: either }, { pins, damaged }),
    async (either) => {
      const count = await documentsPass({ ...parts, signal: either }, options);
      await options.afterDocuments?.(either);
      return count;
    },
  ]);
  if (damaged.size > 0 && !parts.leavesDamaged) throw damagedRefusal(damaged);
  for (const cid of damaged.keys()) parts.leftBehind.add(cid);
  return changes.reduce((sum, count) => sum + count);
}

const MOST_NAMED = 20;

function damagedRefusal(damaged: ReadonlyMap<string, string>): MoveRefusedError {
  const named = [...damaged].slice(0, MOST_NAMED).map(([cid, reason]) => `${cid} (${reason})`);
  const more = damaged.size > MOST_NAMED ? `, and ${damaged.size - MOST_NAMED} more` : '';
  return new MoveRefusedError(
    `Some stored files are damaged or missing where the platform has them now, and were not copied: ${named.join(', ')}${more}. All others were copied. Run npx lanran fixity run: the desk of each holder then lists the assets, and the page of each asset says how to bring its files back. Then run the same command again. To move without these files, add --leave-damaged: they are then missing in the new place until somebody brings them back.`,
  );
}

interface PassedFiles {
  readonly pins: PinsOfSides | null;
  /** The pass adds each damaged pin, with what is wrong. */
  readonly damaged: Map<string, string>;
}

async function filesPass(
  { source, target, ...parts }: CopyParts,
  { pins, damaged }: PassedFiles,
): Promise<number> {
  const { filesMarker: marker, folder, leftBehind, progress, signal } = parts;
  if (source.files === null || target.files === null || pins === null) return 0;
  const garbage = new Garbage(folder);
  const [open, within] = await Promise.all([source.record.openContents(), source.record.filesWithin()]);
  const files: FilesPass = {
    source: source.files,
    target: target.files,
    marker,
    open,
    within,
    sentOpen: NotedPins.openIn(folder),
    leftBehind,
    onDamaged: (cid, reason) => damaged.set(cid, reason),
    signal,
    onGarbage: () => garbage.note(),
    onBytes: (bytes) => progress.addBytes(bytes),
    onPin: () => progress.addPin(),
  };
  return passFiles(files, pins);
}

/** So that the switch need not make them. */
export async function makeTargetIndexes({ source, target, signal }: CopyParts): Promise<void> {
  if (source.documents === null || target.documents === null) return;
  await makeIndexes({ source: source.documents, target: target.documents, signal });
}

/** Removes on the other side what no pin reaches, where there may be such. */
export async function removeGarbage({ target, folder }: CopyParts): Promise<void> {
  if (target.files !== null) await new Garbage(folder).collect(target.files);
}

async function documentsPass(parts: CopyParts, { onChanged }: PassOptions): Promise<number> {
  const { source, target } = parts;
  if (source.documents === null || target.documents === null) return 0;
  return passDocuments({
    source: source.documents,
    target: target.documents,
    onDocument: onDocument(parts),
    ...(onChanged !== undefined && { onChanged }),
  });
}

/** Reads every block of the pins that were not verified before. @throws MoveRefusedError */
export async function verifyFiles(parts: CopyParts): Promise<number> {
  const { source, target, folder, progress, signal } = parts;
  if (target.files === null) return 0;
  const verified = NotedPins.verifiedIn(folder);
  const pins = await pinsOf(target.files);
  const cids = [...pins].filter((cid) => !verified.has(cid));
  const bytes = await bytesOfPins(target.files, cids.length, pins.size);
  if (
    cids.length > pins.size / 2 &&
    bytes < VERIFIED_THERE_BELOW &&
    (await verifyThere(target.files, parts))
  ) {
    for (const cid of cids) verified.add(cid);
    return cids.length;
  }
  progress.begin('verifying', { documents: null, pins: cids.length, bytes });
  const onBytes = (bytes: number): void => progress.addBytes(bytes);
  const within = await source.record.filesWithin();
  const wholesFirst = [...cids.filter((cid) => within.has(cid)), ...cids.filter((cid) => !within.has(cid))];
  await verifyPins(wholesFirst, { target: target.files, onBytes, signal }, (cid) => {
    verified.add(cid);
    progress.addPin();
  });
  return cids.length;
}

/** Has the server read and hash its blocks, which need not come here for it. False where it can't, or finds a fault: it names no pin. */
async function verifyThere(server: ContentServer, { progress, signal }: CopyParts): Promise<boolean> {
  const { bytes, blocks } = await server.size();
  progress.begin('verifying there', { documents: null, pins: null, bytes });
  let seen = 0;
  try {
    await server.verify((read) => {
      signal.throwIfAborted();
      progress.addBytes(((read - seen) * bytes) / Math.max(blocks, 1));
      seen = read;
    });
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

/**
 * After a pass, which compared everything and left alike what it did not change; nobody writes meanwhile.
 * @throws MoveRefusedError naming what is not alike
 */
export async function requireEqual(parts: CopyParts, changed: ReadonlySet<string>): Promise<void> {
  const { source, target, leftBehind, progress } = parts;
  if (source.documents !== null && target.documents !== null && changed.size > 0) {
    const sides = { source: source.documents, target: target.documents };
    progress.begin('comparing', { documents: await countIn(source.documents, changed), pins: null });
    const name = await findDifference({ ...sides, onDocument: onDocument(parts) }, changed);
    if (name !== null)
      throw new MoveRefusedError(
        `The documents of ${name} are not byte for byte the same on the other side, though they were copied: that server changes what it stores, or somebody else writes there.`,
      );
  }
  if (source.files === null || target.files === null) return;
  const [wanted, found] = await Promise.all([pinsOf(source.files), pinsOf(target.files)]);
  const missing = [...wanted].find((cid) => !found.has(cid) && !leftBehind.has(cid));
  if (missing !== undefined)
    throw new MoveRefusedError(`The other side does not pin ${missing}, though it was copied.`);
}

function onDocument({ progress, signal }: CopyParts): (bytes: number) => void {
  return (bytes) => {
    signal.throwIfAborted();
    progress.addDocument(bytes);
  };
}

export async function amountsOf({ documents, files }: Pick<Side, 'documents' | 'files'>): Promise<Amounts> {
  return {
    documents: documents === null ? null : await countDocuments(documents),
    pins: files === null ? null : (await pinsOf(files)).size,
  };
}

async function countDocuments(documents: NonNullable<Side['documents']>): Promise<number> {
  return countIn(documents, await movedCollections(documents));
}

async function countIn(
  documents: NonNullable<Side['documents']>,
  collections: Iterable<string>,
): Promise<number> {
  let count = 0;
  for (const name of collections) count += await documents.count(name);
  return count;
}
