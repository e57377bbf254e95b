import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import {
  encodeBatchLine,
  encodeUploadBatch,
  MAX_BATCHED_FILE_BYTES,
  MAX_BATCHED_FILES,
  UPLOAD_BATCH_TYPE,
} from '@lanran/protocol/files/upload-batch';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import { z } from 'zod';
import { RefusedError, UnreachableError } from '@lanran/sdk/kernel/errors';
import { authorization } from '@lanran/sdk/kernel/session';
import type { HashedFile } from '../local-files.ts';
import { sendFileParts } from './send-file-parts.ts';
import { refusalOf, RETRY_DELAYS_MS, type TusTarget } from './tus-upload.ts';

/** Of a request of small files: enough that what a request costs is little beside it. */
const SMALL_REQUEST_BYTES = 4 * 1_048_576;
/** A file up to this size goes together with others: of a larger one, what had come would be lost with the connection. */
const MAX_TOGETHER_BYTES = 32 * 1_048_576;
const LARGE_REQUEST_BYTES = 128 * 1_048_576;
/** As many as fill the line; the platform takes eight of an organization. */
const REQUESTS_AT_ONCE = 3;

const Answer = z.object({
  files: z.array(
    z.object({
      path: z.string(),
      error: z.object({ code: z.string(), message: z.string(), field: z.string().nullish() }).nullable(),
    }),
  ),
});

export interface BatchHooks {
  /** Hears of each file that the platform has. */
  onFile(file: HashedFile): void;
  /** Hears of each file that it refuses, for itself alone. */
  onRefused(file: HashedFile, refusal: RefusedError): void;
  /** Hears of bytes of files that were sent, below 0 of those that were sent in vain. */
  onBytes?(count: number): void;
}

/** Files that go together in one request; the others are too large for it, or the only one. */
export function batchesOf<File extends Pick<HashedFile, 'bytes'>>(files: readonly File[]): File[][] {
  const small = files.filter(({ bytes }) => bytes > 0 && bytes <= MAX_BATCHED_FILE_BYTES);
  const large = files.filter(({ bytes }) => bytes > MAX_BATCHED_FILE_BYTES && bytes <= MAX_TOGETHER_BYTES);
  const share = large.reduce((sum, { bytes }) => sum + bytes, 0) / REQUESTS_AT_ONCE;
  return [
    ...(small.length < 2 ? [] : pack(small, SMALL_REQUEST_BYTES)),
    ...pack(large, Math.min(share, LARGE_REQUEST_BYTES)).filter(({ length }) => length > 1),
  ];
}

function pack<File extends Pick<HashedFile, 'bytes'>>(
  files: readonly File[],
  requestBytes: number,
): File[][] {
  const batches: File[][] = [];
  let room = 0;
  for (const file of files) {
    const batch = batches.at(-1);
    room -= file.bytes;
    if (batch !== undefined && batch.length < MAX_BATCHED_FILES && room >= 0) {
      batch.push(file);
      continue;
    }
    batches.push([file]);
    room = requestBytes - file.bytes;
  }
  return batches;
}

/** What came of a request: of each file what refused it, or null; or why nothing is known of any. */
type Outcome = readonly (RefusedError | null)[] | 'NO_BATCHES' | 'SEND_ALONE';

/**
 * Sends a batch of `batchesOf`. One of small files is sent again, whole, after a lost connection; of larger ones the caller sends those
 * alone that the platform does not have. One that is refused leaves the others alone.
 * @returns false when the platform takes no batches
 * @throws RefusedError when all small ones are refused, UnreachableError when the platform stays away
 */
export async function sendBatch(
  target: TusTarget,
  { draft, files }: { readonly draft: string; readonly files: readonly HashedFile[] },
  hooks: BatchHooks,
): Promise<boolean> {
  const { onFile, onRefused, onBytes = () => undefined } = hooks;
  const outcome = await postFiles({ target, query: new URLSearchParams({ draft }), onBytes }, files);
  if (outcome === 'NO_BATCHES') return false;
  if (outcome === 'SEND_ALONE') return true;
  for (const [at, refusal] of outcome.entries()) {
    const file = files[at];
    if (file === undefined) continue;
    if (refusal === null) onFile(file);
    else onRefused(file, refusal);
  }
  return true;
}

/** A file for a draft. */
export interface DraftedFile extends HashedFile {
  readonly draft: string;
}

/**
 * Sends files for drafts of one organization, many in a request.
 * @returns of those that were sent what refused them, or null; the others are to be sent one by one
 * @throws UnreachableError when the platform stays away
 */
export async function sendTogether<File extends DraftedFile>(
  target: TusTarget,
  organization: string,
  files: readonly File[],
): Promise<ReadonlyMap<File, RefusedError | null>> {
  const query = new URLSearchParams({ organization });
  const outcomes = new Map<File, RefusedError | null>();
  const onBytes = () => undefined;
  await inParallel(batchesOf(files), REQUESTS_AT_ONCE, async (batch) => {
    const answers = await unlessRefused(postFiles({ target, query, onBytes }, batch));
    if (answers === null || typeof answers === 'string') return;
    for (const [at, refusal] of answers.entries()) {
      const file = batch[at];
      if (file !== undefined) outcomes.set(file, refusal);
    }
  });
  return outcomes;
}

/** A request is refused for one of its files too: sent alone, each is told of itself. */
async function unlessRefused<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RefusedError) return null;
    throw error;
  }
}

type DraftFile = HashedFile & { readonly draft?: string };

interface BatchRequest {
  readonly target: TusTarget;
  readonly query: URLSearchParams;
  readonly onBytes: (count: number) => void;
}

async function postFiles(request: BatchRequest, files: readonly DraftFile[]): Promise<Outcome> {
  const isSmall = files.every(({ bytes }) => bytes <= MAX_BATCHED_FILE_BYTES);
  return isSmall ? postSmall(request, files) : postLarge(request, files);
}

async function postSmall(
  { target, query, onBytes }: BatchRequest,
  files: readonly DraftFile[],
): Promise<Outcome> {
  const contents = await Promise.all(
    files.map(async ({ draft, path, localPath, digest }) => ({
      draft,
      path,
      sha256: digest.sha256,
      bytes: await readFile(localPath),
    })),
  );
  const response = await post(urlOf(target, query), { target, body: encodeUploadBatch(contents) });
  if (response === null) return 'NO_BATCHES';
  const outcome = await readOutcome(response, files);
  onBytes(files.reduce((sum, { bytes }) => sum + bytes, 0));
  return outcome;
}

/** Sent once: by itself, a file goes on where the connection broke, and is told of itself. */
async function postLarge(
  { target, query, onBytes }: BatchRequest,
  files: readonly DraftFile[],
): Promise<Outcome> {
  const parts = files.map(({ draft, path, localPath, bytes, digest: { sha256 } }) => {
    const before = encodeBatchLine({ draft, path, bytes, sha256 });
    return { before, path: localPath, start: 0, end: bytes };
  });
  let sentBytes = 0;
  const onSent = (count: number) => {
    sentBytes += count;
    onBytes(count);
  };
  const headers = headersOf(target);
  try {
    const response = await sendFileParts(urlOf(target, query), { method: 'POST', headers, parts, onSent });
    if (response.ok) return await readOutcome(response, files);
  } catch (error) {
    if (error instanceof RefusedError) throw error;
  }
  onBytes(-sentBytes);
  return 'SEND_ALONE';
}

async function readOutcome(response: Response, files: readonly DraftFile[]): Promise<Outcome> {
  const answer = Answer.parse(await response.json());
  return files.map(({ path }, at) => {
    const error = answer.files[at]?.error;
    if (error === undefined)
      throw new RefusedError('UNEXPECTED_ANSWER', `The platform does not say whether it has ${path}.`);
    return error && new RefusedError(error.code, error.message, { field: error.field });
  });
}

function urlOf({ apiUrl }: TusTarget, query: URLSearchParams): string {
  return `${apiUrl}/uploads/batch?${query.toString()}`;
}

function headersOf(target: TusTarget) {
  return { 'content-type': UPLOAD_BATCH_TYPE, ...authorization(target) };
}

/** Null from a platform that knows no batches. */
async function post(
  url: string,
  { target, body }: { readonly target: TusTarget; readonly body: Uint8Array<ArrayBuffer> },
): Promise<Response | null> {
  for (let failures = 0; ; failures++) {
    try {
      const response = await fetchOnce(url, { target, body });
      if (response.ok) return response;
      if (isUnknown(response)) return null;
      throw await refusalOf(response, url);
    } catch (error) {
      const waitMs = RETRY_DELAYS_MS[failures];
      if (!(error instanceof UnreachableError) || waitMs === undefined) throw error;
      await delay(waitMs);
    }
  }
}

async function fetchOnce(
  url: string,
  { target, body }: { readonly target: TusTarget; readonly body: Uint8Array<ArrayBuffer> },
): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: headersOf(target),
      body,
    });
  } catch (cause) {
    throw new UnreachableError(url, cause);
  }
}

/** An older platform takes the path for the id of a tus upload, and asks for the protocol's version first. */
function isUnknown({ status }: Response): boolean {
  return status === 405 || status === 412;
}
