import { requestFilesPath, type RequestFileTarget } from '@lanran/protocol/files/request-file';
import { RefusedError, UnreachableError } from '@lanran/sdk/kernel/errors';

interface SendHooks {
  readonly signal: AbortSignal;
  /** 0 to 1. */
  onProgress(part: number): void;
}

/** Posts a file for a message. @returns its id. @throws RefusedError, UnreachableError; AbortError when the signal says so */
export async function sendRequestFile(
  target: RequestFileTarget,
  file: File,
  { signal, onProgress }: SendHooks,
): Promise<string> {
  const url = `${requestFilesPath(target)}?name=${encodeURIComponent(file.name)}`;
  // fetch does not say how much of a body was sent.
  const request = new XMLHttpRequest();
  const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    request.open('POST', url);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onerror = () => reject(new UnreachableError(window.location.origin, null));
    request.onabort = () => reject(new DOMException('The file was removed.', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
  return idIn(status, text);
}

function idIn(status: number, text: string): string {
  const { file, error } = parse(text);
  if (file?.id !== undefined) return file.id;
  if (error?.code === undefined) throw new UnreachableError(window.location.origin, status);
  throw new RefusedError(error.code, error.message ?? error.code);
}

interface Answer {
  readonly file?: { readonly id?: string };
  readonly error?: { readonly code?: string; readonly message?: string };
}

/** Nothing where a proxy answers in the platform's place. */
function parse(text: string): Answer {
  try {
    return (JSON.parse(text) as Answer | null) ?? {};
  } catch {
    return {};
  }
}
