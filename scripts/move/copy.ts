import { findDifference, movedCollections, passDocuments } from './documents.ts';
import { MoveRefusedError } from './errors.ts';
import { bytesOfPins, bytesToCompare, bytesToCopy } from './estimate.ts';
import { passFiles, pinsOf, verifyPins } from './files/copy-files.ts';
import { Garbage } from './files/garbage.ts';
import { NotedPins } from './files/noted-pins.ts';
import type { Amounts, Progress } from './progress.ts';
import type { Side, Source } from './sides.ts';

export interface CopyParts {
  readonly source: Source;
  readonly target: Side;
  readonly filesMarker: string;
  /** `<data dir>/move`. */
  readonly folder: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Makes the target like the source is now. @returns how many documents and pins it wrote or removed */
export async function pass(step: string, parts: CopyParts): Promise<number> {
  const { source, target, filesMarker: marker, folder, progress, signal } = parts;
  progress.begin(step, { ...(await amountsOf(source)), bytes: await bytesToCopy(source, target) });
  let changes = 0;
  if (source.files !== null && target.files !== null) {
    const garbage = new Garbage(folder);
    changes += await passFiles({
      source: source.files,
      target: target.files,
      marker,
      open: await source.record.openContents(),
      sentOpen: NotedPins.openIn(folder),
      signal,
      onGarbage: () => garbage.note(),
      onBytes: (bytes) => progress.addBytes(bytes),
      onPin: () => progress.addPin(),
    });
  }
  if (source.documents !== null && target.documents !== null)
    changes += await passDocuments({
      source: source.documents,
      target: target.documents,
      onDocument: onDocument(parts),
    });
  return changes;
}

/** Reads every block of the pins that were not verified before. @throws MoveRefusedError */
export async function verifyFiles({ target, folder, progress, signal }: CopyParts): Promise<number> {
  if (target.files === null) return 0;
  await new Garbage(folder).collect(target.files);
  const verified = NotedPins.verifiedIn(folder);
  const pins = await pinsOf(target.files);
  const cids = [...pins].filter((cid) => !verified.has(cid));
  const bytes = await bytesOfPins(target.files, cids.length, pins.size);
  progress.begin('verifying', { documents: null, pins: cids.length, bytes });
  const onBytes = (bytes: number): void => progress.addBytes(bytes);
  await verifyPins(cids, { target: target.files, onBytes, signal }, (cid) => {
    verified.add(cid);
    progress.addPin();
  });
  return cids.length;
}

/** Nobody writes meanwhile. @throws MoveRefusedError naming what is not alike */
export async function requireEqual(parts: CopyParts): Promise<void> {
  const { source, target, progress } = parts;
  progress.begin('comparing', {
    ...(await amountsOf(source)),
    pins: null,
    bytes: await bytesToCompare(source, target),
  });
  if (source.documents !== null && target.documents !== null) {
    const sides = { source: source.documents, target: target.documents };
    const name = await findDifference({ ...sides, onDocument: onDocument(parts) });
    if (name !== null)
      throw new MoveRefusedError(
        `The documents of ${name} are not byte for byte the same on the other side, though they were copied: that server changes what it stores, or somebody else writes there.`,
      );
  }
  if (source.files === null || target.files === null) return;
  const [wanted, found] = await Promise.all([pinsOf(source.files), pinsOf(target.files)]);
  const missing = [...wanted].find((cid) => !found.has(cid));
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
  let count = 0;
  for (const name of await movedCollections(documents)) count += await documents.count(name);
  return count;
}
