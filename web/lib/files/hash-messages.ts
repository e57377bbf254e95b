import type { FileDigest } from '@lanran/protocol/files/file-digest';

/** To the worker: one file at a time. */
export interface HashTask {
  readonly file: File;
}

/** From it. `UNREADABLE`: moved, changed or withdrawn since it was chosen. */
export type HashMessage =
  | { readonly kind: 'progress'; readonly bytes: number }
  | { readonly kind: 'done'; readonly digest: FileDigest }
  | { readonly kind: 'failed'; readonly code: 'UNREADABLE' | 'INTERNAL'; readonly message: string };
