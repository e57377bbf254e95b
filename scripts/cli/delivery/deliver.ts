import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { parseFrames } from '@lanran/protocol/files/frames';
import { ArgumentError, reasonOf, RefusedError } from '@lanran/sdk/kernel/errors';
import {
  type ClosedLicense,
  type DeliveredFile,
  type Delivery,
  listDelivery,
} from '@lanran/sdk/node/downloads/deliver';
import {
  DELIVERY_FILE,
  DeliveryFolder,
  PARTS_FOLDER,
  type PurgeReport,
} from '@lanran/sdk/node/downloads/delivery-folder';
import { diskFullError, isDiskFull } from '@lanran/sdk/node/disk-full';
import type { OutageWait } from '@lanran/sdk/node/downloads/outage';
import { bytesLeft, downloadFiles } from '@lanran/sdk/node/downloads/file-downloads';
import { isReadableByOthers } from '@lanran/sdk/node/key-file';
import { FolderLock, LOCK_FILE } from '@lanran/sdk/node/packages/folder-lock';
import type { CommandContext } from '../context.ts';
import { parseVersionOption } from '../options/arguments.ts';
import { type CommandResult, parseOption } from '../output.ts';

/** What names begin with that a delivery takes in the folder. */
const OWN_FILES: readonly string[] = [DELIVERY_FILE, PARTS_FOLDER, LOCK_FILE];

interface DeliverOptions {
  readonly tokenFile: string;
  readonly out: string;
  readonly version?: string;
  readonly only?: readonly string[];
  readonly frames?: string;
  readonly jobs: string;
  readonly purge?: boolean;
  readonly wait?: string;
}

/**
 * What a delivery token opens, each file checked against what the platform said of it; content that differs is never overwritten.
 * Exit code 1 where a license of the token has ended and nothing is left to fetch, or `--purge` had to leave a file that was changed.
 */
export async function deliver(
  { apiUrl, say }: CommandContext,
  { tokenFile, out, version, only, frames, jobs, purge, wait: seconds }: DeliverOptions,
): Promise<CommandResult> {
  const isWanted = parseSelection({ only, frames });
  const width = parseJobs(jobs);
  const number = parseVersionOption(version);
  const token = await readToken(tokenFile);
  if (await isReadableByOthers(tokenFile))
    say(`warning: others can read ${tokenFile}; make it yours alone: chmod 600 ${tokenFile}`);
  const platform = { apiUrl, token };
  const wait = waitingFor(seconds, say);
  const delivery = await listDelivery({ ...platform, version: number, wait });
  for (const { message } of delivery.closed) say(message);
  const isOver = delivery.files.length === 0 && delivery.closed.length > 0;
  if (isOver && purge !== true) throw refusalOf(delivery.closed);
  await mkdir(out, { recursive: true }).catch((cause: unknown) => {
    throw new ArgumentError('--out', `${out} can't be written: ${reasonOf(cause)}`, { cause });
  });
  // Each of two would note what it wrote without the other's, and a later --purge would leave it.
  const lock = await FolderLock.acquire(out);
  try {
    return await deliverInto(out, {
      delivery,
      isWanted,
      isOver,
      jobs: width,
      platform,
      purges: purge === true,
      wait,
      say,
    });
  } finally {
    await lock.release();
  }
}

interface DeliveryOrder {
  readonly delivery: Delivery;
  readonly isWanted: (file: DeliveredFile) => boolean;
  /** No license of the token opens anything. */
  readonly isOver: boolean;
  readonly jobs: number;
  readonly platform: { readonly apiUrl: string; readonly token: string };
  readonly purges: boolean;
  readonly wait: OutageWait | null;
  readonly say: CommandContext['say'];
}

async function deliverInto(
  out: string,
  { delivery, isWanted, isOver, jobs, platform, purges, wait, say }: DeliveryOrder,
): Promise<CommandResult> {
  const folder = await DeliveryFolder.open(out);
  const report = purges ? await folder.purge(delivery) : null;
  const wanted = delivery.files.filter(isWanted);
  if (wanted.length === 0 && !isOver) throw nothingWanted(delivery);
  requireFree(wanted);
  await folder.requireNoLinks(wanted);
  const orders = wanted.map(({ fileId, entry }) => ({
    fileId,
    entry,
    targetPath: join(out, entry.path),
    partPath: folder.partOf(entry),
  }));
  try {
    if (wanted.length > 0) await folder.expect(wanted);
    await downloadFiles({
      platform,
      orders,
      jobs,
      groupsSmallFiles: true,
      wait,
      onBegin: ({ entry }, at) => say(`${at + 1} of ${wanted.length}: ${entry.path} (${entry.bytes} bytes)`),
    });
  } catch (cause) {
    if (!isDiskFull(cause)) throw cause;
    throw await diskFullError(cause, {
      path: out,
      bytes: bytesLeft(orders),
      again: 'it goes on where it was',
    });
  }
  await folder.tidy();
  const files = wanted.map(({ entry: { path, bytes, sha256, cid } }) => ({ path, bytes, sha256, cid }));
  return {
    json: { out, files, closed: delivery.closed, ...report },
    lines: [
      ...delivery.closed.map(({ message }) => message),
      ...purgeLines(report, out),
      ...files.map(({ path, bytes }) => `${join(out, path)}  ${bytes} bytes, as listed`),
    ],
    exitCode: isOver || (report?.changed.length ?? 0) > 0 ? 1 : 0,
  };
}

function purgeLines(report: PurgeReport | null, out: string): string[] {
  if (report === null) return [];
  return [
    ...report.purged.map(({ path }) => `${join(out, path)}  deleted: no longer licensed`),
    ...report.changed.map(
      ({ path }) =>
        `${join(out, path)}  no longer licensed and left: it was changed since it was delivered. Delete it yourself.`,
    ),
    `${report.purged.length} files deleted, ${report.changed.length} left`,
  ];
}

/** @throws RefusedError for a file at the place of what a delivery keeps in the folder */
function requireFree(files: readonly DeliveredFile[]): void {
  const taken = files.find(({ entry }) =>
    OWN_FILES.some((name) => entry.path.toLowerCase().startsWith(name)),
  );
  if (taken === undefined) return;
  throw new RefusedError(
    'PATH_RESERVED',
    `${taken.entry.path} is a name that deliveries keep for themselves. Fetch the others with --only, and this file alone by the url that /delivery lists.`,
  );
}

function refusalOf([first]: readonly ClosedLicense[]): RefusedError {
  return new RefusedError(first?.code ?? 'FORBIDDEN', first?.message ?? 'The token opens no files.');
}

/** A license that ended may be why: it is named first. */
function nothingWanted({ files: { length: count }, closed }: Delivery): RefusedError {
  const why =
    count === 0
      ? 'The token opens no file: all were taken down.'
      : `None of the ${count} files fits --only and --frames. Paths are those that /delivery lists.`;
  return new RefusedError('NOTHING_SELECTED', [...closed.map(({ message }) => message), why].join(' '));
}

const MAX_WAIT_SECONDS = 7 * 86_400;

/** @throws ArgumentError */
function waitingFor(text: string | undefined, say: CommandContext['say']): OutageWait | null {
  if (text === undefined) return null;
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (seconds < 1 || seconds > MAX_WAIT_SECONDS)
    throw new ArgumentError('--wait', `must be a number of seconds from 1 to ${MAX_WAIT_SECONDS}.`);
  let isTold = false;
  const onWait = ({ message }: Error) => {
    if (!isTold) say(`${message} Waiting for it, at most ${seconds} s.`);
    isTold = true;
  };
  return { waitMs: seconds * 1_000, onWait };
}

/** @throws ArgumentError */
function parseSelection({
  only = [],
  frames,
}: {
  readonly only: readonly string[] | undefined;
  readonly frames: string | undefined;
}): (file: DeliveredFile) => boolean {
  if (only.some((glob) => glob.trim() === '')) throw new ArgumentError('--only', 'must not be empty.');
  // As in .gitignore: one with a slash is of the whole path, another of the name in any folder.
  const globs = only.map((glob) => picomatch(glob, { dot: true, basename: !glob.includes('/') }));
  const isAsked = frames === undefined ? null : parseOption('--frames', () => parseFrames(frames));
  return ({ entry: { path }, frame }) =>
    (globs.length === 0 || globs.some((isFit) => isFit(path))) &&
    (isAsked === null || (frame !== null && isAsked(frame)));
}

/** @throws ArgumentError */
function parseJobs(text: string): number {
  const jobs = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (jobs < 1 || jobs > 64) throw new ArgumentError('--jobs', 'must be a number from 1 to 64.');
  return jobs;
}

async function readToken(path: string): Promise<string> {
  let token: string;
  try {
    token = (await readFile(path, 'utf8')).trim();
  } catch (cause) {
    throw new ArgumentError('--token-file', `can't be read: ${reasonOf(cause)}`, { cause });
  }
  // It goes into a header, where a line break is refused by a message about headers.
  if (/^[\w.~+/=-]+$/.test(token)) return token;
  throw new ArgumentError('--token-file', `${path} holds no token: one line that begins with ldt_.`);
}
