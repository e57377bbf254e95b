import { parseDay } from '@lanran/protocol/kernel/day';
import { ASSET_COLORS, type AssetColor } from '@lanran/protocol/assets/colors';
import type { VariablesOf } from '../../../lib/session/graphql.ts';
import {
  missingIn,
  NO_USE,
  readUse,
  USE_NAMES,
  type UseDraft,
  writeUse,
} from '../../../lib/territories/use-address.ts';
import type { CATALOG_ASSETS } from './documents.ts';

const KINDS = ['PATTERN', 'COSTUME', 'FILM'] as const;
const ACCESS = ['OPEN', 'LICENSED', 'RESTRICTED'] as const;
const SORTS = ['RELEVANCE', 'NEWEST', 'OLDEST', 'TITLE', 'PRICE_ASC', 'PRICE_DESC'] as const;
/** Each is a group of filters, in this order. */
export const VOCABULARIES = ['technique', 'motif', 'material', 'place', 'ich', 'ethnicGroup'] as const;
/** Any one of them holds at a time. */
const NAMED = ['text', 'concept', 'community', 'holder', 'people'] as const;

export type Kind = (typeof KINDS)[number];
export type AccessLevel = (typeof ACCESS)[number];
export type Sort = (typeof SORTS)[number];
export type Vocabulary = (typeof VOCABULARIES)[number];

export interface TermKey {
  readonly vocabulary: Vocabulary;
  readonly code: string;
}

/** One condition, as its own part of the address: `kind=PATTERN`, `motif=whirlpool`. */
export type Condition =
  | NamedBy<(typeof NAMED)[number] | Vocabulary>
  | { readonly name: 'kind'; readonly value: Kind }
  | { readonly name: 'access'; readonly value: AccessLevel }
  | { readonly name: 'color'; readonly value: AssetColor }
  | { readonly name: 'offer'; readonly value: '1' }
  /** The address of a currency, or with the least and highest price in its smallest unit: `0x…,100000,`. */
  | { readonly name: 'price'; readonly value: string }
  /** A day, as YYYY-MM-DD in UTC. */
  | { readonly name: 'published'; readonly value: string }
  /** What it is to be licensed for, as its four parts of the address: `media=…&territories=…&from=…&to=…`. */
  | { readonly name: 'use'; readonly value: string };

/** One member of the union for each name. */
type NamedBy<Name extends string> = Name extends string
  ? { readonly name: Name; readonly value: string }
  : never;

/** What the catalog shows: all of it stands in the address. */
export interface CatalogState {
  readonly conditions: readonly Condition[];
  /** Null: as is usual, by relevance with a text, the newest first without. */
  readonly sort: Sort | null;
}

export type Filter = NonNullable<VariablesOf<typeof CATALOG_ASSETS>['filter']>;

/** Reads an address; what it does not understand is left out, so that an old link still shows something. */
export function readCatalogState(params: URLSearchParams): CatalogState {
  const sort = params.get('sort')?.toUpperCase();
  const use = conditionOfUse(readUse(params));
  const read = [...params].flatMap(([name, value]) =>
    USE_NAMES.includes(name) ? (use ?? []) : (readCondition(name, value) ?? []),
  );
  const conditions = read.filter((condition, at) => read.findIndex((one) => isSame(one, condition)) === at);
  return withSort({ conditions, sort: null }, SORTS.find((known) => known === sort) ?? null);
}

/** Null for a use that lacks something. */
export function conditionOfUse(use: UseDraft): Condition | null {
  if (missingIn(use).length > 0) return null;
  return { name: 'use', value: writeUse(new URLSearchParams(), use).toString() };
}

/** What the assets are to be licensed for. */
export function chosenUse({ conditions }: Pick<CatalogState, 'conditions'>): UseDraft {
  const value = conditions.find((one) => one.name === 'use')?.value;
  return value === undefined ? NO_USE : readUse(new URLSearchParams(value));
}

function readCondition(name: string, text: string): Condition | null {
  const value = text.trim();
  if (value === '') return null;
  switch (name) {
    case 'kind':
      return conditionOf(KINDS, value, (kind) => ({ name, value: kind }));
    case 'access':
      return conditionOf(ACCESS, value, (access) => ({ name, value: access }));
    case 'color':
      return conditionOf(ASSET_COLORS, value, (color) => ({ name, value: color }));
    case 'concept':
      return conceptIn(value) === null ? null : { name, value };
    case 'offer':
      return value === '1' ? { name, value } : null;
    case 'price':
      return priceIn(value) === null ? null : { name, value: value.toLowerCase() };
    case 'published':
      return isDay(value) ? { name, value } : null;
    default: {
      const known = [...NAMED, ...VOCABULARIES].find((each) => each === name);
      return known === undefined ? null : { name: known, value };
    }
  }
}

/** What assets are to cost, in one currency. */
export interface PriceRange {
  readonly token: string;
  readonly min?: string;
  readonly max?: string;
}

function priceIn(value: string): PriceRange | null {
  const [, token, min = '', max = ''] = PRICE.exec(value) ?? [];
  if (token === undefined) return null;
  return {
    token: token.toLowerCase(),
    ...(min !== '' && { min }),
    ...(max !== '' && (min === '' || BigInt(min) <= BigInt(max)) && { max }),
  };
}

const PRICE = /^(0x[\da-f]{40})(?:,(0|[1-9]\d{0,27})?,(0|[1-9]\d{0,27})?)?$/i;

export function conditionOfPrice({ token, min = '', max = '' }: PriceRange): Condition {
  return { name: 'price', value: min === '' && max === '' ? token : `${token},${min},${max}` };
}

export function chosenPrice({ conditions }: Pick<CatalogState, 'conditions'>): PriceRange | null {
  const value = conditions.find((one) => one.name === 'price')?.value;
  return value === undefined ? null : priceIn(value);
}

/** `technique/batik`; null for what is none. */
function conceptIn(value: string): TermKey | null {
  const [name, ...code] = value.split('/');
  const vocabulary = VOCABULARIES.find((known) => known === name);
  return vocabulary === undefined || code.join('/') === '' ? null : { vocabulary, code: code.join('/') };
}

function isDay(text: string): boolean {
  try {
    parseDay(text);
    return true;
  } catch {
    return false;
  }
}

function conditionOf<Value extends string>(
  known: readonly Value[],
  text: string,
  build: (value: Value) => Condition,
): Condition | null {
  const value = known.find((one) => one === text.toUpperCase());
  return value === undefined ? null : build(value);
}

/** The address of a state. */
export function writeCatalogState({ conditions, sort }: CatalogState): URLSearchParams {
  const params = new URLSearchParams(
    conditions.flatMap(({ name, value }) =>
      name === 'use' ? [...new URLSearchParams(value)] : [[name, value]],
    ),
  );
  if (sort !== null) params.set('sort', sort);
  return params;
}

export function textOf({ conditions }: CatalogState): string {
  return conditions.find((one) => one.name === 'text')?.value ?? '';
}

/** The order in which the assets are shown. */
export function sortOf(state: CatalogState): Sort {
  return state.sort ?? usualSortOf(state);
}

/** What there is to choose from: relevance is to a text, prices compare in one currency. */
export function sortsOf(state: CatalogState): readonly Sort[] {
  return SORTS.filter((sort) =>
    sort === 'RELEVANCE' ? textOf(state) !== '' : !isPriceSort(sort) || chosenPrice(state) !== null,
  );
}

export function isPriceSort(sort: Sort): boolean {
  return sort === 'PRICE_ASC' || sort === 'PRICE_DESC';
}

export function withSort(state: CatalogState, sort: Sort | null): CatalogState {
  const isMeant = sort !== null && sort !== usualSortOf(state) && sortsOf(state).includes(sort);
  return { ...state, sort: isMeant ? sort : null };
}

function usualSortOf(state: CatalogState): Sort {
  return textOf(state) === '' ? 'NEWEST' : 'RELEVANCE';
}

/** What the platform is asked for. */
export function filterOf({ conditions }: CatalogState): Filter {
  const terms = conditions.filter(isTerm).flatMap((one) => termOf(one) ?? []);
  const concept = conditions.flatMap((one) => (one.name === 'concept' ? (termOf(one) ?? []) : []))[0];
  const text = conditions.find((one) => one.name === 'text')?.value;
  const kind = conditions.find((one) => one.name === 'kind')?.value;
  const access = conditions.find((one) => one.name === 'access')?.value;
  const community = conditions.find((one) => one.name === 'community')?.value;
  const holder = conditions.find((one) => one.name === 'holder')?.value;
  const people = conditions.find((one) => one.name === 'people')?.value;
  const colors = conditions.flatMap((one) => (one.name === 'color' ? [one.value] : []));
  const published = conditions.find((one) => one.name === 'published')?.value;
  const { media, territories, from, to } = chosenUse({ conditions });
  const price = chosenPrice({ conditions });
  return {
    ...(text !== undefined && { text }),
    ...(kind !== undefined && { kind }),
    ...(access !== undefined && { access }),
    ...(community !== undefined && { community }),
    ...(holder !== undefined && { holder }),
    ...(people !== undefined && { peoples: [people] }),
    ...(published !== undefined && { publishedOn: published }),
    ...(conditions.some((one) => one.name === 'offer') && { onOffer: true }),
    ...(price !== null && { price }),
    ...(colors.length > 0 && { colors }),
    ...(media.length > 0 && {
      licensable: { media: [...media], territories: [...territories], from, to },
    }),
    ...(terms.length > 0 && { terms }),
    ...(concept !== undefined && { concept }),
  };
}

/** The term or the concept that it names. */
export function termOf(condition: Condition): TermKey | null {
  if (condition.name === 'concept') return conceptIn(condition.value);
  return isTerm(condition) ? { vocabulary: condition.name, code: condition.value } : null;
}

function isTerm(condition: Condition): condition is Extract<Condition, { name: Vocabulary }> {
  return VOCABULARIES.some((vocabulary) => vocabulary === condition.name);
}

export function isChosen({ conditions }: CatalogState, condition: Condition): boolean {
  return conditions.some((one) => isSame(one, condition));
}

/** Adds it, in place of another of its name unless several may hold at once. */
export function withCondition({ conditions, sort }: CatalogState, condition: Condition): CatalogState {
  const kept = conditions.filter((one) =>
    isTerm(condition) || condition.name === 'color' ? !isSame(one, condition) : one.name !== condition.name,
  );
  return withSort({ conditions: [...kept, condition], sort: null }, sort);
}

export function withoutCondition({ conditions, sort }: CatalogState, condition: Condition): CatalogState {
  return withSort({ conditions: conditions.filter((one) => !isSame(one, condition)), sort: null }, sort);
}

/** Another text, or none, with the rest as it is; in its place among the chips. */
export function withText(state: CatalogState, text: string): CatalogState {
  const conditions = state.conditions.flatMap((one): Condition[] => {
    if (one.name !== 'text') return [one];
    return text.trim() === '' ? [] : [{ name: 'text', value: text.trim() }];
  });
  return withSort({ conditions, sort: null }, state.sort);
}

function isSame(one: Condition, other: Condition): boolean {
  return one.name === other.name && one.value === other.value;
}
