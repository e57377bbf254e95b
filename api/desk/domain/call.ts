import type { Hex } from '@lanran/protocol/kernel/bytes';
import { type Day, formatDay } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { isEmpty, isSameWish, type Wish } from '@lanran/protocol/licensing/window';
import { BadInputError, LimitExceededError } from '../../platform/kernel/errors.ts';
import {
  type LocalizedText,
  type LocalizedTextInput,
  parseText,
  parseTitle,
} from '../../platform/kernel/localized-text.ts';

export const CALL_STATES = ['OPEN', 'CLOSED', 'WITHDRAWN'] as const;
export type CallState = (typeof CALL_STATES)[number];

export const CALL_FIELDS = ['title', 'purpose', 'criteria', 'assets', 'welcome', 'closingDay'] as const;
export type CallField = (typeof CALL_FIELDS)[number];

const MAX_TITLE = 120;
const MAX_TEXT = 4_000;
const MAX_REASON = 2_000;
const MAX_ASSETS = 200;
const MAX_DAYS_AHEAD = 366;
const MAX_CHANGES = 100;

/** What an institution or community says that it wants to see proposed. */
export interface CallContent {
  readonly title: LocalizedText;
  readonly purpose: LocalizedText;
  /** How it chooses; null: it does not say. */
  readonly criteria: LocalizedText | null;
  /** 1 to 200, which it holds or which are of it as a community. */
  readonly assetIds: readonly AssetId[];
  /** The use that is welcome; null: any. */
  readonly welcome: Wish | null;
  /** The last day on which proposals are taken, in UTC. */
  readonly closingDay: Day;
}

/** One change of an open call. */
export interface CallChange {
  readonly at: Date;
  readonly account: Hex;
  readonly fields: readonly CallField[];
  readonly added: readonly AssetId[];
  readonly removed: readonly AssetId[];
  /** What it was before, where it changed. */
  readonly closingDayBefore: Day | null;
  readonly closingDayAfter: Day | null;
}

/** A call for proposals. */
export interface Call extends CallContent {
  /** 16 bytes of hex. */
  readonly id: string;
  readonly organization: OrganizationId;
  readonly openedBy: Hex;
  readonly openedAt: Date;
  /** When it was closed before its closing day; null: it was not. */
  readonly closedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawnReason: LocalizedText | null;
  readonly changes: readonly CallChange[];
  /** One more with each change. */
  readonly revision: number;
}

/** Conditions that all must hold. */
export interface CallQuery {
  readonly state?: CallState;
  readonly organization?: OrganizationId;
  readonly asset?: AssetId;
}

/** As it arrives: texts unchecked. */
export interface CallContentInput extends Omit<CallContent, 'title' | 'purpose' | 'criteria'> {
  readonly title: LocalizedTextInput;
  readonly purpose: LocalizedTextInput;
  readonly criteria: LocalizedTextInput | null;
}

export function callStateOn(
  { closingDay, closedAt, withdrawnAt }: Pick<Call, 'closingDay' | 'closedAt' | 'withdrawnAt'>,
  today: Day,
): CallState {
  if (withdrawnAt !== null) return 'WITHDRAWN';
  return closedAt !== null || today > closingDay ? 'CLOSED' : 'OPEN';
}

/** @throws BadInputError, LimitExceededError */
export function parseCallContent(input: CallContentInput, today: Day): CallContent {
  const { title, purpose, criteria, assetIds, welcome, closingDay } = input;
  requireAssets(assetIds);
  if (welcome !== null && isEmpty(welcome))
    throw new BadInputError('welcome', 'has no medium, no territory or no day in it.');
  if (closingDay < today || closingDay > today + MAX_DAYS_AHEAD)
    throw new BadInputError(
      'closingDay',
      `must be ${formatDay(today)} to ${formatDay(today + MAX_DAYS_AHEAD)}: the last day for proposals.`,
    );
  return {
    title: parseTitle(title, 'title', MAX_TITLE),
    purpose: parseText(purpose, 'purpose', MAX_TEXT),
    criteria: criteria === null ? null : parseText(criteria, 'criteria', MAX_TEXT),
    assetIds,
    welcome,
    closingDay,
  };
}

/** @throws BadInputError */
export function parseWithdrawalReason(reason: LocalizedTextInput): LocalizedText {
  return parseText(reason, 'reason', MAX_REASON);
}

/** The call with other content; the same call where nothing is different. @throws LimitExceededError */
export function changedCall(
  call: Call,
  content: CallContent,
  { at, account }: Pick<CallChange, 'at' | 'account'>,
): Call {
  const fields = CALL_FIELDS.filter((field) => !isSame(field, call, content));
  if (fields.length === 0) return call;
  if (call.changes.length >= MAX_CHANGES)
    throw new LimitExceededError(`A call has at most ${MAX_CHANGES} changes. Close it, and open another.`);
  const isOtherDay = fields.includes('closingDay');
  const change: CallChange = {
    at,
    account,
    fields,
    added: content.assetIds.filter((id) => !call.assetIds.includes(id)),
    removed: call.assetIds.filter((id) => !content.assetIds.includes(id)),
    closingDayBefore: isOtherDay ? call.closingDay : null,
    closingDayAfter: isOtherDay ? content.closingDay : null,
  };
  return { ...call, ...content, changes: [...call.changes, change], revision: call.revision + 1 };
}

/**
 * What of a change a reader learns who sees these assets: of the others also not that they were added or removed. Null where nothing
 * is left of it.
 */
export function changeAsSeen(
  change: CallChange,
  { isSeen, isOwn }: { readonly isSeen: (assetId: AssetId) => boolean; readonly isOwn: boolean },
): CallChange | null {
  const [added, removed] = [change.added.filter(isSeen), change.removed.filter(isSeen)];
  // With none added and none removed, the order of the assets changed.
  const isAboutHidden =
    change.added.length + change.removed.length > 0 && added.length + removed.length === 0;
  const fields =
    isAboutHidden && !isOwn ? change.fields.filter((field) => field !== 'assets') : change.fields;
  return fields.length === 0 ? null : { ...change, fields, added, removed };
}

function requireAssets(assetIds: readonly AssetId[]): void {
  if (assetIds.length < 1 || assetIds.length > MAX_ASSETS)
    throw new BadInputError('assetIds', `has ${assetIds.length} entries; name 1 to ${MAX_ASSETS} assets.`);
  if (new Set(assetIds).size < assetIds.length) throw new BadInputError('assetIds', 'name each asset once.');
}

function isSame(field: CallField, left: CallContent, right: CallContent): boolean {
  switch (field) {
    case 'title':
    case 'purpose':
    case 'criteria':
      return isSameText(left[field], right[field]);
    case 'assets':
      return left.assetIds.join() === right.assetIds.join();
    case 'welcome':
      return left.welcome === null || right.welcome === null
        ? left.welcome === right.welcome
        : isSameWish(left.welcome, right.welcome);
    case 'closingDay':
      return left.closingDay === right.closingDay;
  }
}

function isSameText(left: LocalizedText | null, right: LocalizedText | null): boolean {
  return left?.en === right?.en && left?.zh === right?.zh;
}
