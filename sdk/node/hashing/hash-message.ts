import type { FoundFile } from '@lanran/protocol/packages/found-file';
import type { HashOrder } from './hash-file.ts';

export interface HashMessage {
  readonly number: number;
  readonly order: HashOrder;
}

/** One of the two is null. */
export interface HashAnswer {
  readonly number: number;
  readonly found: FoundFile | null;
  readonly failure: string | null;
}
