import { encodeUploadBatch, UPLOAD_BATCH_TYPE } from '@lanran/protocol/files/upload-batch';
import { type ByteLimit, RefusedError } from '@lanran/sdk/kernel/errors';
import { unreachable } from '../session/api.ts';
import { HashingError } from './hash-file.ts';

export interface SmallFile {
  readonly path: string;
  readonly file: File;
  readonly sha256: string;
}

export interface TogetherHooks {
  readonly signal: AbortSignal;
  /** `bytes` of the file that have been sent. */
  onProgress(path: string, bytes: number): void;
}

/**
 * Sends small files of a draft in one request (docs/uploads.md, “Many files in one request”).
 * @returns by path, why a file was refused for itself alone; the draft has the others
 * @throws RefusedError when all are refused, UnreachableError; AbortError when the signal says so
 */
export async function sendTogether(
  draftId: string,
  files: readonly SmallFile[],
  hooks: TogetherHooks,
): Promise<ReadonlyMap<string, Error>> {
  const refused = new Map<string, Error>();
  const readable: (SmallFile & { readonly bytes: Uint8Array })[] = [];
  for (const each of files) {
    const bytes = await each.file.arrayBuffer().catch(() => null);
    if (bytes === null) refused.set(each.path, new HashingError('UNREADABLE', `${each.path} can't be read.`));
    else readable.push({ ...each, bytes: new Uint8Array(bytes) });
  }
  if (readable.length === 0) return refused;
  const url = `/uploads/batch?draft=${encodeURIComponent(draftId)}`;
  const told = await post(url, encodeUploadBatch(readable), {
    signal: hooks.signal,
    onProgress: (share) => tellProgress(readable, share, hooks),
  });
  for (const [at, { path }] of readable.entries()) {
    const error = told[at]?.error;
    if (error === undefined) refused.set(path, unreachable(`no answer for ${path}`));
    else if (error !== null) refused.set(path, refusalOf(error));
  }
  return refused;
}

/** Files follow each other in the request; what stands between them is little. */
function tellProgress(
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  share: number,
  { onProgress }: TogetherHooks,
): void {
  let left = share * files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  for (const { path, bytes } of files) {
    const sent = Math.min(bytes.length, Math.floor(left));
    if (sent <= 0) return;
    onProgress(path, sent);
    left -= sent;
  }
}

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly field?: string | null;
  readonly limit?: ByteLimit;
  readonly requestId?: string;
}

interface Answer {
  readonly files?: readonly { readonly error: Refusal | null }[];
  readonly error?: Refusal;
}

async function post(
  url: string,
  body: Uint8Array<ArrayBuffer>,
  { signal, onProgress }: { readonly signal: AbortSignal; onProgress(share: number): void },
): Promise<NonNullable<Answer['files']>> {
  signal.throwIfAborted();
  // fetch does not say how much of a body was sent.
  const request = new XMLHttpRequest();
  const text = await new Promise<string>((resolve, reject) => {
    request.open('POST', url);
    request.setRequestHeader('Content-Type', UPLOAD_BATCH_TYPE);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () => resolve(request.responseText);
    request.onerror = () => reject(unreachable(null));
    request.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
  const { files, error } = parse(text);
  if (files !== undefined) return files;
  if (error !== undefined) throw refusalOf(error);
  throw unreachable(`status ${String(request.status)}`);
}

function refusalOf({ code, message, ...details }: Refusal): RefusedError {
  return new RefusedError(code, message, details);
}

/** Nothing where a proxy answers in the platform's place. */
function parse(text: string): Answer {
  try {
    return (JSON.parse(text) as Answer | null) ?? {};
  } catch {
    return {};
  }
}
