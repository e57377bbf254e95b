import { constants } from 'node:fs';

/** The flag that opens a file past the page cache; null where the system has none. */
export const DIRECT: number | null = (constants as { readonly O_DIRECT?: number }).O_DIRECT ?? null;

/** Whether a file system or a disk refused direct I/O: it takes none, or asks for larger pages. */
export function isDirectRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EINVAL';
}
