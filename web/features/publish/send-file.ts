import { DetailedError, Upload } from 'tus-js-client';
import { ApiError } from '../../lib/api.ts';

const PORTION_BYTES = 64 * 1024 * 1024;
const RETRY_DELAYS_MS = [500, 1_000, 2_000, 5_000, 10_000, 20_000];
/** Sent whole with the request that announces it, which spares a round trip per small file. */
const SMALL_BYTES = 1024 * 1024;

export interface FileToSend {
  readonly draftId: string;
  readonly path: string;
  readonly file: File;
  readonly sha256: string;
}

interface SendHooks {
  onProgress(bytes: number): void;
  onDone(): void;
  onFailed(error: unknown): void;
}

export interface Sending {
  /** What has arrived stays; sending the same file again goes on there, also after a reload. */
  stop(): Promise<void>;
}

/** Sends a file by tus 1.0, going on where an earlier try, page or day left off: known by draft, path, size and SHA-256. */
export async function sendFile(toSend: FileToSend, hooks: SendHooks): Promise<Sending> {
  const { draftId, path, file, sha256 } = toSend;
  const upload = new Upload(file, {
    endpoint: new URL('/uploads', window.location.href).href,
    metadata: { draft: draftId, path, sha256 },
    chunkSize: PORTION_BYTES,
    retryDelays: RETRY_DELAYS_MS,
    uploadDataDuringCreation: file.size <= SMALL_BYTES,
    fingerprint: async () => ['lanran', draftId, path, file.size, sha256].join(':'),
    storeFingerprintForResuming: true,
    removeFingerprintOnSuccess: true,
    onProgress: (bytes) => hooks.onProgress(bytes),
    onSuccess: () => hooks.onDone(),
    onError: (error) => hooks.onFailed(toApiError(error)),
  });
  const [previous] = await upload.findPreviousUploads();
  if (previous !== undefined) upload.resumeFromPreviousUpload(previous);
  upload.start();
  return { stop: async () => upload.abort() };
}

interface ErrorBody {
  readonly error?: {
    readonly code?: string;
    readonly message?: string;
    readonly field?: string;
    readonly requestId?: string;
  };
}

function toApiError(error: Error): ApiError {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  const { code, message, field, requestId } = bodyOf(response?.getBody() ?? '').error ?? {};
  const isAnswered = response !== null && response.getStatus() > 0;
  return new ApiError(
    message ?? error.message,
    {
      code: code ?? (isAnswered && response.getStatus() < 500 ? 'INTERNAL' : 'UNREACHABLE'),
      field: field ?? null,
      reasons: [],
      requestId: requestId ?? null,
    },
    { cause: error },
  );
}

function bodyOf(text: string): ErrorBody {
  try {
    return JSON.parse(text) as ErrorBody;
  } catch {
    return {};
  }
}
