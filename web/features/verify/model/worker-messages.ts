import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { Trust } from '@lanran/protocol/log/trust';
import type { CheckResult, CheckTask } from './check-given.ts';

export type WorkerTask =
  | { readonly kind: 'hash'; readonly file: File }
  | { readonly kind: 'check'; readonly task: CheckTask }
  | { readonly kind: 'trust'; readonly text: string };

export type ToWorker =
  | (WorkerTask & { readonly id: number })
  | { readonly kind: 'cancel'; readonly id: number };

export interface Results {
  readonly hash: FileDigest;
  readonly check: CheckResult;
  readonly trust: Trust;
}

/** `UNREADABLE`: moved or changed since it was chosen. `NO_TRUST_FILE`: the text is none. */
export type FailureCode = 'UNREADABLE' | 'NO_TRUST_FILE' | 'CANCELED' | 'INTERNAL';

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly id: number; readonly bytes: number }
  | { readonly kind: 'done'; readonly id: number; readonly result: Results[keyof Results] }
  | { readonly kind: 'failed'; readonly id: number; readonly code: FailureCode; readonly message: string };
