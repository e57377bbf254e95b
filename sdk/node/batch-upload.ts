import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import {
  encodeUploadBatch,
  MAX_BATCHED_FILE_BYTES,
  MAX_BATCHED_FILES,
  UPLOAD_BATCH_TYPE,
} from '@lanran/protocol/files/upload-batch';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import { z } from 'zod';
import { RefusedError, UnreachableError } from '@lanran/sdk/kernel/errors';
import { authorization } from '@lanran/sdk/kernel/session';
import type { HashedFile } from './local-files.ts';
import { refusalOf, RETRY_DELAYS_MS, type TusTarget } from './tus-upload.ts';

/** Of a request: enough that what a request costs is little beside it. */
const BYTES_A_REQUEST = 4 * 1_048_576;
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
}

/** Files that go together in one request; the others are large, or the only one. */
export function batchesOf<File extends Pick<HashedFile, 'bytes'>>(files: readonly File[]): File[][] {
  const small = files.filter(({ bytes }) => bytes > 0 && bytes <= MAX_BATCHED_FILE_BYTES);
  if (small.length < 2) return [];
  const batches: File[][] = [];
  let room = 0;
  for (const file of small) {
    const batch = batches.at(-1);
    room -= file.bytes;
    if (batch !== undefined && batch.length < MAX_BATCHED_FILES && room >= 0) {
      batch.push(file);
      continue;
    }
    batches.push([file]);
    room = BYTES_A_REQUEST - file.bytes;
  }
  return batches;
}

/**
 * Sends a batch; again, whole, after a lost connection: what has arrived stays. One that is refused leaves the others alone.
 * @returns false when the platform takes no batches
 * @throws RefusedError when all are refused, UnreachableError when the platform stays away
 */
export async function sendBatch(
  target: TusTarget,
  { draft, files }: { readonly draft: string; readonly files: readonly HashedFile[] },
  { onFile, onRefused }: BatchHooks,
): Promise<boolean> {
  const answers = await postFiles({ target, query: new URLSearchParams({ draft }) }, files);
  if (answers === null) return false;
  for (const [at, refusal] of answers.entries()) {
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
 * Sends the small ones of files for drafts of one organization, many in a request.
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
  await inParallel(batchesOf(files), REQUESTS_AT_ONCE, async (batch) => {
    const answers = await unlessRefused(postFiles({ target, query }, batch));
    for (const [at, refusal] of answers?.entries() ?? []) {
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

/** @returns what refused each, or null; null from a platform that takes no batches */
async function postFiles(
  { target, query }: { readonly target: TusTarget; readonly query: URLSearchParams },
  files: readonly (HashedFile & { readonly draft?: string })[],
): Promise<readonly (RefusedError | null)[] | null> {
  const contents = await Promise.all(
    files.map(async ({ draft, path, localPath, digest }) => ({
      draft,
      path,
      sha256: digest.sha256,
      bytes: await readFile(localPath),
    })),
  );
  const url = `${target.apiUrl}/uploads/batch?${query.toString()}`;
  const response = await post(url, { target, body: encodeUploadBatch(contents) });
  if (response === null) return null;
  const answer = Answer.parse(await response.json());
  return files.map(({ path }, at) => {
    const error = answer.files[at]?.error;
    if (error === undefined)
      throw new RefusedError('UNEXPECTED_ANSWER', `The platform does not say whether it has ${path}.`);
    return error && new RefusedError(error.code, error.message, { field: error.field });
  });
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
      headers: { 'content-type': UPLOAD_BATCH_TYPE, ...authorization(target) },
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
