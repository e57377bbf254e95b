import { isLostContent } from '@lanran/sdk/delivery/lost-content';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { errorCode } from '../../../../lib/session/error-text.ts';
import type { FetchPartOptions, PartRange } from './file-parts.ts';

const TRIES = 4;
const PAUSE_MS = 1_000;

export interface LicensedFile {
  readonly id: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Asks `/files/{id}` for a range; what did not answer is asked again, in longer and longer pauses. */
export async function requestPart(
  file: LicensedFile,
  range: PartRange,
  options: FetchPartOptions,
): Promise<Blob> {
  for (let tries = 1; ; tries += 1) {
    let arrived = 0;
    const onBytes = (count: number) => {
      arrived += count;
      options.onBytes(count);
    };
    try {
      return await requestOnce(file, range, { ...options, onBytes });
    } catch (error) {
      const isOver = errorCode(error) !== 'UNREACHABLE' || tries === TRIES;
      if (isOver || options.signal.aborted) throw error;
      // What broke off is fetched again.
      options.onBytes(-arrived);
      await pause(PAUSE_MS * 2 ** (tries - 1), options.signal);
    }
  }
}

async function requestOnce(
  { id, bytes, sha256 }: LicensedFile,
  { start, end }: PartRange,
  options: FetchPartOptions,
) {
  const { signal, onBytes } = options;
  // An empty file has no range.
  const range: Record<string, string> =
    bytes === 0 ? {} : { range: `bytes=${String(start)}-${String(end - 1)}`, 'if-range': `"${sha256}"` };
  let response: Response;
  try {
    response = await fetch(`/files/${id}`, { headers: range, signal });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw refused('UNREACHABLE', 'The platform does not answer.', cause);
  }
  if (!response.ok) throw await refusalOf(response);
  return await contentOf(response, { signal, onBytes });
}

async function contentOf(response: Response, { signal, onBytes }: FetchPartOptions): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body?.getReader();
  try {
    for (;;) {
      const read = await reader?.read();
      if (read === undefined || read.done) return new Blob(chunks);
      chunks.push(read.value);
      onBytes(read.value.length);
    }
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw refused('UNREACHABLE', 'The connection broke off.', cause);
  }
}

async function refusalOf(response: Response): Promise<RefusedError> {
  const { error } = (await response.json().catch(() => ({}))) as {
    readonly error?: { readonly code?: string; readonly message?: string };
  };
  if (response.status >= 500 && !isLostContent(error?.code ?? ''))
    return refused('UNREACHABLE', `status ${String(response.status)}`);
  return refused(error?.code ?? 'INTERNAL', error?.message ?? `status ${String(response.status)}`);
}

function refused(code: string, message: string, cause?: unknown): RefusedError {
  return new RefusedError(code, message, { cause });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('Paused.', 'AbortError'));
    });
  });
}
