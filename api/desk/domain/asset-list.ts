import type { Hex } from '@lanran/protocol/kernel/bytes';
import { keccak256 } from '@lanran/protocol/kernel/hash';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { isEmpty, type Wish } from '@lanran/protocol/licensing/window';
import { type Actor, canActFor, membershipIn } from '../../platform/kernel/actor.ts';
import { BadInputError, LimitExceededError } from '../../platform/kernel/errors.ts';
import { requireOneDirection } from '../../platform/kernel/localized-text.ts';

export const MAX_ITEMS = 500;
const MAX_LINE = 200;
const MAX_NOTE = 2_000;

export interface ListItem {
  readonly assetId: AssetId;
  /** Empty for none. */
  readonly note: string;
}

/** What the assets of a list are wanted for. */
export interface Project {
  readonly title: string;
  readonly production: string;
  /** The studio's own number of it. */
  readonly reference: string;
  /** Null until it is described in full. */
  readonly wish: Wish | null;
}

/** Assets that somebody gathers. Private to its owner, to an organization that it was given to, and to whoever has its key. */
export interface AssetList {
  /** 16 bytes of hex. */
  readonly id: string;
  /** The account that made it. */
  readonly owner: Hex;
  /** Its members read it, and its editors and owners change it. */
  readonly organization: OrganizationId | null;
  readonly title: string;
  readonly note: string;
  readonly items: readonly ListItem[];
  readonly isFavorites: boolean;
  readonly project: Project | null;
  /** 16 random bytes of hex: whoever has them reads the list. Null: it is not shared. */
  readonly shareKey: string | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
  /** One more with each change; 0 for favorites that nothing was added to yet. */
  readonly revision: number;
}

/** Every account has one list of favorites, whose id follows from its key. */
export function favoritesOf(owner: Hex, now: Date): AssetList {
  return {
    id: favoritesIdOf(owner),
    owner,
    organization: null,
    title: '',
    note: '',
    items: [],
    isFavorites: true,
    project: null,
    shareKey: null,
    createdAt: now,
    changedAt: now,
    revision: 0,
  };
}

export function favoritesIdOf(owner: Hex): string {
  return keccak256(new TextEncoder().encode(`favorites of ${owner}`)).slice(2, 34);
}

export function canReadList(actor: Actor, list: Pick<AssetList, 'owner' | 'organization'>): boolean {
  if (list.organization === null) return isOwner(actor, list);
  // Whoever made it for an organization and left reads it no longer.
  return membershipIn(actor, list.organization) !== null;
}

export function canEditList(actor: Actor, list: Pick<AssetList, 'owner' | 'organization'>): boolean {
  return list.organization === null ? isOwner(actor, list) : canActFor(actor, list.organization);
}

/** Whoever made it, or an owner of the organization that has it; favorites stay. */
export function canDeleteList(
  actor: Actor,
  list: Pick<AssetList, 'owner' | 'organization' | 'isFavorites'>,
): boolean {
  if (list.isFavorites) return false;
  if (list.organization === null) return isOwner(actor, list);
  const membership = membershipIn(actor, list.organization);
  return membership?.role === 'OWNER' || (membership !== null && isOwner(actor, list));
}

export function isOwner(actor: Actor, { owner }: Pick<AssetList, 'owner'>): boolean {
  return actor.kind === 'member' && actor.address === owner;
}

/** How much it takes to keep it, roughly. */
export function bytesOf({ title, note, project, items }: AssetList): number {
  return Buffer.byteLength(JSON.stringify([title, note, project?.title, project?.production, items]));
}

/** Behind those that are there; what is there already stays where it is. @throws LimitExceededError */
export function withItems(list: AssetList, assetIds: readonly AssetId[]): AssetList {
  const there = new Set(list.items.map(({ assetId }) => assetId));
  const added = [...new Set(assetIds)].filter((id) => !there.has(id));
  const items = [...list.items, ...added.map((assetId) => ({ assetId, note: '' }))];
  if (items.length > MAX_ITEMS)
    throw new LimitExceededError(
      `A list has at most ${MAX_ITEMS} assets, and this would be ${items.length}. Make another list for the rest.`,
    );
  return { ...list, items };
}

export function withoutItems(list: AssetList, assetIds: readonly AssetId[]): AssetList {
  const removed = new Set(assetIds);
  return { ...list, items: list.items.filter(({ assetId }) => !removed.has(assetId)) };
}

/**
 * The order and the notes that somebody gave to what they see of the list. What they don't see stays, behind the rest.
 * @throws BadInputError for what is not in the list, or twice
 */
export function arranged(
  list: AssetList,
  wanted: readonly ListItem[],
  isSeen: (assetId: AssetId) => boolean,
): AssetList {
  const seen = list.items.filter(({ assetId }) => isSeen(assetId));
  const hidden = list.items.filter(({ assetId }) => !isSeen(assetId));
  const named = new Set(wanted.map(({ assetId }) => assetId));
  const isSame = named.size === wanted.length && seen.length === wanted.length;
  if (!isSame || !seen.every(({ assetId }) => named.has(assetId)))
    throw new BadInputError(
      'items',
      'must name each asset of the list that you see once. Load the list again, then arrange it.',
    );
  const items = wanted.map(({ assetId, note }) => ({ assetId, note: parseNote(note, 'items.note') }));
  return { ...list, items: [...items, ...hidden] };
}

/** @throws BadInputError */
export function parseListTitle(text: string): string {
  const title = parseLine(text, 'title');
  if (title !== '') return title;
  throw new BadInputError('title', `must be 1 to ${MAX_LINE} characters on one line.`);
}

/** Several lines. @throws BadInputError */
export function parseNote(text: string, field = 'note'): string {
  const note = text.normalize('NFC').replaceAll('\r\n', '\n').trim();
  requireOneDirection(note, field);
  if (Array.from(note).length <= MAX_NOTE && !/[^\P{Cc}\n\t]|\p{Surrogate}/u.test(note)) return note;
  throw new BadInputError(field, `must be at most ${MAX_NOTE} characters without control characters.`);
}

/** @throws BadInputError */
export function parseProject({ title, production, reference, wish }: Project): Project {
  if (wish !== null && isEmpty(wish))
    throw new BadInputError('project.wish', 'must have a medium, a territory and a day.');
  return {
    title: parseLine(title, 'project.title'),
    production: parseLine(production, 'project.production'),
    reference: parseLine(reference, 'project.reference'),
    wish,
  };
}

function parseLine(text: string, field: string): string {
  const line = text.normalize('NFC').trim();
  requireOneDirection(line, field);
  if (Array.from(line).length <= MAX_LINE && !/[\p{Cc}\p{Surrogate}]/u.test(line)) return line;
  throw new BadInputError(field, `must be at most ${MAX_LINE} characters on one line.`);
}
