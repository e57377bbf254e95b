import { DetailedError, Upload } from 'tus-js-client';
import { type ByteLimit, RefusedError } from '@lanran/sdk/kernel/errors';
import { begunUpload } from './begun-upload.ts';
import { OtherFileError } from './other-file-error.ts';

const PORTION_BYTES = 64 * 1024 * 1024;
/** Sent whole with the request that announces it, which spares a round trip per small file. */
const SMALL_BYTES = 1024 * 1024;

export interface FileToSend {
  readonly draftId: string;
  readonly path: string;
  readonly file: File;
  readonly sha256: string;
  /** Where the platform has a part of it, as it said itself; null when it has none, or said nothing. */
  readonly uploadUrl: string | null;
}

export interface SendHooks {
  /** What has arrived stays; sending the same file again goes on there, also after a reload. */
  readonly signal: AbortSignal;
  /** `bytes`: that have arrived, those of an earlier visit included. */
  onProgress(bytes: number): void;
  /** Another tab sends it; this one waits for its end. */
  onElsewhere(): void;
  /** Whether the platform has it whole by now: after another tab's end. */
  hasArrived(): Promise<boolean>;
}

/**
 * Sends a file by tus 1.0, going on where an earlier try, page or day left off. Ends when every byte has arrived and the platform
 * found the same SHA-256. A lost connection is the caller's to wait for.
 * @throws RefusedError, OtherFileError when what has begun to arrive is another file of this path
 */
export async function sendFile(toSend: FileToSend, hooks: SendHooks): Promise<void> {
  let isSent = false;
  while (!isSent && !hooks.signal.aborted) isSent = await inTurn(toSend, hooks, () => send(toSend, hooks));
}

/** One tab at a time for each file: two would each end the other's requests. @returns false when it is yet to be sent */
async function inTurn(toSend: FileToSend, hooks: SendHooks, run: () => Promise<void>): Promise<boolean> {
  // Over plain HTTP from another computer there are none: the platform's own locks then decide.
  const locks = (navigator as { readonly locks?: LockManager }).locks;
  if (locks === undefined) {
    await run();
    return true;
  }
  const name = `lanran-upload:${toSend.draftId}:${toSend.path}`;
  const isFree = await locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock !== null) await run();
    return lock !== null;
  });
  if (isFree) return true;
  hooks.onElsewhere();
  await locks.request(name, { signal: hooks.signal }, () => undefined);
  return hooks.hasArrived();
}

async function send(toSend: FileToSend, hooks: SendHooks): Promise<void> {
  const { draftId, path, file, sha256 } = toSend;
  const { signal } = hooks;
  const upload = new Upload(file, {
    endpoint: new URL('/uploads', window.location.href).href,
    metadata: { draft: draftId, path, sha256 },
    chunkSize: PORTION_BYTES,
    // Whoever calls waits and tries again, and says so meanwhile.
    retryDelays: null,
    uploadDataDuringCreation: file.size <= SMALL_BYTES,
    fingerprint: async () => ['lanran', draftId, path, file.size, sha256].join(':'),
    storeFingerprintForResuming: true,
    removeFingerprintOnSuccess: true,
    onProgress: (bytes) => hooks.onProgress(bytes),
  });
  const [previous] = await upload.findPreviousUploads();
  if (previous !== undefined) upload.resumeFromPreviousUpload(previous);
  else upload.url = await resumable(toSend);
  if (signal.aborted) return;
  await new Promise<void>((resolve, reject) => {
    const stop = () => {
      // An upload that can't be stopped cleanly is over anyway.
      upload.abort().then(resolve, () => resolve());
    };
    signal.addEventListener('abort', stop, { once: true });
    upload.options.onSuccess = () => {
      signal.removeEventListener('abort', stop);
      resolve();
    };
    upload.options.onError = (error) => {
      signal.removeEventListener('abort', stop);
      reject(toApiError(error));
    };
    upload.start();
  });
}

/** Of a visit whose storage is gone, or of another computer: what was announced there has to be this very file. */
async function resumable({ uploadUrl, path, sha256, file }: FileToSend): Promise<string | null> {
  if (uploadUrl === null) return null;
  const begun = await begunUpload(uploadUrl);
  if (begun === null) return null;
  if (begun.bytes !== file.size || (begun.sha256 !== null && begun.sha256 !== sha256))
    throw new OtherFileError(path, begun.bytes === file.size ? 'CONTENT' : 'SIZE');
  return new URL(uploadUrl, window.location.href).href;
}

interface ErrorBody {
  readonly error?: {
    readonly code?: string;
    readonly message?: string;
    readonly field?: string;
    readonly requestId?: string;
    readonly limit?: ByteLimit;
  };
}

function toApiError(error: Error): RefusedError {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  const { code, message, field, requestId, limit } = bodyOf(response?.getBody() ?? '').error ?? {};
  const isAnswered = response !== null && response.getStatus() > 0;
  return new RefusedError(
    code ?? (isAnswered && response.getStatus() < 500 ? 'INTERNAL' : 'UNREACHABLE'),
    message ?? error.message,
    { field, requestId, limit, cause: error },
  );
}

function bodyOf(text: string): ErrorBody {
  try {
    return JSON.parse(text) as ErrorBody;
  } catch {
    return {};
  }
}
