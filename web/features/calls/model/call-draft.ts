import { RefusedError } from '@lanran/sdk/kernel/errors';
import { MEDIA } from '@lanran/protocol/licensing/media';
import { lengthOf } from '../../../lib/language/text-length.ts';
import { missingIn, NO_USE } from '../../../lib/territories/use-address.ts';
import { inputOf, type WishDraft } from '../../../lib/territories/wish.ts';
import type { WholeCall } from './use-call.ts';

export interface BothLanguages {
  readonly en: string;
  readonly zh: string;
}

/** A call as it is being written. */
export interface CallDraft {
  readonly title: BothLanguages;
  readonly purpose: BothLanguages;
  readonly criteria: BothLanguages;
  readonly assetIds: readonly string[];
  /** Null: any use is welcome. */
  readonly welcome: WishDraft | null;
  /** YYYY-MM-DD, or empty. */
  readonly closingDay: string;
}

const NOTHING: BothLanguages = { en: '', zh: '' };
export const NO_WELCOME: WishDraft = { ...NO_USE, isExclusive: false };

export const EMPTY_DRAFT: CallDraft = {
  title: NOTHING,
  purpose: NOTHING,
  criteria: NOTHING,
  assetIds: [],
  welcome: null,
  closingDay: '',
};

export function draftOfCall({ call, assets }: WholeCall): CallDraft {
  const { title, purpose, criteria, welcome, closingDay } = call;
  return {
    title: bothOf(title),
    purpose: bothOf(purpose),
    criteria: bothOf(criteria),
    assetIds: assets.map(({ id }) => id),
    welcome: welcome === null ? null : welcomeDraft(welcome),
    closingDay,
  };
}

export function welcomeDraft(welcome: NonNullable<WholeCall['call']['welcome']>): WishDraft {
  const { media, territories, firstDay, lastDay, exclusive } = welcome;
  return {
    media: MEDIA.filter((medium) => media.includes(medium)),
    territories,
    from: firstDay,
    to: lastDay,
    isExclusive: exclusive,
  };
}

export function inputOfDraft({ title, purpose, criteria, assetIds, welcome, closingDay }: CallDraft) {
  return {
    title,
    purpose,
    criteria: isSaid(criteria) ? criteria : null,
    assetIds: [...assetIds],
    welcome: welcome === null ? null : inputOf(welcome),
    closingDay,
  };
}

export type CallField = 'title' | 'purpose' | 'criteria' | 'assets' | 'welcome' | 'closingDay';

/** What the platform can’t take as it is. `today` as `closingDay`. */
export function missingInDraft(
  { title, purpose, criteria, assetIds, welcome, closingDay }: CallDraft,
  today: string,
): CallField[] {
  return [
    ...(isSaid(title) && fits(title, MOST_CHARACTERS.title) ? [] : (['title'] as const)),
    ...(isSaid(purpose) && fits(purpose, MOST_CHARACTERS.purpose) ? [] : (['purpose'] as const)),
    ...(fits(criteria, MOST_CHARACTERS.criteria) ? [] : (['criteria'] as const)),
    ...(assetIds.length === 0 || assetIds.length > MOST_ASSETS ? (['assets'] as const) : []),
    ...(welcome === null || missingIn(welcome).length === 0 ? [] : (['welcome'] as const)),
    ...(closingDay < today ? (['closingDay'] as const) : []),
  ];
}

export const MOST_ASSETS = 200;
export const MOST_CHARACTERS = { title: 120, purpose: 4_000, criteria: 4_000 };

/** Which field the platform refused; null for a refusal of the whole. */
export function faultIn(error: unknown): CallField | null {
  if (!(error instanceof RefusedError) || error.code !== 'BAD_INPUT' || error.field === null) return null;
  const [part = ''] = error.field.split('.');
  if (part === 'assetIds') return 'assets';
  if (part === 'wish') return 'welcome';
  const fields: readonly CallField[] = ['title', 'purpose', 'criteria', 'welcome', 'closingDay'];
  return fields.find((field) => field === part) ?? null;
}

/** What was kept in the browser; null for what is no draft. */
export function readDraft(value: unknown): CallDraft | null {
  if (typeof value !== 'object' || value === null) return null;
  const draft = value as Partial<Record<keyof CallDraft, unknown>>;
  const { title, purpose, criteria, assetIds, welcome, closingDay } = draft;
  if (!isBoth(title) || !isBoth(purpose) || !isBoth(criteria) || typeof closingDay !== 'string') return null;
  if (!isTexts(assetIds) || (welcome !== null && !isWish(welcome))) return null;
  return { title, purpose, criteria, assetIds, welcome, closingDay };
}

function isSaid({ en, zh }: BothLanguages): boolean {
  return en.trim() !== '' || zh.trim() !== '';
}

function fits({ en, zh }: BothLanguages, most: number): boolean {
  return lengthOf(en) <= most && lengthOf(zh) <= most;
}

function bothOf(text: { readonly en: string | null; readonly zh: string | null } | null): BothLanguages {
  return { en: text?.en ?? '', zh: text?.zh ?? '' };
}

function isBoth(value: unknown): value is BothLanguages {
  if (typeof value !== 'object' || value === null) return false;
  const { en, zh } = value as Partial<Record<keyof BothLanguages, unknown>>;
  return typeof en === 'string' && typeof zh === 'string';
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function isWish(value: unknown): value is WishDraft {
  if (typeof value !== 'object' || value === null) return false;
  const { media, territories, from, to, isExclusive } = value as Partial<Record<keyof WishDraft, unknown>>;
  return (
    isTexts(media) &&
    media.every((each) => MEDIA.some((medium) => medium === each)) &&
    isTexts(territories) &&
    typeof from === 'string' &&
    typeof to === 'string' &&
    typeof isExclusive === 'boolean'
  );
}
