import { requireApart } from './apart.ts';
import { amountsOf, type CopyParts, makeTargetIndexes, pass, removeGarbage, verifyFiles } from './copy.ts';
import { type Estimate, estimate, lookAtBoth, type Looked } from './estimate.ts';
import {
  markTarget,
  requireDisk,
  requireNothingLeft,
  requireOwn,
  requireRoom,
  requireRoomForDocuments,
} from './look.ts';
import type { Move } from './move-file.ts';
import { lockMoves, moverOf, type OpenedInstallation, openInstallation } from './opened.ts';
import type { Amounts, Progress } from './progress.ts';
import { requireProofs } from './proofs.ts';
import { adviceOf, chooseRoutes, embeddedTargets, type Routes, serversOf } from './routes.ts';
import { openServers, openSide, type Places, type Side, type Source } from './sides.ts';
import { openSource } from './source.ts';
import { together } from './together.ts';

/** What the platform writes meanwhile is copied by the start; so much of it delays that start by seconds. */
const LITTLE = 500;
const MAX_PASSES = 8;

export interface MoveRequest {
  readonly dataDir: string;
  /** Where each shall go: `embedded` or an address; null for what stays. */
  readonly places: Places;
  /** Whether to go on without files that are damaged where the platform has them now. */
  readonly leavesDamaged: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface CopiedMove extends Amounts {
  readonly verifiedPins: number;
  readonly verifiedProofs: number;
  /** CIDs of damaged files that are not there. */
  readonly leftBehind: readonly string[];
  /** What to set before the next start. */
  readonly advice: string;
}

/** Copies while the platform runs, or while it is stopped. @throws MoveRefusedError; what was copied stays, and the same request goes on */
export async function move(request: MoveRequest): Promise<CopiedMove> {
  const opened = openInstallation(request.dataDir, request.env);
  const release = lockMoves(opened.file);
  try {
    const earlier = opened.file.read();
    const routes = await chooseRoutes({ ...request, ...opened }, earlier);
    const source = await openSource(routes, opened);
    try {
      return await copyFrom(source, { ...request, ...opened, routes, earlier });
    } finally {
      await source.close();
    }
  } finally {
    release();
  }
}

/** Says what a move would copy; writes nothing on the other side. */
export async function dryRun(request: MoveRequest): Promise<Estimate> {
  const opened = openInstallation(request.dataDir, request.env);
  const earlier = opened.file.read();
  const routes = await chooseRoutes({ ...request, ...opened }, earlier);
  const source = await openSource(routes, opened);
  try {
    requireNothingLeft(opened.dataDir, embeddedTargets(routes), earlier !== null);
    // An embedded place is empty or was begun by us: it is not started only to look.
    const target = await openServers(serversOf(routes, 'to'), opened);
    try {
      await requireOwn(target, await moverOf(opened.secrets));
      const found = await estimate(source, target);
      const missingBytes = {
        documents: found.documents?.missingBytes ?? 0,
        files: found.files?.missingBytes ?? 0,
      };
      await requireRoomFor(missingBytes, { source, target, routes, dataDir: opened.dataDir });
      return found;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

interface Sides {
  readonly source: Source;
  readonly target: Side;
  readonly routes: Routes;
  readonly dataDir: string;
}

async function requireRoomFor(
  missingBytes: Looked['missingBytes'],
  { source, target, routes, dataDir }: Sides,
): Promise<void> {
  const isHere = (store: 'documents' | 'files') => embeddedTargets(routes).includes(store);
  const bytes = embeddedTargets(routes).reduce((sum, store) => sum + missingBytes[store], 0);
  if (bytes > 0) await requireDisk(dataDir, bytes);
  if (target.documents !== null && !isHere('documents'))
    await requireRoomForDocuments(target.documents, missingBytes.documents);
  if (source.files !== null && target.files !== null && !isHere('files'))
    await requireRoom(source.files, target.files);
}

interface Copying extends MoveRequest, OpenedInstallation {
  readonly routes: Routes;
  readonly earlier: Move | null;
}

async function copyFrom(source: Source, copying: Copying): Promise<CopiedMove> {
  const { dataDir, routes, earlier, file, progress, signal, say } = copying;
  requireNothingLeft(dataDir, embeddedTargets(routes), earlier !== null);
  const begun = earlier ?? {
    logId: copying.secrets.logId,
    startedAt: new Date().toISOString(),
    state: 'COPYING' as const,
    isServed: false,
    leftBehind: [],
    ...routes,
  };
  // Before anything lies in an embedded place, so that the next run knows whose it is.
  if (embeddedTargets(routes).length > 0) file.write(begun);
  const places = { documents: routes.documents?.to ?? null, files: routes.files?.to ?? null };
  const target = await openSide(places, copying);
  try {
    const mover = await moverOf(copying.secrets);
    await requireOwn(target, mover);
    await requireApart(target, source, mover.filesMarker);
    const looked = await lookAtBoth(source, target);
    await requireRoomFor(looked.missingBytes, { source, target, routes, dataDir });
    file.write(begun);
    if (target.documents !== null) await markTarget(target.documents, mover, begun.startedAt);
    const parts = {
      source,
      target,
      filesMarker: mover.filesMarker,
      folder: file.folder,
      leftBehind: new Set<string>(),
      leavesDamaged: copying.leavesDamaged,
      progress,
      signal,
    };
    const verifiedPins = await copyAndVerify(parts, looked, say);
    const verifiedProofs = await requireProofs(source, target);
    const leftBehind = [...parts.leftBehind];
    file.write({ ...begun, state: 'COPIED', leftBehind });
    const amounts = await amountsOf(target);
    return { ...amounts, verifiedPins, verifiedProofs, leftBehind, advice: adviceOf(routes) };
  } finally {
    await target.close();
  }
}

/** @returns how many pins were verified */
async function copyAndVerify(parts: CopyParts, looked: Looked, say: (line: string) => void): Promise<number> {
  const afterDocuments = async (signal: AbortSignal): Promise<void> => {
    if (parts.target.documents === null) return;
    say('the documents are copied; making their indexes there');
    await makeTargetIndexes({ ...parts, signal });
  };
  say(describePass(1, await pass('copying', parts, { looked, afterDocuments })));
  // The other side verifies its blocks while the next pass looks for changes.
  const verification = parts.progress.beside();
  const [, verified = 0] = await together(parts.signal, [
    async (signal) => {
      await copyUntilLittleDiffers({ ...parts, signal }, say);
      // Those of what came since, and those that the first pass left out.
      await makeTargetIndexes({ ...parts, signal });
      if (parts.target.files !== null) say('verifying what was copied');
      verification.show();
      return 0;
    },
    (signal) => verifyFiles({ ...parts, signal, progress: verification }),
  ]);
  await removeGarbage(parts);
  return verified + (await verifyFiles(parts));
}

async function copyUntilLittleDiffers(parts: CopyParts, say: (line: string) => void): Promise<void> {
  for (let number = 2; number <= MAX_PASSES; number += 1) {
    const changes = await pass('comparing, and copying what changed', parts);
    say(describePass(number, changes));
    if (changes <= LITTLE) break;
  }
}

function describePass(number: number, changes: number): string {
  return `pass ${number}: ${changes} documents and pins written or removed`;
}
