import type { Item, ShownRequest } from './documents.ts';
import type { Voice } from './voices.ts';

/** What a party does with assets of a request, and as it stood when it began. */
export interface Answering {
  readonly kind: 'agree' | 'goOn' | 'counter' | 'decline' | 'withdraw';
  readonly items: readonly Item[];
  /** What the reader decides on: another answer is a conflict. */
  readonly request: ShownRequest;
  readonly voice: Voice;
}
