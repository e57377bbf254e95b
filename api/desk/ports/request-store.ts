import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Day } from '@lanran/protocol/kernel/day';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import type { DeskRequest, PartyRole, RequestEntry, WrittenEntry } from '../domain/request.ts';

/** A party of requests: an organization, or as asker the account of a person who belongs to none. */
export interface RequestParty {
  readonly role: PartyRole;
  readonly id: OrganizationId | Hex;
}

/** Where in the order of writing one is: by time, then id. */
export interface WrittenPlace {
  readonly at: Date;
  readonly id: string;
}

/** An entry after the question, without its words. */
export interface AppendedEntry {
  readonly id: string;
  readonly requestId: string;
  readonly entry: RequestEntry;
}

/** Requests and their threads. No read model: only their parties could say it again. */
export interface RequestStore {
  /** False when it is there. */
  insert(request: DeskRequest): Promise<boolean>;
  find(id: string): Promise<DeskRequest | null>;
  /** In any order. */
  findMany(ids: readonly string[]): Promise<DeskRequest[]>;
  /** What an account asked under a batch, in any order. */
  listOfBatch(account: Hex, batch: string): Promise<DeskRequest[]>;
  /** Asked after a place in the order of asking. */
  listAsked(after: WrittenPlace, most: number): Promise<DeskRequest[]>;
  /** Entries of all threads after a place in the order of writing. */
  listAppended(after: WrittenPlace, most: number): Promise<AppendedEntry[]>;
  /** Those due on a day, after an id, in the order of ids. */
  listDue(day: Day, after: string, most: number): Promise<DeskRequest[]>;
  /** Of any of these parties, the latest change first. */
  list(parties: readonly RequestParty[], page: PageRequest): Promise<Page<DeskRequest>>;
  /** Those that answer a call, as `list` has them. */
  listOfCall(callId: string, parties: readonly RequestParty[], page: PageRequest): Promise<Page<DeskRequest>>;
  /** Asked by an account since a time, for the limit. */
  countSince(account: Hex, since: Date): Promise<number>;
  /** Entries after questions that an account wrote since a time, for the limit. */
  countWritten(account: Hex, since: Date): Promise<number>;
  /** The entries after the question, in order, without their words. */
  listEntries(requestIds: readonly string[]): Promise<ReadonlyMap<string, readonly RequestEntry[]>>;
  /** With their words: at most `most` entries after a sequence number. */
  listWritten(requestId: string, after: number, most: number): Promise<WrittenEntry[]>;
  /** False when the thread has an entry of that number: of two at once one is kept. */
  append(requestId: string, entry: WrittenEntry): Promise<boolean>;
  /** Does a question or an entry name it? */
  isFileNamed(fileId: string): Promise<boolean>;
  /** Names who looks after it for a party. `unlessHandled` leaves who does it already. */
  handle(
    requestId: string,
    by: { readonly role: PartyRole; readonly account: Hex; readonly unlessHandled: boolean },
  ): Promise<void>;
}
