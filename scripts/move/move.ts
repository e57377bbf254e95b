import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { DataDirectoryInUseError, lockDataDirectory } from '@lanran/embedded/directory-lock';
import { parseLogId } from '@lanran/protocol/kernel/ids';
import { isErrorCode } from '../start/data-directory.ts';
import { requireKnownFormat } from '../start/data-format.ts';
import { loadSecrets } from '../start/secrets.ts';
import { readStartSettings } from '../start/settings.ts';
import { STORE_NAMES } from '../start/store-places.ts';
import { amountsOf, type CopyParts, pass, verifyFiles } from './copy.ts';
import { MoveRefusedError } from './errors.ts';
import { type Estimate, estimate } from './estimate.ts';
import {
  markTarget,
  type Mover,
  requireDisk,
  requireNothingLeft,
  requireOwnNode,
  requireOwnTarget,
  requireRoom,
} from './look.ts';
import { EMBEDDED, isSamePlace, MOVABLE, type Move, MoveFile, type Route, shownPlace } from './move-file.ts';
import type { Amounts, Progress } from './progress.ts';
import { openServers, openSide, type Places, type Side, type SideParts } from './sides.ts';
import { adviceFor } from './switch.ts';
import { VerifiedPins } from './verified-pins.ts';

/** What the platform writes meanwhile is copied by the start; so much of it delays that start by seconds. */
const LITTLE = 500;
const MAX_PASSES = 8;

export interface MoveRequest {
  readonly dataDir: string;
  /** Where each shall go: `embedded` or an address; null for what stays. */
  readonly places: Places;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface CopiedMove extends Amounts {
  readonly verifiedPins: number;
  /** What to set before the next start. */
  readonly advice: string;
}

/** Copies while the platform runs. @throws MoveRefusedError; what was copied stays, and the same request goes on */
export async function move(request: MoveRequest): Promise<CopiedMove> {
  const opened = openInstallation(request);
  const release = lockMoves(opened.file);
  try {
    const earlier = opened.file.read();
    const routes = await chooseRoutes(request, earlier);
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
  const opened = openInstallation(request);
  const earlier = opened.file.read();
  const routes = await chooseRoutes(request, earlier);
  const source = await openSource(routes, opened);
  try {
    requireNothingLeft(opened.dataDir, embeddedTargets(routes), earlier !== null);
    // An embedded place is empty or was begun by us: it is not started only to look.
    const outside = (route: Route | null) => (route === null || route.to === EMBEDDED ? null : route.to);
    const there = { documents: outside(routes.documents), files: outside(routes.files) };
    const target = await openServers(there, opened);
    try {
      const mover = await moverOf(opened);
      await look(source, target, mover);
      const found = await estimate(source, target);
      await requireDiskFor(found, routes, opened.dataDir);
      return found;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

type Routes = Pick<Move, 'documents' | 'files'>;

interface OpenedInstallation extends SideParts {
  readonly dataDir: string;
  readonly file: MoveFile;
}

function openInstallation({ dataDir: named, env }: Pick<MoveRequest, 'dataDir' | 'env'>): OpenedInstallation {
  const dataDir = resolve(named);
  if (!existsSync(join(dataDir, 'secrets.json')))
    throw new MoveRefusedError(
      `${dataDir} holds no platform. Name the data directory of one (LANRAN_DATA_DIR, by default .lanran).`,
    );
  requireKnownFormat(dataDir);
  const settings = readStartSettings({ ...env, LANRAN_DATA_DIR: dataDir });
  return { dataDir, file: new MoveFile(dataDir), settings, secrets: loadSecrets(dataDir) };
}

/** One at a time. @throws MoveRefusedError while another one lives */
export function lockMoves({ folder }: MoveFile): () => void {
  try {
    return lockDataDirectory(folder);
  } catch (cause) {
    if (!(cause instanceof DataDirectoryInUseError)) throw cause;
    throw new MoveRefusedError(
      'Another move of this data directory is under way. Wait until it ends, or stop it.',
      { cause },
    );
  }
}

const Services = z.object({
  mongoUri: z.string(),
  ipfsApiUrl: z.string(),
  embedded: z.array(z.enum(STORE_NAMES)),
});

/** What the last start wrote of its stores. @throws MoveRefusedError */
export async function readServices(dataDir: string): Promise<z.infer<typeof Services>> {
  const path = join(dataDir, 'services.json');
  try {
    return Services.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    const state = isErrorCode(cause, 'ENOENT') ? 'is not there' : "can't be read";
    throw new MoveRefusedError(
      `${path} ${state}, so that it is unknown where the stores are: start the platform, then run the same command again.`,
      { cause },
    );
  }
}

/** From where the platform has its stores to the places that were asked for. */
async function chooseRoutes(
  { dataDir, places }: Pick<MoveRequest, 'dataDir' | 'places'>,
  earlier: Move | null,
): Promise<Routes> {
  const services = await readServices(resolve(dataDir));
  const addresses = { documents: services.mongoUri, files: services.ipfsApiUrl };
  const routeOf = (store: (typeof MOVABLE)[number]): Route | null => {
    const to = places[store];
    if (to === null) return null;
    const from = services.embedded.includes(store) ? EMBEDDED : addresses[store];
    if (isSamePlace(from, to))
      throw new MoveRefusedError(`The ${store} are at ${shownPlace(to)} already. Nothing was changed.`);
    return { from, to };
  };
  if (earlier?.state === 'DONE')
    throw new MoveRefusedError(
      'The move before this one is done, and its former place is still there. Remove it with npx lanran move --clean-up, then move again. Nothing was changed.',
    );
  const routes = { documents: routeOf('documents'), files: routeOf('files') };
  if (earlier !== null && !MOVABLE.every((store) => isSameRoute(earlier[store], routes[store])))
    throw new MoveRefusedError(
      `Another move is unfinished: ${MOVABLE.flatMap((store) => (earlier[store] === null ? [] : `--${store} ${shownPlace(earlier[store].to)}`)).join(' ')}. Run that one again. To give it up, delete the folder move of the data directory and what was copied there. Nothing was changed.`,
    );
  return routes;
}

function isSameRoute(a: Route | null, b: Route | null): boolean {
  if (a === null || b === null) return a === b;
  return isSamePlace(a.to, b.to);
}

function embeddedTargets(routes: Routes): (typeof MOVABLE)[number][] {
  return MOVABLE.filter((store) => routes[store]?.to === EMBEDDED);
}

/** By `services.json`: the embedded ones are run by the platform. */
async function openSource(routes: Routes, opened: OpenedInstallation): Promise<Side> {
  const services = await readServices(opened.dataDir);
  const places = {
    documents: routes.documents === null ? null : services.mongoUri,
    files: routes.files === null ? null : services.ipfsApiUrl,
  };
  try {
    return await openServers(places, opened);
  } catch (cause) {
    if (!(cause instanceof MoveRefusedError) || services.embedded.length === 0) throw cause;
    throw new MoveRefusedError(
      `${cause.message} The platform has to run meanwhile, because it serves the embedded stores: start it, then run the same command again.`,
      { cause },
    );
  }
}

async function moverOf({ secrets }: SideParts): Promise<Mover> {
  const { filesMarkerOf } = await import('@lanran/api/compose-stores');
  return { logId: secrets.logId, filesMarker: filesMarkerOf(parseLogId(secrets.logId)).cid };
}

async function look(source: Side, target: Side, mover: Mover): Promise<void> {
  if (target.documents !== null) await requireOwnTarget(target.documents, mover);
  if (target.files === null || source.files === null) return;
  await requireOwnNode(target.files, mover);
  await requireRoom(source.files, target.files);
}

async function requireDiskFor(found: Estimate, routes: Routes, dataDir: string): Promise<void> {
  const bytes = embeddedTargets(routes).reduce((sum, store) => sum + (found[store]?.bytes ?? 0), 0);
  if (bytes > 0) await requireDisk(dataDir, bytes);
}

interface Copying extends MoveRequest, OpenedInstallation {
  readonly routes: Routes;
  readonly earlier: Move | null;
}

async function copyFrom(source: Side, copying: Copying): Promise<CopiedMove> {
  const { dataDir, routes, earlier, file } = copying;
  requireNothingLeft(dataDir, embeddedTargets(routes), earlier !== null);
  const begun = earlier ?? {
    logId: copying.secrets.logId,
    startedAt: new Date().toISOString(),
    state: 'COPYING' as const,
    isServed: false,
    ...routes,
  };
  if (embeddedTargets(routes).length > 0) {
    await requireDiskFor(await estimate(source, null), routes, dataDir);
    // Before anything lies there, so that the next run knows whose it is.
    file.write(begun);
  }
  const places = { documents: routes.documents?.to ?? null, files: routes.files?.to ?? null };
  const target = await openSide(places, copying);
  try {
    const mover = await moverOf(copying);
    await look(source, target, mover);
    file.write(begun);
    if (target.documents !== null) await markTarget(target.documents, mover, begun.startedAt);
    const { filesMarker } = mover;
    const { progress, signal } = copying;
    const verified = new VerifiedPins(file.folder);
    const parts = { source, target, filesMarker, verified, progress, signal };
    const verifiedPins = await copyUntilLittleDiffers(parts, copying.say);
    file.write({ ...begun, state: 'COPIED' });
    const advice = MOVABLE.flatMap((store) => {
      const route = routes[store];
      return route === null ? [] : [adviceFor({ store, to: route.to })];
    }).join(' and ');
    return { ...(await amountsOf(target)), verifiedPins, advice };
  } finally {
    await target.close();
  }
}

async function copyUntilLittleDiffers(parts: CopyParts, say: (line: string) => void): Promise<number> {
  for (let number = 1; number <= MAX_PASSES; number += 1) {
    const changes = await pass(number === 1 ? 'copying' : 'copying what changed', parts);
    say(`pass ${number}: ${changes} documents and pins written or removed`);
    if (changes <= LITTLE && number > 1) break;
  }
  return verifyFiles(parts);
}
