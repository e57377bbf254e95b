import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Day } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { RequestFile } from './request-file.ts';
import type { RequestTerms } from './request-terms.ts';

/**
 * USE: a license for one organization. QUESTION: words to the holder, without terms. REVIEW: a holder asks a council to look at
 * assets.
 */
export const REQUEST_KINDS = ['USE', 'QUESTION', 'REVIEW'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const PARTY_ROLES = ['ASKER', 'HOLDER', 'COMMUNITY'] as const;
export type PartyRole = (typeof PARTY_ROLES)[number];

export const ENTRY_KINDS = ['ASK', 'MESSAGE', 'COUNTER', 'AGREE', 'DECLINE', 'WITHDRAW'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Who asks: an organization through one of its members, or a person who belongs to none. */
export interface Asker {
  readonly account: Hex;
  readonly organization: OrganizationId | null;
}

/** What was asked of one holder and one community; its thread is in its entries. */
export interface DeskRequest {
  readonly id: string;
  /** Requests sent together have the same. */
  readonly batch: string;
  readonly kind: RequestKind;
  /** The call for proposals that it answers; null: it was asked unbidden. */
  readonly callId: string | null;
  readonly asker: Asker;
  /** Of a REVIEW, who asks. */
  readonly holder: OrganizationId;
  /** Null for a QUESTION, and for assets without a community. */
  readonly community: OrganizationId | null;
  readonly assetIds: readonly AssetId[];
  /** What is asked for, for each of the assets; empty without terms. */
  readonly terms: readonly RequestTerms[];
  readonly text: string;
  readonly files: readonly RequestFile[];
  /** Makes the hash of what is agreed tell nothing to who guesses the terms. */
  readonly salt: Hex;
  readonly dueDay: Day;
  readonly askedAt: Date;
  /** When its last entry was written. */
  readonly changedAt: Date;
  /** The account that looks after it for each party; whoever answered first until another takes it over. */
  readonly handledBy: Readonly<Partial<Record<PartyRole, Hex>>>;
}

/** What a party wrote into a thread. Never changed, never removed. */
export interface RequestEntry {
  /** From 1, the question itself. */
  readonly sequence: number;
  readonly kind: EntryKind;
  readonly role: PartyRole;
  readonly organization: OrganizationId | null;
  readonly account: Hex;
  readonly at: Date;
  /** What it is about. */
  readonly assetIds: readonly AssetId[];
  /** Of a COUNTER, and of a question about a use: for each of its assets. */
  readonly terms: readonly RequestTerms[];
  readonly files: readonly RequestFile[];
}

/** An entry with its words; empty where there are none. */
export interface WrittenEntry extends RequestEntry {
  readonly text: string;
}

/** The question as the first entry of its thread. */
export function openingOf(request: DeskRequest): WrittenEntry {
  const { asker, askedAt: at, assetIds, terms, text, files } = request;
  return { ...asker, sequence: 1, kind: 'ASK', role: 'ASKER', at, assetIds, terms, text, files };
}

/** Who has to agree. */
export function partiesOf({
  kind,
  community,
}: Pick<DeskRequest, 'kind' | 'community'>): readonly PartyRole[] {
  if (kind === 'REVIEW') return ['ASKER', 'COMMUNITY'];
  return community === null ? ['ASKER', 'HOLDER'] : PARTY_ROLES;
}

/** The organization that is a party; null for a person who belongs to none. */
export function organizationOf(
  request: Pick<DeskRequest, 'asker' | 'holder' | 'community'>,
  role: PartyRole,
): OrganizationId | null {
  if (role === 'ASKER') return request.asker.organization;
  return role === 'HOLDER' ? request.holder : request.community;
}
