import type { Item, ShownRequest } from './documents.ts';
import type { DueAct } from './due-acts.ts';
import type { Voice } from './voices.ts';

/** What a party does with assets of a request, and as it stood when it began. */
export interface Answering {
  readonly kind: 'agree' | 'goOn' | 'counter' | 'decline' | 'withdraw';
  /** What is still to be signed, to go on. */
  readonly due?: readonly DueAct[];
  readonly items: readonly Item[];
  /** What the reader decides on: another answer is a conflict. */
  readonly request: ShownRequest;
  readonly voice: Voice;
}
