import type { Day } from '@lanran/protocol/kernel/day';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Call, CallQuery } from '../domain/call.ts';

/** Calls for proposals. No read model: only who opened them could say them again. */
export interface CallStore {
  find(id: string): Promise<Call | null>;
  /** As they stand on a day: opened last first, at most `most`. */
  list(query: CallQuery, on: { readonly today: Day; readonly most: number }): Promise<Call[]>;
  countOpen(organization: OrganizationId, today: Day): Promise<number>;
  /** False when there is one of this id. */
  insert(call: Call): Promise<boolean>;
  /** In place of the one of this id and revision; false when there is none. */
  replace(call: Call, revision: number): Promise<boolean>;
}
