/* Files of threads: what api, command line and pages agree on. */

export const MAX_ENTRY_FILES = 5;
export const MAX_FILE_BYTES = 10_000_000;
export const MAX_THREAD_BYTES = 100_000_000;
/** Characters. */
export const MAX_FILE_NAME = 200;

/** By extension, the type that the bytes have to be of. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  pdf: 'application/pdf',
  txt: 'text/plain',
  csv: 'text/csv',
};

export const REQUEST_FILE_EXTENSIONS: readonly string[] = Object.keys(MEDIA_TYPES).map((name) => `.${name}`);

/** The type that a name promises; null for one that threads don't take. */
export function promisedTypeOf(name: string): string | null {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  return extension !== undefined && Object.hasOwn(MEDIA_TYPES, extension)
    ? (MEDIA_TYPES[extension] ?? null)
    : null;
}

/** Where a file is for: a request, or a question that is sent under this batch. */
export type RequestFileTarget = { readonly request: string } | { readonly batch: string };

/** Where files for it are posted. */
export function requestFilesPath(target: RequestFileTarget): string {
  return 'request' in target
    ? `/requests/${encodeURIComponent(target.request)}/files`
    : `/requests/batches/${encodeURIComponent(target.batch)}/files`;
}

/** Where a party gets it. */
export function requestFilePath(requestId: string, fileId: string): string {
  return `${requestFilesPath({ request: requestId })}/${encodeURIComponent(fileId)}`;
}
